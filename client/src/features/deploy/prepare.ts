// From what was chosen to the objects that are sent: read, gate, target, placeholders, kinds. Asks, and changes nothing.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  fillPlaceholders,
  isMap,
  placeholdersIn,
  placeholdersInText,
  planDeploy,
  type DeployPlan,
  type DeployTarget,
  type Placeholder,
} from "../../domain/deploy/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { findItem, type DeployItem } from "../../live/deploy/index.ts";
import { confirm } from "../../ui/confirm.ts";
import {
  helmHasToRender,
  kindsAreUnknown,
  manifestHasSyntaxErrors,
  nothingIsApplied,
  nothingToDeploy,
  valueDoesNotFit,
} from "../../ui/deploy-messages.ts";
import type { DeployParts } from "./deploy-parts.ts";
import { askGate } from "./gate.ts";
import type { AskedTarget } from "./placeholder-values.ts";
import { filledManifest, findManifests, objectsOf, type Manifest, type SourceObject } from "./manifest-source.ts";

/** An object ready to be sent; one that goes back to an earlier version has no manifest. */
export interface Sending {
  readonly item: DeployItem;
  readonly source: SourceObject | undefined;
}

export interface Prepared {
  readonly target: DeployTarget;
  readonly session: ClusterSession;
  readonly sendings: readonly Sending[];
  /** Of the linter. */
  readonly warnings: number;
  /** What else the user ought to know before saying yes, in sentences. */
  readonly notes: readonly string[];
}

/** @returns undefined where the user gave up, or was told why nothing can be deployed */
export async function prepare(
  parts: DeployParts,
  uris: readonly vscode.Uri[],
  hasGate: boolean,
): Promise<Prepared | undefined> {
  const manifests = await findManifests(uris);
  if (hasGate) await parts.registry.beforeDeploy(manifests.map(({ document }) => document));
  const read = await readAll(
    parts,
    manifests.filter(({ isTemplate }) => !isTemplate),
  );
  if (!read) return undefined;
  const templates = manifests.filter(({ isTemplate }) => isTemplate);
  const holders = manifests.filter(manifest => read.some(object => object.manifest === manifest));
  if (holders.length + templates.length === 0) {
    parts.services.show(nothingToDeploy());
    return undefined;
  }
  const gate = hasGate ? await askGate(parts.server, holders) : { errors: [], warnings: 0 };
  if (gate.errors.length > 0 && !(await mayPassGate(holders, gate.errors))) return undefined;
  const uri = manifests[0]?.document.uri;
  const written = read.flatMap(({ namespace }) => namespace ?? []);
  const target = await parts.targets.targetFor(uri, [...new Set(written)]);
  if (!target) return undefined;
  const { session } = await parts.watched.watch(target.context);
  const asked = { ...target, session };
  const filled = await readTemplates(parts, templates, asked);
  const objects = filled && (await fillObjects(parts, [...read, ...filled], asked));
  const plan = objects && (await decidePlan(objects, target));
  if (!plan) return undefined;
  for (const { document } of manifests) parts.problems.clear(document.uri);
  const sendings = await findSendings(parts, session, plan, target);
  return sendings && { target, session, sendings, warnings: gate.warnings, notes: notesOf(manifests, plan) };
}

async function readAll(
  { server, services }: DeployParts,
  manifests: readonly Manifest[],
): Promise<SourceObject[] | undefined> {
  const found: SourceObject[] = [];
  for (const manifest of manifests) {
    const objects = await objectsOf(server, manifest);
    // A folder may hold broken files that have nothing to do with Kubernetes.
    if (!objects && (manifests.length === 1 || /^kind:/m.test(manifest.text))) {
      services.show(manifestHasSyntaxErrors(fileName(manifest)));
      return undefined;
    }
    found.push(...(objects ?? []));
  }
  return found;
}

async function mayPassGate(
  manifests: readonly Manifest[],
  errors: readonly { readonly message: string; readonly range: { readonly start: { readonly line: number } } }[],
): Promise<boolean> {
  const count = errors.length === 1 ? l10n.t("an error") : l10n.t`${errors.length} errors`;
  return await confirm({
    text: l10n.t`${manifests.map(fileName).join(", ")}: ${count} would keep this from working.`,
    detail: errors
      .slice(0, 5)
      .map(({ message, range }) => l10n.t`Line ${range.start.line + 1}: ${message}`)
      .join("\n"),
    yes: l10n.t("Deploy Anyway"),
  });
}

