// Holds the open documents: their text and version as the client last told them, and the last lint of each.
import type { DidChangeTextDocumentParams, TextDocumentItem } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { ArtifactFact, Facts, ObservedFailure, RegistryAddress } from "../../../schemas/src/index.ts";
import {
  isOwnFileName,
  LineIndex,
  lintText,
  textKindOf,
  type LintOptions,
  type LintResult,
  type WorkspaceLookup,
} from "../core/index.ts";
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
  /** What clusters showed when it was linted. */
  observed: readonly ObservedFailure[];
  /** What object stores held when it was linted. */
  artifact: readonly ArtifactFact[];
  /** What the model registry said when it was linted. */
  registry: readonly RegistryAddress[];
  /** Of the workspace when it was linted. */
  revision: number;
}

export interface DocumentStoreOptions {
  /** Gives the file name that rules see. */
  readonly nameOf: (uri: string) => string | undefined;
  /** What clusters show at the moment; the same array as long as that does not change. */
  readonly observed: () => readonly ObservedFailure[];
  /** What object stores hold under the model URIs of a document; the same array as long as that does not change. */
  readonly artifacts: (uri: string) => readonly ArtifactFact[];
  /** What is known of MLflow's model registry; the same array as long as that does not change. */
  readonly registry: () => readonly RegistryAddress[];
  /** What other files hold, and a number that changes with it. */
  readonly workspace: { readonly index: WorkspaceLookup | undefined; readonly revision: number };
}

/** Pages, scripts and files of a model, which go by their names. */
function isOwnFile(fileName: string | undefined): boolean {
  return fileName !== undefined && (isOwnFileName(fileName) || textKindOf(fileName) !== undefined);
}

export class DocumentStore {
  readonly #documents = new Map<string, OpenDocument>();
  readonly #options: DocumentStoreOptions;
  #count = 0;

  constructor(options: DocumentStoreOptions) {
    this.#options = options;
  }

  /** Documents of other languages and names are not kept. */
  open({ uri, languageId, version, text }: TextDocumentItem): void {
    if (!LANGUAGES.has(languageId) && !isOwnFile(this.#options.nameOf(uri))) return;
    const content = TextDocument.create(uri, languageId, version, text);
    this.#documents.set(uri, {
      content,
      changedAt: undefined,
      linted: undefined,
      settings: undefined,
      observed: [],
      artifact: [],
      registry: [],
      revision: 0,
    });
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

  /** The text of an open document as it stands. */
  text(uri: string): string | undefined {
    return this.#documents.get(uri)?.content.getText();
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
    const observed = this.#options.observed();
    const artifact = this.#options.artifacts(uri);
    const registry = this.#options.registry();
    const { revision } = this.#options.workspace;
    const isCurrent =
      document.settings === settings &&
      document.observed === observed &&
      document.artifact === artifact &&
      document.registry === registry &&
      document.revision === revision;
    if (linted?.version === content.version && isCurrent) return linted;
    const text = content.getText();
    const options = this.#lintOptions(document, settings, text);
    document.observed = observed;
    document.artifact = artifact;
    document.registry = registry;
    const isSameText = linted?.version === content.version && linted.options === options;
    const isSameWorkspace = document.revision === revision;
    document.revision = revision;
    if (isSameText && isSameWorkspace) return linted;
    const found = lintText(text, options, linted?.result.state);
    // What has changed elsewhere concerned none of its documents.
    if (isSameText && found.documentsLinted === 0) return linted;
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

  /** Lints a text that no document holds, as it would be linted at this place. Syntax is reported whoever else does. */
  lintText(uri: string, text: string, settings: DocumentSettings): { result: LintResult; options: LintOptions } {
    const { index } = this.#options.workspace;
    const named = lintOptions({ ...settings, yamlSyntax: true }, this.#options.nameOf(uri));
    const options = index ? { ...named, workspace: index } : named;
    const found = lintText(text, options);
    return { result: settings.isIgnored ? { ...found, findings: [] } : found, options };
  }

  /** The options of the last time where nothing in them has changed, so that the engine can compare cheaply. */
  #lintOptions(document: OpenDocument, settings: DocumentSettings, text: string): LintOptions {
    const options = this.#withFacts(document, settings, text);
    const { index } = this.#options.workspace;
    if (options.workspace === index) return options;
    const { workspace: _, ...others } = options;
    return index ? { ...others, workspace: index } : others;
  }

  #withFacts(
    { linted, settings: known, content }: OpenDocument,
    settings: DocumentSettings,
    text: string,
  ): LintOptions {
    const options =
      linted && known === settings ? linted.options : lintOptions(settings, this.#options.nameOf(content.uri));
    // What is known of other deployments and models does not concern the document, and lets its findings stand as they are.
    const observed = this.#options.observed().filter(({ name }) => text.includes(name));
    const registry = text.includes(":/") ? this.#options.registry().filter(({ uri }) => text.includes(uri)) : [];
    const artifact = this.#options.artifacts(content.uri).filter(({ uri }) => text.includes(uri));
    const facts: Facts = {
      ...(artifact.length > 0 && { artifact }),
      ...(observed.length > 0 && { observed }),
      ...(registry.length > 0 && { registry }),
    };
    if (JSON.stringify(facts) === JSON.stringify(options.facts ?? {})) return options;
    const { facts: _, ...others } = options;
    return Object.keys(facts).length === 0 ? others : { ...others, facts };
  }
}
