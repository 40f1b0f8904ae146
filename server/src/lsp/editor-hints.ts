// What stands between and above the lines of a manifest: inlay hints and lines on the servers of units.
import {
  CodeLensRefreshRequest,
  InlayHintKind as LspHintKind,
  type ClientCapabilities,
  type CodeLens,
  type CodeLensParams,
  type Connection,
  type InlayHint,
  type InlayHintParams,
} from "vscode-languageserver/node";
import { documentFacts, inlayHintsOf, unitFactsOf } from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import { fromRange } from "./from-lsp.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toRange } from "./to-lsp.ts";

export interface EditorHintSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
}

export async function inlayHints(
  { documents, settings }: EditorHintSources,
  { textDocument: { uri }, range }: InlayHintParams,
): Promise<InlayHint[]> {
  const own = await settings.of(uri);
  const linted = documents.lint(uri, own);
  const stream = linted?.result.state.stream;
  if (!linted || !stream || own.inlayHints.size === 0) return [];
  return inlayHintsOf(stream, fromRange(linted.lines, range), own.inlayHints).map(({ at, label, tooltip }) => ({
    position: linted.lines.position(at),
    label,
    tooltip,
    kind: LspHintKind.Type,
    paddingLeft: true,
  }));
}

/** Lines without a command: they tell, and do nothing. */
export async function codeLenses(
  { documents, settings }: EditorHintSources,
  { textDocument: { uri } }: CodeLensParams,
): Promise<CodeLens[]> {
  const own = await settings.of(uri);
  const linted = own.codeLens && own.serverLens ? documents.lint(uri, own) : undefined;
  const stream = linted?.result.state.stream;
  if (!linted || !stream) return [];
  return unitFactsOf(stream, document => documentFacts(document, linted.options)).map(({ range, text }) => ({
    range: toRange(linted.lines, range),
    command: { title: text, command: "" },
  }));
}

/** Lets the editor ask for both anew, as after a change of settings. */
export async function refreshHints(connection: Connection, { workspace }: ClientCapabilities): Promise<void> {
  if (workspace?.inlayHint?.refreshSupport === true) await connection.languages.inlayHint.refresh();
  if (workspace?.codeLens?.refreshSupport === true) await connection.sendRequest(CodeLensRefreshRequest.type);
}
