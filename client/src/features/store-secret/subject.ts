// For which model a Secret is made or mended: the unit of a row or of the manifest in the editor, or just a place in a cluster.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { EditsParams, EditsResult, ObjectsParams, ObjectsResult } from "../../../../schemas/src/index.ts";
import { modelPlaces, placeWords, type ModelPlace } from "../../domain/artifact/index.ts";
import type { DeployTarget } from "../../domain/deploy/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS, type WatchedClusters } from "../../live/index.ts";
import { isSeldonDocument } from "../../ui/seldon-documents.ts";
import { deploymentOf, targetOf } from "../../ui/target.ts";

/** The language server as this feature sees it: the client reads no YAML. */
export interface SecretServer {
  objects(params: ObjectsParams): Promise<ObjectsResult>;
  edits(params: EditsParams): Promise<EditsResult>;
}

export interface SubjectSources {
  readonly watched: WatchedClusters;
  readonly server: SecretServer;
  readonly targets: {
    targetFor(uri: vscode.Uri | undefined, written: readonly string[]): Promise<DeployTarget | undefined>;
  };
}

export interface SecretSubject {
  readonly target: DeployTarget;
  readonly session: ClusterSession;
  /** Undefined where no SeldonDeployment is at hand. */
  readonly place: ModelPlace | undefined;
  /** The manifest that the unit stands in. */
  readonly manifest: SecretManifest | undefined;
}

export interface SecretManifest {
  readonly document: vscode.TextDocument;
  /** Of the SeldonDeployment among the objects of the text. */
  readonly index: number;
  /** The plain object. */
  readonly value: unknown;
}

interface Candidate {
  readonly place: ModelPlace;
  readonly deployment: string;
  readonly namespace: string | undefined;
  readonly manifest: SecretManifest | undefined;
}

/** @returns undefined where the user gave up */
export async function findSubject(sources: SubjectSources, argument: unknown): Promise<SecretSubject | undefined> {
  const row = targetOf(argument);
  const deployment = deploymentOf(row);
  if (!deployment) return await subjectOfEditor(sources);
  const { context, namespace, name } = deployment;
  const { session } = await sources.watched.watch(context);
  const value = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name });
  const all = modelPlaces(value).map(place => ({ place, deployment: name, namespace, manifest: undefined }));
  const unit = row?.kind === "unit" ? row.path.at(-1) : undefined;
  const chosen = await choosePlace(unit === undefined ? all : all.filter(({ place }) => place.unit === unit));
  if (chosen === "none") return { target: { context, namespace }, session, place: undefined, manifest: undefined };
  return chosen && { target: { context, namespace }, session, place: chosen.place, manifest: undefined };
}

async function subjectOfEditor({ watched, server, targets }: SubjectSources): Promise<SecretSubject | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const candidates = document && isSeldonDocument(document) ? await candidatesIn(server, document) : [];
  const chosen = await choosePlace(candidates);
  if (!chosen) return undefined;
  const written = chosen !== "none" && chosen.namespace !== undefined ? [chosen.namespace] : [];
  const target = await targets.targetFor(document?.uri, written);
  if (!target) return undefined;
  const { session } = await watched.watch(target.context);
  if (chosen === "none") return { target, session, place: undefined, manifest: undefined };
  const { place, manifest, namespace = target.namespace } = chosen;
  return { target: { ...target, namespace }, session, place, manifest };
}

async function candidatesIn(server: SecretServer, document: vscode.TextDocument): Promise<readonly Candidate[]> {
  const { objects } = await server.objects({ uri: document.uri.toString(), text: document.getText() });
  return objects.flatMap(({ kind, name, namespace, value }, index) =>
    kind === "SeldonDeployment"
      ? modelPlaces(value).map(place => ({
          ...{ place, deployment: name ?? "", namespace: namespace ?? undefined },
          manifest: { document, index, value },
        }))
      : [],
  );
}

/** Asked only where there are several. @returns undefined where the user gave up */
async function choosePlace(candidates: readonly Candidate[]): Promise<Candidate | "none" | undefined> {
  const [first, ...others] = candidates;
  if (!first) return "none";
  if (others.length === 0) return first;
  const items = candidates.map(candidate => ({
    label: placeWords(candidate.place),
    description: candidate.place.secret ?? l10n.t("names no Secret"),
    detail: candidate.place.modelUri,
    candidate,
  }));
  const placeHolder = l10n.t("Which model is the Secret for?");
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.candidate;
}
