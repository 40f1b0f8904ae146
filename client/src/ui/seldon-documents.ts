// Which documents of VS Code are ours to look at, and a way to wait for the first of them.
import * as vscode from "vscode";
import { LANGUAGES } from "../contributions.ts";
import { DisposableStore, type DisposableLike } from "./disposable-store.ts";
import { concernsSeldon, mayHintAtSeldon } from "./seldon-text.ts";

/**
 * Where manifests are written: on disk, not saved yet, and in the file systems of virtual workspaces. Other schemes show
 * copies, such as the old side of a diff, whose problems would be counted twice.
 */
const SCHEMES = ["file", "untitled", "vscode-vfs", "vscode-test-web", "memfs"] as const;

export const manifestSelector: readonly { readonly language: string; readonly scheme: string }[] = LANGUAGES.flatMap(
  language => SCHEMES.map(scheme => ({ language, scheme })),
);

export function isSeldonDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(manifestSelector, document) > 0 && concernsSeldon(document.getText());
}

/** Calls `found` for every open document that concerns Seldon, now and whenever one is opened or becomes one while it is typed. */
export function watchSeldonDocuments(found: (document: vscode.TextDocument) => void): DisposableLike {
  const look = (document: vscode.TextDocument): void => {
    if (isSeldonDocument(document)) found(document);
  };
  const store = new DisposableStore();
  store.add(vscode.workspace.onDidOpenTextDocument(look));
  store.add(
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.some(change => mayHintAtSeldon(changedLines(document, change)))) look(document);
    }),
  );
  for (const document of vscode.workspace.textDocuments) look(document);
  return store;
}

/** The lines as they are after the change, whole, since a word may have been completed by a single letter. */
function changedLines(document: vscode.TextDocument, change: vscode.TextDocumentContentChangeEvent): string {
  const first = change.range.start.line;
  const last = first + change.text.split("\n").length - 1;
  return document.getText(new vscode.Range(first, 0, last + 1, 0));
}
