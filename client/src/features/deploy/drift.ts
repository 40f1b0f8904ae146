// Compares the SeldonDeployments of a document with the cluster by the preview's dry run, without asking the user anything.
import * as l10n from "@vscode/l10n";
import type * as vscode from "vscode";
import {
  fillPlaceholders,
  isMap,
  placeholdersIn,
  placeholdersInText,
  planDeploy,
  type DeployStep,
  type DeployTarget,
  type Drift,
} from "../../domain/deploy/index.ts";
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import { compareItem, findItem, type ComparedItem } from "../../live/deploy/index.ts";
import { asClause } from "../../ui/messages.ts";
import type { DeployParts } from "./deploy-parts.ts";
import { filledManifest, manifestOf, objectsOf, type Manifest, type SourceObject } from "./manifest-source.ts";

export interface ComparedObject extends ComparedItem {
  readonly name: string;
  readonly namespace: string;
}

export type Comparison =
  | { readonly kind: "objects"; readonly objects: readonly ComparedObject[] }
  | { readonly kind: "unknown"; readonly why: string };

const NO_VALUE = l10n.t("a placeholder has no value yet; a deploy or diff asks for it");

const NOT_CONTACTED = l10n.t(
  "the cluster has not been contacted in this window yet; a diff or the Deployments view does",
);

/** @throws where the language server does not run */
export async function compareDocument(
  parts: DeployParts,
  document: vscode.TextDocument,
  target: DeployTarget,
  signal: AbortSignal,
): Promise<Comparison> {
  const manifest = filledQuietly(parts, manifestOf(document), target);
  if (!manifest) return { kind: "unknown", why: NO_VALUE };
  const read = await objectsOf(parts.server, manifest);
  if (!read) return { kind: "unknown", why: l10n.t("the manifest has syntax errors") };
  const written = read.filter(({ kind }) => kind === "SeldonDeployment");
  const values = parts.values.known(placeholdersIn(written.map(({ value }) => value)), target);
  if (!values) return { kind: "unknown", why: NO_VALUE };
  const objects = written.map(object => ({ ...object, value: fillPlaceholders(object.value, values) }));
  const { steps, refused } = planDeploy(objects, target.namespace);
  if (steps.length === 0) {
    const why = refused[0]?.why ?? l10n.t("the manifest holds no SeldonDeployment");
    return { kind: "unknown", why: asClause(why) };
  }
  if (signal.aborted) return { kind: "objects", objects: [] };
  // Opening a file contacts nobody: the user's credential plugin might ask for a login. The view or a deploy comes first.
  const cluster = parts.watched.watched.get(target.context);
  if (!cluster) return { kind: "unknown", why: NOT_CONTACTED };
  const { session } = cluster;
  return { kind: "objects", objects: await Promise.all(steps.map(step => compareStep(session, step, signal))) };
}

/** With the values that were given before; undefined where one is missing, or where only Helm knows it. */
function filledQuietly({ values }: DeployParts, manifest: Manifest, target: DeployTarget): Manifest | undefined {
  if (!manifest.isTemplate) return manifest;
  const known = values.known(
    placeholdersInText(manifest.text).map(each => ({ ...each, places: [] })),
    target,
  );
  return known && filledManifest(manifest, known);
}

async function compareStep(
  session: ClusterSession,
  step: DeployStep<SourceObject>,
  signal: AbortSignal,
): Promise<ComparedObject> {
  const place = { name: step.name, namespace: step.namespace ?? "" };
  try {
    const found = await findItem(session, step, isMap(step.object.value) ? step.object.value : {}, signal);
    if (found.kind === "item") {
      const { live, drift } = await compareItem(session, found.item, signal);
      return { ...place, live, drift: drift.kind === "unknown" ? unknown(drift.why) : drift };
    }
    return { ...place, live: undefined, drift: unknown(l10n.t`the cluster knows no ${found.objectKind}`) };
  } catch (error) {
    if (!isKubeError(error)) throw error;
    return { ...place, live: undefined, drift: unknown(error.message) };
  }
}

function unknown(why: string): Drift {
  return { kind: "unknown", why: asClause(why) };
}
