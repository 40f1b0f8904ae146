// Brings findings to the client: on request where it can ask, pushed after a rest where it cannot.
import {
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Connection,
  type Diagnostic,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
} from "vscode-languageserver/node";
import { configDiagnostics, isConfigFile } from "./config-store.ts";
import type { DocumentStore, LintedDocument } from "./document-store.ts";
import { attempt } from "./guard.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toDiagnostic } from "./to-lsp.ts";

export interface DiagnosticSources {
  readonly connection: Connection;
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  /** Folder that holds the rules' pages. */
  readonly packageRoot: () => string | undefined;
}

/** Answers a pull. Waits until typing rests; a pull that is cancelled meanwhile does no work. */
export async function pullDiagnostics(
  { documents, settings, packageRoot }: DiagnosticSources,
  { textDocument: { uri }, previousResultId }: DocumentDiagnosticParams,
  token: CancellationToken,
): Promise<DocumentDiagnosticReport> {
  const current = await settings.of(uri);
  await rest(documents.restLeft(uri, current.debounce), token);
  if (token.isCancellationRequested) {
    throw new ResponseError(LSPErrorCodes.RequestCancelled, "The client no longer wants these diagnostics.");
  }
  const linted = documents.lint(uri, current);
  if (!linted) return { kind: DocumentDiagnosticReportKind.Full, items: [] };
  const { resultId } = linted;
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnosticsOf(linted, packageRoot()) };
}

/** Pushes diagnostics for clients that cannot pull. One timer for each document; a change starts it anew, closing stops it. */
export class DiagnosticsPusher {
  readonly #sources: DiagnosticSources;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** What the client was told last, by document; others are never mentioned, so that foreign files cost nothing. */
  readonly #told = new Map<string, string>();

  constructor(sources: DiagnosticSources) {
    this.#sources = sources;
  }

  /** Pushes once the document has rested; at once where it has not been changed yet. */
  schedule(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    const { connection, documents, settings } = this.#sources;
    attempt(connection, "diagnostics", async () => {
      const version = documents.version(uri);
      const { debounce } = await settings.of(uri);
      // Another change or the close came in between and has been scheduled by itself.
      if (version === undefined || documents.version(uri) !== version) return;
      const timer = setTimeout(
        () => {
          this.#timers.delete(uri);
          attempt(connection, "diagnostics", () => this.#push(uri));
        },
        documents.restLeft(uri, debounce),
      );
      clearTimeout(this.#timers.get(uri));
      this.#timers.set(uri, timer);
    });
  }

  close(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    if (!this.#told.delete(uri)) return;
    attempt(this.#sources.connection, "diagnostics", () =>
      this.#sources.connection.sendDiagnostics({ uri, diagnostics: [] }),
    );
  }

  async #push(uri: string): Promise<void> {
    const { connection, documents, settings, packageRoot } = this.#sources;
    const current = await settings.of(uri);
    if (this.#timers.has(uri)) return;
    const linted = documents.lint(uri, current);
    if (!linted) return;
    const { findings, state } = linted.result;
    const isOurs = findings.length > 0 || state.documents.size > 0 || isConfigFile(uri);
    if (!isOurs && !this.#told.has(uri)) return;
    const message = { uri, version: linted.version, diagnostics: diagnosticsOf(linted, packageRoot()) };
    const text = JSON.stringify(message);
    if (this.#told.get(uri) === text) return;
    if (isOurs) this.#told.set(uri, text);
    else this.#told.delete(uri);
    await connection.sendDiagnostics(message);
  }
}

function diagnosticsOf(linted: LintedDocument, packageRoot: string | undefined): Diagnostic[] {
  if (isConfigFile(linted.uri)) return configDiagnostics(linted.text, linted.lines);
  return linted.result.findings.map(finding => toDiagnostic(finding, linted, packageRoot));
}

function rest(milliseconds: number, token: CancellationToken): Promise<void> {
  if (milliseconds <= 0 || token.isCancellationRequested) return Promise.resolve();
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer);
      cancelled.dispose();
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    const cancelled = token.onCancellationRequested(done);
  });
}
