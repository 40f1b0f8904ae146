// Which request is sent to a deployment: the one of the workspace, the one of several that is chosen, or a new one.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { textAt } from "../../domain/deploy/index.ts";
import { isKubeError } from "../../kube/port.ts";
import { deploymentCannotBeAsked, requestIsAGuess } from "../../ui/prediction-messages.ts";
import type { Asked } from "./asked.ts";
import { newRequest } from "./new-request.ts";
import { requestsTo, type OpenRequest } from "./open-request.ts";
import type { PredictParts } from "./predict-parts.ts";

/** @returns undefined where the user chose none, or was told why there is none */
export async function chooseRequest(
  parts: PredictParts,
  asked: Asked,
  title: string,
): Promise<OpenRequest | undefined> {
  const found = await requestsTo(parts.server, asked);
  if (found.length > 1) return await pick(found, title);
  return found[0] ?? (await makeRequest(parts, asked));
}

async function pick(found: readonly OpenRequest[], title: string): Promise<OpenRequest | undefined> {
  const items = found.map(request => ({
    label: request.name,
    description: vscode.workspace.asRelativePath(request.file),
    detail: predictorWords(request.value),
    request,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: l10n.t("Request"),
    matchOnDescription: true,
  });
  return chosen?.request;
}

function predictorWords(value: unknown): string {
  const predictor = textAt(value, "spec", "target", "predictor");
  if (predictor === undefined) return "";
  return predictor === "*" ? l10n.t("to every predictor") : l10n.t`to the predictor ${predictor}`;
}

/** What nobody knows the values of is shown, and not sent. */
async function makeRequest(parts: PredictParts, asked: Asked): Promise<OpenRequest | undefined> {
  const { context, namespace, deployment } = asked;
  const { readDeployment } = await import("../../live/predict/index.ts");
  const session = await (await parts.clusters.gateway()).connect(context);
  const refuse = (reason: string): void =>
    parts.services.show(deploymentCannotBeAsked(deployment, l10n.t`${namespace} in ${context}`, reason));
  try {
    const ask = await readDeployment(session, namespace, deployment);
    if (!ask) {
      refuse(l10n.t("it has no predictor"));
      return undefined;
    }
    const { request, isGuess, document } = await newRequest(parts, asked, { ask, session });
    if (!isGuess) return request;
    await vscode.window.showTextDocument(document);
    parts.services.show(requestIsAGuess(deployment));
    return undefined;
  } catch (error) {
    if (!isKubeError(error)) throw error;
    refuse(error.reason === "not-found" ? l10n.t("it is not there") : error.message);
    return undefined;
  }
}
