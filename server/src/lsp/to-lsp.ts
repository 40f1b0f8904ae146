// Writes the engine's answers in the protocol's terms: findings as diagnostics, edits as workspace edits, outlines as symbols.
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  DiagnosticSeverity,
  SymbolKind,
  type Diagnostic,
  type DocumentSymbol,
  type Range as LspRange,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Severity } from "../../../schemas/src/index.ts";
import type { Edit, LineIndex, LintFinding, LintFix, OutlineKind, OutlineSymbol, Range } from "../core/index.ts";
import type { LintedDocument } from "./document-store.ts";
import type { DiagnosticData } from "./from-lsp.ts";

export const DIAGNOSTIC_SOURCE = "seldon";

export function toRange(lines: LineIndex, { start, end }: Range): LspRange {
  return { start: lines.position(start), end: lines.position(end) };
}

/** `packageRoot` is the folder that holds the rules' pages; without it diagnostics have no link. */
export function toDiagnostic(
  finding: LintFinding,
  { uri, lines, version }: LintedDocument,
  packageRoot: string | undefined,
): Diagnostic {
  const data: DiagnosticData = { messageId: finding.messageId, version };
  return {
    range: toRange(lines, finding.range),
    severity: SEVERITIES[finding.severity],
    code: finding.rule,
    ...(packageRoot !== undefined && { codeDescription: { href: toDocsUri(finding.docs, packageRoot) } }),
    source: DIAGNOSTIC_SOURCE,
    message: finding.message,
    ...(finding.related.length > 0 && {
      relatedInformation: finding.related.map(({ range, message }) => ({
        location: { uri, range: toRange(lines, range) },
        message,
      })),
    }),
    data,
  };
}

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** File URI of a rule's page, given relative to the package. */
export function toDocsUri(docs: string, packageRoot: string): string {
  return pathToFileURL(path.join(packageRoot, docs)).href;
}

export function toTextEdits(lines: LineIndex, edits: readonly Edit[]): TextEdit[] {
  return edits.map(edit => ({ range: toRange(lines, edit), newText: edit.newText }));
}

/**
 * Edits of one document. With `documentChanges` they name its version, and a client refuses them once the text has moved on.
 */
export function toWorkspaceEdit(
  { uri, version, lines }: LintedDocument,
  edits: readonly Edit[],
  options: { documentChanges: boolean },
): WorkspaceEdit {
  const textEdits = toTextEdits(lines, edits);
  if (!options.documentChanges) return { changes: { [uri]: textEdits } };
  return { documentChanges: [{ textDocument: { uri, version }, edits: textEdits }] };
}

/** The same with a file made beside the document; undefined for clients that cannot make files, and where there is one already. */
export function toCreatingEdit(
  linted: LintedDocument,
  { edits, createFile }: LintFix,
  client: { readonly documentChanges: boolean; readonly createsFiles: boolean },
): WorkspaceEdit | undefined {
  if (!createFile || !client.documentChanges || !client.createsFiles) return undefined;
  const uri = siblingUri(linted.uri, createFile.name);
  if (uri === undefined || (uri.startsWith("file:") && existsSync(new URL(uri)))) return undefined;
  const { documentChanges = [] } = edits.length > 0 ? toWorkspaceEdit(linted, edits, client) : {};
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: "create", uri, options: { overwrite: false, ignoreIfExists: false } },
      { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: createFile.text }] },
      ...documentChanges,
    ],
  };
}

/** Undefined for documents that lie in no folder. */
function siblingUri(uri: string, name: string): string | undefined {
  const end = uri.lastIndexOf("/");
  return uri.startsWith("untitled:") || end === -1 ? undefined : `${uri.slice(0, end + 1)}${encodeURIComponent(name)}`;
}

export function toDocumentSymbol(lines: LineIndex, symbol: OutlineSymbol): DocumentSymbol {
  return {
    name: symbol.name,
    detail: symbol.detail,
    kind: SYMBOL_KINDS[symbol.kind],
    range: toRange(lines, symbol.range),
    selectionRange: toRange(lines, symbol.selectionRange),
    children: symbol.children.map(child => toDocumentSymbol(lines, child)),
  };
}

const SYMBOL_KINDS: Readonly<Record<OutlineKind, SymbolKind>> = {
  deployment: SymbolKind.Module,
  predictor: SymbolKind.Class,
  unit: SymbolKind.Function,
  container: SymbolKind.Object,
  explainer: SymbolKind.Interface,
  test: SymbolKind.Event,
  case: SymbolKind.EnumMember,
  resource: SymbolKind.File,
};
