// Completion: names that have to fit other names of the file, and fields and values by the schema.
import {
  CompletionItemKind,
  InsertTextFormat,
  TextEdit,
  type ClientCapabilities,
  type CompletionItem,
  type CompletionList,
  type CompletionParams,
  type Range,
} from "vscode-languageserver/node";
import { documentAt, findComments, nameProposals, type FindElsewhere } from "../core/index.ts";
import type { DocumentStore, LintedDocument } from "./document-store.ts";
import { fromPosition } from "./from-lsp.ts";
import type { Registry } from "./registry.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toRange } from "./to-lsp.ts";
import type { WorkspaceFiles } from "./workspace-files.ts";
import type { YamlFeatures } from "./yaml-features.ts";

export interface CompletionSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly yaml: YamlFeatures;
  readonly workspace: WorkspaceFiles;
  readonly registry: Registry;
  readonly capabilities: () => ClientCapabilities;
}

const NOTHING: CompletionList = { isIncomplete: false, items: [] };

export async function completion(
  sources: CompletionSources,
  { textDocument: { uri }, position }: CompletionParams,
): Promise<CompletionList> {
  const linted = sources.documents.lint(uri, await sources.settings.of(uri));
  // The library completes JSON with YAML's text, without quotes and commas.
  if (linted?.languageId !== "yaml" || isInComment(linted, fromPosition(linted.lines, position))) return NOTHING;
  const answer = await sources.yaml.ask(linted, position, (service, text, place) => service.complete(text, place));
  const names = nameItems(linted, fromPosition(linted.lines, position), sources);
  const known = new Set(names.map(item => item.label));
  const supportsSnippets = sources.capabilities().textDocument?.completion?.completionItem?.snippetSupport === true;
  const fields = (answer?.value.items ?? [])
    .filter(item => !known.has(item.label))
    .map(item => moved(supportsSnippets ? item : withoutSnippet(item), answer?.firstLine ?? 0));
  return { isIncomplete: answer?.value.isIncomplete ?? false, items: [...names, ...fields] };
}

function isInComment({ result: { state } }: LintedDocument, offset: number): boolean {
  const found = state.stream && documentAt(state.stream, offset);
  return (
    found !== undefined &&
    findComments(found.document.text).some(
      ({ start, end }) => start + found.offset < offset && offset <= end + found.offset,
    )
  );
}

function nameItems(
  { result, lines, options, uri }: LintedDocument,
  offset: number,
  { workspace, registry }: CompletionSources,
): CompletionItem[] {
  const { stream } = result.state;
  if (!stream) return [];
  const own = workspace.nameOf(uri);
  const elsewhere: FindElsewhere = query => workspace.find(query).filter(({ file }) => file !== own);
  const known = { servers: Object.keys(options.servers ?? {}), elsewhere, registry: registry.addresses };
  return nameProposals(stream, offset, known).map(({ name, detail, range }) => ({
    label: name,
    kind: CompletionItemKind.Reference,
    detail,
    textEdit: TextEdit.replace(toRange(lines, range), name),
    // Before the schema's examples.
    sortText: `0${name}`,
  }));
}

function moved(item: CompletionItem, by: number): CompletionItem {
  if (by === 0) return item;
  const { textEdit, additionalTextEdits } = item;
  return {
    ...item,
    ...(textEdit && {
      textEdit:
        "range" in textEdit
          ? { ...textEdit, range: down(textEdit.range, by) }
          : { ...textEdit, insert: down(textEdit.insert, by), replace: down(textEdit.replace, by) },
    }),
    ...(additionalTextEdits && {
      additionalTextEdits: additionalTextEdits.map(edit => ({ ...edit, range: down(edit.range, by) })),
    }),
  };
}

function down({ start, end }: Range, by: number): Range {
  return { start: { ...start, line: start.line + by }, end: { ...end, line: end.line + by } };
}

/** For editors without snippets: placeholders become their default text, tab stops nothing. */
function withoutSnippet(item: CompletionItem): CompletionItem {
  if (item.insertTextFormat !== InsertTextFormat.Snippet) return item;
  const { textEdit, insertText } = item;
  return {
    ...item,
    insertTextFormat: InsertTextFormat.PlainText,
    ...(insertText !== undefined && { insertText: plainText(insertText) }),
    ...(textEdit && { textEdit: { ...textEdit, newText: plainText(textEdit.newText) } }),
  };
}

function plainText(snippet: string): string {
  const choice = snippet.replaceAll(/\$\{\d+\|([^,|}]*)[^}]*\|\}/g, "$1");
  return choice
    .replaceAll(/\$\{\d+:?([^{}]*)\}/g, "$1")
    .replaceAll(/\$\d+/g, "")
    .replaceAll(/\\([$}\\])/g, "$1");
}
