// A request that can be sent: one of a file of the workspace, of an editor that was never saved, or of the history.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { PREDICTION_TEST_KIND } from "../../../../schemas/src/index.ts";
import { mapAt, textAt } from "../../domain/deploy/index.ts";
import { isRequestDocument } from "../../ui/seldon-documents.ts";
import type { Asked } from "./asked.ts";
import type { PredictServer } from "./predict-parts.ts";

export interface OpenRequest {
  /** The plain object. */
  readonly value: unknown;
  /** `metadata.name`. */
  readonly name: string;
  /** What paths in it are relative to; the file need not exist. */
  readonly file: vscode.Uri;
  /** Among the objects of its document; `undefined` for a request of the history, which has none. */
  readonly index: number | undefined;
}

const FILES = "**/*.predict.{yaml,yml}";
const NOT_OURS = "**/{node_modules,.git,.venv}/**";
const MOST_FILES = 500;

/** Requests to this deployment: those that ask for this predictor first, then those nearest to the manifest. */
export async function requestsTo(server: PredictServer, asked: Asked): Promise<readonly OpenRequest[]> {
  const files = await vscode.workspace.findFiles(FILES, NOT_OURS, MOST_FILES);
  const unsaved = vscode.workspace.textDocuments
    .filter(document => document.isUntitled && isRequestDocument(document))
    .map(({ uri }) => uri);
  const found = (await Promise.all([...unsaved, ...files].map(uri => requestsInReadable(server, uri)))).flat();
  const rank = (request: OpenRequest): number => {
    const predictor = textAt(request.value, "spec", "target", "predictor");
    const isNear = asked.manifest !== undefined && folderOf(request.file) === folderOf(asked.manifest);
    return (predictor === asked.predictor ? 0 : 2) + (isNear ? 0 : 1);
  };
  return found.filter(({ value }) => isFor(value, asked)).toSorted((a, b) => rank(a) - rank(b));
}

/** None where the file cannot be read, such as one that has just been deleted: others may have what is looked for. */
async function requestsInReadable(server: PredictServer, uri: vscode.Uri): Promise<readonly OpenRequest[]> {
  const text = await textOf(uri).catch(() => undefined);
  return text === undefined ? [] : await requestsOf(server, uri, text);
}

/** All requests of a document, as it is now. */
export async function requestsIn(server: PredictServer, uri: vscode.Uri): Promise<readonly OpenRequest[]> {
  return await requestsOf(server, uri, await textOf(uri));
}

async function requestsOf(server: PredictServer, uri: vscode.Uri, text: string): Promise<readonly OpenRequest[]> {
  const { objects } = await server.objects({ uri: uri.toString(), text });
  return objects.flatMap(({ kind, name, value }, index) =>
    kind === PREDICTION_TEST_KIND ? [{ value, name: name ?? l10n.t("unnamed request"), file: uri, index }] : [],
  );
}

/** As its document says now: it may have been edited or saved. What was sent last can be sent again should it be gone. */
export async function readAgain(server: PredictServer, request: OpenRequest): Promise<OpenRequest> {
  if (request.index === undefined) return request;
  const file = placeNow(request.file);
  if (file === undefined) return { ...request, index: undefined };
  const now = await requestsIn(server, file);
  return now.find(({ index }) => index === request.index) ?? { ...request, index: undefined };
}

/** An editor that was never saved may be a file by now. */
function placeNow(uri: vscode.Uri): vscode.Uri | undefined {
  const isOpen = (wanted: vscode.Uri): boolean =>
    vscode.workspace.textDocuments.some(document => document.uri.toString() === wanted.toString());
  if (uri.scheme !== "untitled" || isOpen(uri)) return uri;
  const saved = uri.with({ scheme: "file" });
  return isOpen(saved) ? saved : undefined;
}

/** Why the language server says that it cannot be sent. */
export async function findingAgainst(server: PredictServer, { file, index }: OpenRequest): Promise<string | undefined> {
  if (index === undefined) return undefined;
  // The server looks at documents that are open.
  const document = await vscode.workspace.openTextDocument(file);
  const { objects } = await server.objects({ uri: file.toString(), text: document.getText() });
  const range = objects[index]?.range;
  const findings = await server.problems(file.toString());
  const found = findings.find(
    finding =>
      finding.severity === 1 &&
      (!range || (finding.range.start.line >= range.start.line && finding.range.end.line <= range.end.line)),
  );
  return found && l10n.t`Line ${found.range.start.line + 1}: ${found.message}`;
}

/** Some things of the target are replaced; `undefined` removes one. */
export function retargeted(value: unknown, changes: Readonly<Record<string, string | undefined>>): unknown {
  const spec = mapAt(value, "spec");
  const target = Object.fromEntries(
    Object.entries({ ...mapAt(spec, "target"), ...changes }).filter(([, part]) => part !== undefined),
  );
  return { ...mapAt(value), spec: { ...spec, target } };
}

function isFor(value: unknown, { deployment, namespace }: Asked): boolean {
  const target = mapAt(value, "spec", "target");
  const written = textAt(target, "namespace");
  if (target["url"] !== undefined || textAt(target, "deployment") !== deployment) return false;
  const endpoint = textAt(target, "endpoint") ?? "predict";
  return endpoint === "predict" && (written === undefined || written === namespace);
}

function folderOf(uri: vscode.Uri): string {
  return uri.path.slice(0, uri.path.lastIndexOf("/"));
}

async function textOf(uri: vscode.Uri): Promise<string> {
  const open = vscode.workspace.textDocuments.find(document => document.uri.toString() === uri.toString());
  return open ? open.getText() : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
