// The outline of a document.
import type { DocumentSymbol, DocumentSymbolParams } from "vscode-languageserver/node";
import { outlineOf } from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toDocumentSymbol } from "./to-lsp.ts";

export async function documentSymbols(
  { documents, settings }: { readonly documents: DocumentStore; readonly settings: SettingsStore },
  { textDocument: { uri } }: DocumentSymbolParams,
): Promise<DocumentSymbol[]> {
  const linted = documents.lint(uri, await settings.of(uri));
  const stream = linted?.result.state.stream;
  return linted && stream ? outlineOf(stream).map(symbol => toDocumentSymbol(linted.lines, symbol)) : [];
}
