// Refactorings of the light bulb: changes that a person may want although nothing is wrong, some of which make or rename files.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type CreateFile,
  type RenameFile,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { documentFacts, refactoringsAt, type Refactoring } from "../core/index.ts";
import { filePath } from "./config-store.ts";
import type { LintedDocument } from "./document-store.ts";
import { fromRange } from "./from-lsp.ts";
import { toTextEdits, toWorkspaceEdit } from "./to-lsp.ts";

/** What a client can do with an edit. */
interface EditSupport {
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly renamesFiles: boolean;
}

const KINDS: Readonly<Record<Refactoring["kind"], CodeActionKind>> = {
  rewrite: CodeActionKind.RefactorRewrite,
  extract: CodeActionKind.RefactorExtract,
  move: "refactor.move",
};

export const REFACTOR_KINDS: readonly CodeActionKind[] = Object.values(KINDS);

export function refactorings(
  linted: LintedDocument,
  { range, context }: CodeActionParams,
  client: EditSupport,
  isWanted: (kind: CodeActionKind) => boolean,
): CodeAction[] {
  const { stream } = linted.result.state;
  // Who asks without naming refactorings while problems are shown wants these mended.
  if (!stream || (context.only === undefined && context.diagnostics.length > 0)) return [];
  if (!REFACTOR_KINDS.some(isWanted)) return [];
  const file = filePath(linted.uri);
  const found = refactoringsAt({
    stream,
    range: fromRange(linted.lines, range),
    name: file === undefined ? undefined : path.basename(file),
    isTemplate: linted.options.isTemplate === true,
    factsOf: document => documentFacts(document, linted.options),
  });
  return found.flatMap(refactoring => {
    const kind = KINDS[refactoring.kind];
    const edit = isWanted(kind) ? editOf(refactoring, linted, file, client) : undefined;
    return edit ? [{ title: refactoring.title, kind, edit }] : [];
  });
}

/** Undefined where the client cannot do it, or a file of that name is there already. */
function editOf(
  { edits, files = [], newName }: Refactoring,
  linted: LintedDocument,
  file: string | undefined,
  client: EditSupport,
): WorkspaceEdit | undefined {
  if (files.length === 0 && newName === undefined) return toWorkspaceEdit(linted, edits, client);
  const canDo =
    client.documentChanges &&
    (files.length === 0 || client.createsFiles) &&
    (newName === undefined || client.renamesFiles);
  if (file === undefined || !canDo) return undefined;
  const beside = (name: string): string => path.join(path.dirname(file), name);
  const all = [...files.map(({ name }) => name), ...(newName === undefined ? [] : [newName])];
  if (all.some(name => existsSync(beside(name)))) return undefined;
  const created = files.flatMap(({ name, text }): (CreateFile | TextDocumentEdit)[] => {
    const uri = pathToFileURL(beside(name)).href;
    const start = { line: 0, character: 0 };
    return [
      { kind: "create", uri, options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
    ];
  });
  const renamed: RenameFile[] =
    newName === undefined
      ? []
      : [
          {
            kind: "rename",
            oldUri: linted.uri,
            newUri: pathToFileURL(beside(newName)).href,
            options: { overwrite: false },
          },
        ];
  const own: TextDocumentEdit = {
    textDocument: { uri: linted.uri, version: linted.version },
    edits: toTextEdits(linted.lines, edits),
  };
  return { documentChanges: [...created, own, ...renamed] };
}
