// Answers `seldon/edits`: what has to change in a text so that its object changes as a gesture wants it.
import * as l10n from "@vscode/l10n";
import { RequestType } from "vscode-languageserver/node";
import type { EditsParams, EditsResult } from "../../../schemas/src/index.ts";
import { LineIndex, parseStream, pathEdits, type YamlStream } from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toRange } from "./to-lsp.ts";

/** The name is `EDITS_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const EditsRequest = new RequestType<EditsParams, EditsResult, never>("seldon/edits");

export const NO_EDITS: EditsResult = {
  version: null,
  edits: [],
  refused: l10n.t("The language server could not read the file."),
};

/** An open document answers with its text in the editor; otherwise the text that came with the request is read. */
export async function editsByPath(
  { documents, settings }: { readonly documents: DocumentStore; readonly settings: SettingsStore },
  { uri, text, index, edits }: EditsParams,
): Promise<EditsResult> {
  const linted = documents.lint(uri, await settings.of(uri));
  const answer = (stream: YamlStream, lines: LineIndex, version: number | null): EditsResult => {
    const result = pathEdits(stream, index, edits);
    if ("refused" in result) return { version, edits: [], refused: result.refused };
    return {
      version,
      edits: result.edits.map(({ newText, ...range }) => ({ range: toRange(lines, range), newText })),
      refused: null,
    };
  };
  if (linted?.result.state.stream) return answer(linted.result.state.stream, linted.lines, linted.version);
  return text === undefined ? NO_EDITS : answer(parseStream(text), new LineIndex(text), null);
}
