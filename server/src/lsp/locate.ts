// Answers `seldon/locate`: where in a text the fields stand that a cluster has something to say about.
import { RequestType } from "vscode-languageserver/node";
import type { LocateParams, LocateResult } from "../../../schemas/src/index.ts";
import { LineIndex, locateFields, parseStream, type YamlStream } from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toRange } from "./to-lsp.ts";

/** The name is `LOCATE_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const LocateRequest = new RequestType<LocateParams, LocateResult, never>("seldon/locate");

export const NO_RANGES: LocateResult = { ranges: [] };

/** An open document answers with its text in the editor; otherwise the text that came with the request is read. */
export async function locate(
  { documents, settings }: { readonly documents: DocumentStore; readonly settings: SettingsStore },
  { uri, text, index, paths }: LocateParams,
): Promise<LocateResult> {
  const linted = documents.lint(uri, await settings.of(uri));
  const answer = (stream: YamlStream, lines: LineIndex): LocateResult => ({
    ranges: (locateFields(stream, index, paths) ?? []).map(range => toRange(lines, range)),
  });
  if (linted?.result.state.stream) return answer(linted.result.state.stream, linted.lines);
  return text === undefined ? NO_RANGES : answer(parseStream(text), new LineIndex(text));
}
