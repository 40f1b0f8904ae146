// Whom a request is for: from a row of the explorer, a line above a manifest, the active editor, or a choice.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ManifestObject } from "../../../../schemas/src/index.ts";
import { nothingToAsk } from "../../ui/prediction-messages.ts";
import { isSeldonDocument } from "../../ui/seldon-documents.ts";
import { targetOf, type Target } from "../../ui/target.ts";
import type { PredictParts } from "./predict-parts.ts";

/** A SeldonDeployment of a cluster, or one of its predictors. */
export interface Asked {
  readonly context: string;
  readonly namespace: string;
  readonly deployment: string;
  /** Where one of several is meant. */
  readonly predictor: string | undefined;
  /** The manifest that it was asked from. */
  readonly manifest: vscode.Uri | undefined;
}

/** @returns undefined where the user chose none, or was told why there is none */
export async function findAsked(
  parts: PredictParts,
  title: string,
  argument: unknown,
  index: unknown,
): Promise<Asked | undefined> {
  const row = targetOf(argument);
  if (row) return askedOfRow(row);
  if (argument instanceof vscode.Uri) return await askedOfManifest(parts, argument, index);
  const document = vscode.window.activeTextEditor?.document;
  if (document && isSeldonDocument(document)) return await askedOfManifest(parts, document.uri, undefined);
  return await chooseAsked(parts, title);
}

function askedOfRow(row: Target): Asked | undefined {
  if (row.kind === "context" || row.kind === "namespace" || row.kind === "message") return undefined;
  const { context, namespace } = row;
  const deployment = row.kind === "deployment" ? row.name : row.deployment;
  const predictor = row.kind === "predictor" || row.kind === "unit" ? row.predictor : undefined;
  return { context, namespace, deployment, predictor, manifest: undefined };
}

/** @param index of the object in its file; else the only one, or the one that is chosen */
async function askedOfManifest(
  { server, targets }: PredictParts,
  uri: vscode.Uri,
  index: unknown,
): Promise<Asked | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { objects } = await server.objects({ uri: uri.toString(), text: document.getText() });
  const object = typeof index === "number" ? objects[index] : await chooseObject(objects);
  if (typeof object?.name !== "string") return undefined;
  const written = object.namespace === null ? [] : [object.namespace];
  const target = await targets.targetFor(uri, written);
  if (!target) return undefined;
  const namespace = object.namespace ?? target.namespace;
  return { context: target.context, namespace, deployment: object.name, predictor: undefined, manifest: uri };
}

async function chooseObject(objects: readonly ManifestObject[]): Promise<ManifestObject | undefined> {
  const found = objects.filter(({ kind, name }) => kind === "SeldonDeployment" && name !== null);
  if (found.length < 2) return found[0];
  const items = found.map(object => ({ label: object.name ?? "", object }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: l10n.t("Predict"),
    placeHolder: "SeldonDeployment",
  });
  return chosen?.object;
}

async function chooseAsked({ services, watched }: PredictParts, title: string): Promise<Asked | undefined> {
  const items = [...watched.watched].flatMap(([context, cluster]) =>
    cluster.namespaces.flatMap(namespace =>
      cluster.deployments(namespace).map(({ name, info }) => ({
        label: name,
        description: `${namespace} · ${context}`,
        detail: info.words,
        asked: { context, namespace, deployment: name, predictor: undefined, manifest: undefined },
      })),
    ),
  );
  if (items.length === 0) {
    services.show(nothingToAsk(title));
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: "SeldonDeployment",
    matchOnDescription: true,
  });
  return chosen?.asked;
}
