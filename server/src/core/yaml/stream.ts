// A file as the documents in it, parsed anew only where the text has changed.
import { parseDocument, type YamlDocument } from "./document.ts";
import { splitDocuments } from "./split.ts";

/** A document and where it stands in the file. */
export interface StreamDocument {
  /** Offset of the document's first character in the file. */
  readonly offset: number;
  readonly document: YamlDocument;
}

export interface YamlStream {
  readonly text: string;
  readonly documents: readonly StreamDocument[];
}

/** Parses a file. Documents whose text stands unchanged in `previous` are taken over from it. */
export function parseStream(text: string, previous?: YamlStream): YamlStream {
  const known = new Map<string, YamlDocument>();
  for (const { document } of previous?.documents ?? []) known.set(document.text, document);
  const documents = splitDocuments(text).map(({ start, end }) => {
    const documentText = text.slice(start, end);
    return { offset: start, document: known.get(documentText) ?? parseDocument(documentText) };
  });
  return { text, documents };
}
