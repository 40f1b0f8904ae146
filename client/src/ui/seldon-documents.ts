// Which documents of VS Code are ours to look at, and a way to wait for the first of them.
import * as vscode from "vscode";
import { DOCUMENTATION_LANGUAGES, LANGUAGES } from "../contributions.ts";
import { DisposableStore, type DisposableLike } from "./disposable-store.ts";
import { concernsSeldon, isOwnFile, isRequestFile, mayHintAtSeldon } from "./seldon-text.ts";

/**
 * Where manifests are written: on disk, not saved yet, and in the file systems of virtual workspaces. Other schemes show
 * copies, such as the old side of a diff, whose problems would be counted twice.
 */
const SCHEMES = ["file", "untitled", "vscode-vfs", "vscode-test-web", "memfs"] as const;

export const manifestSelector: readonly { readonly language: string; readonly scheme: string }[] = LANGUAGES.flatMap(
  language => SCHEMES.map(scheme => ({ language, scheme })),
);

/** All that the language server is told of: manifests, the files of a model, and pages and scripts that mention Seldon. */
export const servedSelector: readonly (
  { readonly language: string; readonly scheme: string } | { readonly pattern: string; readonly scheme: string }
)[] = [
  ...manifestSelector,
  ...SCHEMES.flatMap(scheme => [
    ...DOCUMENTATION_LANGUAGES.map(language => ({ language, scheme })),
    { pattern: "**/MLmodel", scheme },
  ]),
];

/** Whether it is what somebody writes, and no copy such as a preview or the old side of a diff. */
export function isWritten({ uri }: vscode.TextDocument): boolean {
  return SCHEMES.some(scheme => scheme === uri.scheme);
}

/** A manifest of Seldon's. */
export function isSeldonDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(manifestSelector, document) > 0 && concernsSeldon(document.getText());
}

/** Requests to models, kept as a file. */
export function isRequestDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match(manifestSelector, document) > 0 && isRequestFile(document.uri.path, document.getText());
}

/** What the language server has something to say about. */
export function isServedDocument(document: vscode.TextDocument): boolean {
  return isSeldonDocument(document) || isRequestDocument(document) || isOwnDocument(document);
}

/** A file of a model or of others' kinds, a page or a script. */
function isOwnDocument(document: vscode.TextDocument): boolean {
  return vscode.languages.match([...servedSelector], document) > 0 && isOwnFile(document.uri.path, document.getText());
}

/**
 * Calls `found` for every open document that is one of ours, now and whenever one is opened or becomes one while it is typed.
 *
 * @param isOurs manifests of Seldon's, unless told
 */
export function watchSeldonDocuments(
  found: (document: vscode.TextDocument) => void,
  isOurs: (document: vscode.TextDocument) => boolean = isSeldonDocument,
): DisposableLike {
  const look = (document: vscode.TextDocument): void => {
    if (isOurs(document)) found(document);
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