/** Templates become manifests by text: before that, their expressions are no YAML. */
async function readTemplates(
  parts: DeployParts,
  templates: readonly Manifest[],
  target: AskedTarget,
): Promise<SourceObject[] | undefined> {
  const filled: Manifest[] = [];
  for (const template of templates) {
    const written = placeholdersInText(template.text);
    if (written.some(({ syntax }) => syntax === "helm")) {
      parts.services.show(helmHasToRender(fileName(template)));
      return undefined;
    }
    const placeholders = [...new Map(written.map(each => [each.text, { ...each, places: [] }])).values()];
    const hasSecret = /^kind:\s*["']?Secret\b/m.test(template.text);
    const values = await parts.values.ask(placeholders, target, () => hasSecret);
    if (!values) return undefined;
    const manifest = filledManifest(template, values);
    if (!manifest) {
      parts.services.show(valueDoesNotFit(fileName(template)));
      return undefined;
    }
    filled.push(manifest);
  }
  return await readAll(parts, filled);
}

async function fillObjects(
  parts: DeployParts,
  objects: readonly SourceObject[],
  target: AskedTarget,
): Promise<readonly SourceObject[] | undefined> {
  const placeholders = placeholdersIn(objects.map(({ value }) => value));
  const isSecret = ({ places }: Placeholder): boolean =>
    places.some(({ object }) => objects[object]?.kind === "Secret");
  const values = await parts.values.ask(placeholders, target, isSecret);
  return values && objects.map(object => ({ ...object, value: fillPlaceholders(object.value, values) }));
}

const AS_WRITTEN = l10n.t("As Written");

/** A manifest that names another namespace than the target is asked about once for all. */
async function decidePlan(
  objects: readonly SourceObject[],
  target: DeployTarget,
): Promise<DeployPlan<SourceObject> | undefined> {
  const plan = planDeploy(objects, target.namespace);
  if (plan.questions.length === 0) return plan;
  const chosen = `To ${target.namespace}`;
  const answer = await vscode.window.showWarningMessage(
    l10n.t("The manifest names another namespace than the deploy target. Where do its objects go?"),
    { modal: true, detail: plan.questions.map(({ words }) => words).join("\n") },
    AS_WRITTEN,
    chosen,
  );
  if (answer === undefined) return undefined;
  return planDeploy(objects, target.namespace, answer === AS_WRITTEN ? "written" : "chosen");
}

async function findSendings(
  { services }: DeployParts,
  session: ClusterSession,
  plan: DeployPlan<SourceObject>,
  target: DeployTarget,
): Promise<readonly Sending[] | undefined> {
  if (plan.steps.length === 0) {
    services.show(nothingIsApplied(plan.refused.map(({ why }) => why)));
    return undefined;
  }
  const found = await Promise.all(
    plan.steps.map(async step => ({
      source: step.object,
      found: await findItem(session, step, isMap(step.object.value) ? step.object.value : {}),
    })),
  );
  const unknown = found.flatMap(each =>
    each.found.kind === "unknown-kind" ? [`${each.found.objectKind} (${each.found.apiVersion})`] : [],
  );
  if (unknown.length > 0) {
    services.show(kindsAreUnknown([...new Set(unknown)], target.context));
    return undefined;
  }
  return found.flatMap(each => (each.found.kind === "item" ? [{ item: each.found.item, source: each.source }] : []));
}

function notesOf(manifests: readonly Manifest[], { refused }: DeployPlan<SourceObject>): string[] {
  const unsaved = manifests.filter(({ document }) => document.isDirty).map(fileName);
  return [
    ...(unsaved.length > 0 ? [l10n.t`Not saved yet, and deployed as the editor shows it: ${unsaved.join(", ")}.`] : []),
    ...refused.map(({ object, why }) => l10n.t`Left out: ${object.kind} ${object.name ?? ""}. ${why}`),
  ];
}

function fileName({ document }: Manifest): string {
  return document.uri.path.split("/").at(-1) ?? document.uri.path;
}
