// The same change in the manifest: only the lines that it is about, comments and layout kept.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { PathEdit } from "../../domain/canary/index.ts";
import { textAt } from "../../domain/deploy/index.ts";
import type { LiveDeployment } from "../../live/canary/index.ts";
import type { CanaryParts } from "./canary-parts.ts";
import type { CanarySubject } from "./canary-subject.ts";

export interface FileChange {
  readonly document: vscode.TextDocument;
  readonly version: number;
  readonly edits: readonly vscode.TextEdit[];
  /** The text with the edits made. */
  readonly after: string;
}

/** @param plan for the object as the file has it @returns a sentence where the file cannot be changed so */
export async function planFileChange(
  { server }: CanaryParts,
  { name, namespace }: CanarySubject,
  file: vscode.Uri,
  plan: (object: LiveDeployment) => readonly PathEdit[] | string,
): Promise<FileChange | string> {
  const document = await vscode.workspace.openTextDocument(file);
  const uri = document.uri.toString();
  const { objects } = await server.objects({ uri, text: document.getText() });
  const index = objects.findIndex(
    object =>
      object.kind === "SeldonDeployment" && object.name === name && (object.namespace ?? namespace) === namespace,
  );
  const object = objects[index]?.value;
  if (!isDeployment(object)) return l10n.t`It holds no SeldonDeployment ${name} any more.`;
  const edits = plan(object);
  if (typeof edits === "string") return edits;
  const answer = await server.edits({
    uri,
    text: document.getText(),
    index,
    edits: edits.map(({ path, ...edit }) => ({ ...edit, path: [...path] })),
  });
  if (answer.refused !== null) return answer.refused;
  const made = answer.edits.map(({ range: { start, end }, newText }) =>
    vscode.TextEdit.replace(new vscode.Range(start.line, start.character, end.line, end.character), newText),
  );
  return { document, version: document.version, edits: made, after: textWith(document, made) };
}

/** A document that was saved is saved again; one with changes of the user's keeps them unsaved. @returns whether it was done */
export async function makeFileChange({ document, version, edits }: FileChange): Promise<boolean> {
  if (document.version !== version) return false;
  const isClean = !document.isDirty;
  const change = new vscode.WorkspaceEdit();
  change.set(document.uri, [...edits]);
  if (!(await vscode.workspace.applyEdit(change))) return false;
  if (isClean) await document.save();
  return true;
}

function textWith(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): string {
  const text = document.getText();
  const sorted = edits
    .map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }))
    .toSorted((a, b) => b.start - a.start);
  return sorted.reduce((whole, { start, end, newText }) => whole.slice(0, start) + newText + whole.slice(end), text);
}

/** What the server read as plain data; nothing is taken from it but names, shares and graphs. */
function isDeployment(value: unknown): value is LiveDeployment {
  return textAt(value, "metadata", "name") !== undefined;
}
