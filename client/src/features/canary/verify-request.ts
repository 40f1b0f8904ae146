// The request that proves a split: one of the workspace's request files, sent through the ingress, or a body that is typed.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { listAt, textAt, valueAt, isMap } from "../../domain/deploy/index.ts";
import type { PreparedRequest } from "../../domain/predict/index.ts";
import type { CanaryParts } from "./canary-parts.ts";
import type { CanarySubject } from "./canary-subject.ts";
import { verifyDestination } from "./verify-destination.ts";

export interface VerifyRequest {
  readonly request: PreparedRequest;
  secrets(name: string): Promise<string | undefined>;
}

interface Payload {
  /** The request file, or a name for what was typed. */
  readonly file: vscode.Uri;
  readonly request: unknown;
  readonly headers: unknown;
}

const BODY = "seldon.canary.verifyBody";
const FILES = "**/*.predict.{yaml,yml}";
const NOT_OURS = "**/{node_modules,.git,.venv}/**";
const MAX_FILES = 200;
const USUAL_BODY = '{"data":{"ndarray":[[1,2,3,4]]}}';

/** @returns undefined where the user chose none; a sentence where it cannot be sent */
export async function askRequest(
  parts: CanaryParts,
  subject: CanarySubject,
  title: string,
): Promise<VerifyRequest | string | undefined> {
  const payload = await choosePayload(parts, subject, title);
  if (!payload) return undefined;
  const { prepareFirst } = await import("../../live/predict/index.ts");
  const folder = (vscode.workspace.getWorkspaceFolder(payload.file)?.uri ?? vscode.Uri.joinPath(payload.file, ".."))
    .fsPath;
  const prepare = async (ingress: string | undefined): ReturnType<typeof prepareFirst> =>
    await prepareFirst(testOf(subject, payload), {
      ...{ file: payload.file.fsPath, folder, session: subject.session, namespace: subject.namespace },
      ...(ingress !== undefined && { ingress }),
    });
  let prepared = await prepare(undefined);
  if (!prepared.request && prepared.problems.some(({ message }) => message.startsWith("No gateway is known"))) {
    const address = await askAddress(title);
    if (address === undefined) return undefined;
    prepared = await prepare(address);
  }
  if (!prepared.request) return prepared.problems[0]?.message ?? l10n.t("The request cannot be made.");
  const { request } = prepared;
  const use = { folder: vscode.Uri.file(folder).toString(), destination: verifyDestination(request.route, subject) };
  return { request, secrets: name => parts.secrets.valueOf({ ...use, name }) };
}

/** Only what is asked matters: who is asked is the deployment behind its ingress, and what is expected does not count. */
function testOf({ name, namespace }: CanarySubject, { request, headers }: Payload): object {
  return {
    apiVersion: "seldon-deployments/v1",
    kind: "PredictionTest",
    metadata: { name },
    spec: {
      target: { deployment: name, namespace, through: "ingress" },
      ...(headers !== undefined && { headers }),
      request,
    },
  };
}

async function choosePayload(parts: CanaryParts, { name }: CanarySubject, title: string): Promise<Payload | undefined> {
  const found = await requestFiles(parts, name);
  if (found.length === 0) return await typedPayload(parts, title);
  const items = [
    ...found.map(payload => ({ label: vscode.workspace.asRelativePath(payload.file), payload })),
    { label: l10n.t("Type a JSON body…"), payload: undefined },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder: l10n.t("Which request is sent?") });
  return chosen && (chosen.payload ?? (await typedPayload(parts, title)));
}

async function requestFiles({ server }: CanaryParts, deployment: string): Promise<Payload[]> {
  const files = await vscode.workspace.findFiles(FILES, NOT_OURS, MAX_FILES);
  const found = await Promise.all(
    files.map(async (file): Promise<Payload[]> => {
      const text = (await vscode.workspace.openTextDocument(file)).getText();
      const { objects } = await server.objects({ uri: file.toString(), text });
      const test = objects.find(({ value }) => textAt(value, "spec", "target", "deployment") === deployment)?.value;
      const request = valueAt(test, "spec", "request") ?? valueAt(listAt(test, "spec", "cases")[0], "request");
      return isMap(request) ? [{ file, request, headers: valueAt(test, "spec", "headers") }] : [];
    }),
  );
  return found.flat();
}

async function typedPayload({ workspace }: CanaryParts, title: string): Promise<Payload | undefined> {
  const last = workspace.get<unknown>(BODY);
  const body = await vscode.window.showInputBox({
    title,
    prompt: l10n.t("The JSON body that is sent with each request"),
    value: typeof last === "string" ? last : USUAL_BODY,
    validateInput: text => (isJson(text) ? undefined : l10n.t("This is no JSON.")),
  });
  if (body === undefined) return undefined;
  await workspace.update(BODY, body);
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/");
  return { file: vscode.Uri.joinPath(folder, "typed.predict.yaml"), request: { body }, headers: undefined };
}

async function askAddress(title: string): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    title,
    prompt: l10n.t("No gateway was found in the cluster. At which address does the ingress answer?"),
    placeHolder: "https://models.example",
    validateInput: text =>
      /^https?:\/\/[^/@]+/.test(text) && URL.canParse(text.trim())
        ? undefined
        : l10n.t("An address that begins with https:// or http://."),
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
