// Holds the open documents: their text and version as the client last told them, and the last lint of each.
import type { DidChangeTextDocumentParams, TextDocumentItem } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LineIndex, lintText, type LintOptions, type LintResult } from "../core/index.ts";
import { lintOptions, type DocumentSettings } from "./settings.ts";

/** Never Helm, Docker Compose and their like, which are other languages to the editor (design §5). */
const LANGUAGES: ReadonlySet<string> = new Set(["yaml", "json"]);

/** One version of a document with everything the features ask of it. It does not change when the document does. */
export interface LintedDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
  readonly lines: LineIndex;
  readonly options: LintOptions;
  readonly result: LintResult;
  /** Names this text under these settings; no two linted documents have the same one. */
  readonly resultId: string;
}

interface OpenDocument {
  content: TextDocument;
  /** Milliseconds of a monotonic clock; undefined until the first change. */
  changedAt: number | undefined;
  linted: LintedDocument | undefined;
  settings: DocumentSettings | undefined;
}

export class DocumentStore {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #nameOf: (uri: string) => string | undefined;
  #count = 0;

  /** `nameOf` gives the file name that rules see. */
  constructor(nameOf: (uri: string) => string | undefined) {
    this.#nameOf = nameOf;
  }

  /** Documents of other languages are not kept. */
  open({ uri, languageId, version, text }: TextDocumentItem): void {
    if (!LANGUAGES.has(languageId)) return;
    const content = TextDocument.create(uri, languageId, version, text);
    this.#documents.set(uri, { content, changedAt: undefined, linted: undefined, settings: undefined });
  }

  change({ textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const document = this.#documents.get(textDocument.uri);
    if (!document) return;
    document.content = TextDocument.update(document.content, contentChanges, textDocument.version);
    document.changedAt = performance.now();
  }

  close(uri: string): void {
    this.#documents.delete(uri);
  }

  get uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  /** The version of an open document. */
  version(uri: string): number | undefined {
    return this.#documents.get(uri)?.content.version;
  }

  /** Milliseconds for which the document has still to rest until `debounce` has passed since its last change. */
  restLeft(uri: string, debounce: number): number {
    const changedAt = this.#documents.get(uri)?.changedAt;
    return changedAt === undefined ? 0 : Math.max(0, changedAt + debounce - performance.now());
  }

  /** Lints the text as it stands now, or takes what is known of it; undefined for documents that are not open. */
  lint(uri: string, settings: DocumentSettings): LintedDocument | undefined {
    const document = this.#documents.get(uri);
    if (!document) return undefined;
    const { content, linted } = document;
    if (linted?.version === content.version && document.settings === settings) return linted;
    const options =
      linted && document.settings === settings ? linted.options : lintOptions(settings, this.#nameOf(uri));
    const text = content.getText();
    const found = lintText(text, options, linted?.result.state);
    // What the engine reports by itself, such as syntax, is not reported there either.
    const result = settings.isIgnored ? { ...found, findings: [] } : found;
    const { languageId, version } = content;
    let lines: LineIndex | undefined;
    const fresh: LintedDocument = {
      uri,
      languageId,
      version,
      text,
      options,
      result,
      resultId: String(++this.#count),
      // Most documents of a workspace are not Seldon's, and nobody asks where their lines begin.
      get lines() {
        return (lines ??= new LineIndex(text));
      },
    };
    document.linted = fresh;
    document.settings = settings;
    return fresh;
  }
}
