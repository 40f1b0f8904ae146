// What is deployed: the objects of a document, of files, or of a folder, as the language server reads them.
import * as vscode from "vscode";
import type {
  LocateParams,
  LocateResult,
  ManifestObject,
  ObjectsParams,
  ObjectsResult,
} from "../../../../schemas/src/index.ts";
import { fillText, placeholdersInText, type Placeholder } from "../../domain/deploy/index.ts";
import { isWritten } from "../../ui/seldon-documents.ts";

/** What reads manifests: the client reads no YAML. */
export interface ManifestServer {
  objects(params: ObjectsParams): Promise<ObjectsResult>;
  locate(params: LocateParams): Promise<LocateResult>;
  problems(uri: string): Promise<readonly ManifestProblem[]>;
}

/** A finding as the server reports it. */
export interface ManifestProblem {
  readonly message: string;
  readonly severity?: 1 | 2 | 3 | 4 | undefined;
  /** Id of the rule. */
  readonly code?: string | number | undefined;
  readonly range: { readonly start: { readonly line: number } };
}

/** A manifest with the text that counts: an editor's where one is open. */
export interface Manifest {
  readonly document: vscode.TextDocument;
  readonly text: string;
  /** Has expressions of a template engine, which are no YAML before they are filled in. */
  readonly isTemplate: boolean;
}

/** An object with its place. */
export interface SourceObject extends ManifestObject {
  readonly manifest: Manifest;
  /** Of the object in its manifest. */
  readonly index: number;
}

const FILES = "**/*.{yaml,yml,json}";
const NOT_OURS = "**/{node_modules,.git,.venv}/**";
/** A folder with more is no folder of manifests. */
const MAX_FILES = 200;

/** @param uris what was chosen in the explorer of files; without any the active editor */
export async function findManifests(uris: readonly vscode.Uri[]): Promise<readonly Manifest[]> {
  const active = vscode.window.activeTextEditor?.document;
  if (uris.length === 0) return active && isWritten(active) ? [manifestOf(active)] : [];
  const files = (await Promise.all(uris.map(filesIn))).flat();
  const found = new Map(files.map(uri => [uri.toString(), uri]));
  return await Promise.all(
    [...found.values()].map(async uri => manifestOf(await vscode.workspace.openTextDocument(uri))),
  );
}

async function filesIn(uri: vscode.Uri): Promise<readonly vscode.Uri[]> {
  const { type } = await vscode.workspace.fs.stat(uri);
  if ((type & vscode.FileType.Directory) === 0) return [uri];
  const files = await vscode.workspace.findFiles(new vscode.RelativePattern(uri, FILES), NOT_OURS, MAX_FILES);
  return [...files].sort((a, b) => a.path.localeCompare(b.path, "en"));
}

export function manifestOf(document: vscode.TextDocument): Manifest {
  const text = document.getText();
  return { document, text, isTemplate: placeholdersInText(text).some(({ syntax }) => isExpression(syntax)) };
}

function isExpression(syntax: Placeholder["syntax"]): boolean {
  return syntax === "jinja" || syntax === "argo" || syntax === "helm";
}

/** The manifest as it is after values were put into its expressions; undefined where one cannot stand at its place. */
export function filledManifest(manifest: Manifest, values: ReadonlyMap<string, string>): Manifest | undefined {
  const text = fillText(manifest.text, values);
  return text === undefined ? undefined : { ...manifest, text };
}

/** What is sent to the server: text that is not the editor's must not be taken for the document's. */
export function addressed({ document, text }: Manifest): { uri: string; text: string } {
  const isDocument = document.getText() === text;
  const uri = isDocument ? document.uri : document.uri.with({ scheme: "seldon-filled" });
  return { uri: uri.toString(), text };
}

/** @returns undefined where the text cannot be read */
export async function objectsOf(
  server: ManifestServer,
  manifest: Manifest,
): Promise<readonly SourceObject[] | undefined> {
  const { hasSyntaxErrors, objects } = await server.objects(addressed(manifest));
  if (hasSyntaxErrors) return undefined;
  return objects.map((object, index) => ({ ...object, manifest, index }));
}
