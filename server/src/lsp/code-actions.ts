// The light bulb: fixes, suggestions and suppressions of the findings at a place, and all fixes of a document at once.
import * as l10n from "@vscode/l10n";
import {
  CodeActionKind,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
} from "vscode-languageserver/node";
import { chooseFixes, type Edit, type LintFinding, type LintFix } from "../core/index.ts";
import type { DocumentStore, LintedDocument } from "./document-store.ts";
import { fixAllEdits } from "./fix-all.ts";
import { fromDiagnosticData, fromPendingAction, fromRange, type PendingAction } from "./from-lsp.ts";
import { refactorings } from "./refactorings.ts";
import type { SettingsStore } from "./settings-store.ts";
import { suppressionEdit } from "./suppression-edit.ts";
import { DIAGNOSTIC_SOURCE, toCreatingEdit, toDiagnostic, toWorkspaceEdit } from "./to-lsp.ts";

export const FIX_ALL_KIND = `${CodeActionKind.SourceFixAll}.seldon`;

export interface CodeActionSources {
  readonly documents: DocumentStore;
  readonly settings: SettingsStore;
  readonly packageRoot: () => string | undefined;
  /** What the client can do with an answer. */
  readonly client: () => {
    readonly documentChanges: boolean;
    readonly resolvesEdits: boolean;
    readonly createsFiles: boolean;
    readonly renamesFiles: boolean;
  };
}

/**
 * The actions for a range. They are made from the text as it stands now, whatever the diagnostics in the request were made from,
 * so a diagnostic that is out of date can never bring an edit that is.
 */
export async function codeActions(sources: CodeActionSources, params: CodeActionParams): Promise<CodeAction[]> {
  const { uri } = params.textDocument;
  const linted = sources.documents.lint(uri, await sources.settings.of(uri));
  if (!linted) return [];
  const actions: CodeAction[] = [];
  if (linted.result.findings.length > 0) {
    if (isWanted(params, CodeActionKind.QuickFix)) actions.push(...quickFixes(sources, linted, params));
    if (isWanted(params, FIX_ALL_KIND)) actions.push(...fixAll(sources, linted));
  }
  const isRefactorWanted = (kind: CodeActionKind): boolean => isWanted(params, kind);
  return [...actions, ...refactorings(linted, params, sources.client(), isRefactorWanted)];
}

/** Works out the edit of an action that was offered without. Refuses when the text has changed since the offer. */
export async function resolveCodeAction(
  { documents, settings, client }: CodeActionSources,
  action: CodeAction,
): Promise<CodeAction> {
  const pending = fromPendingAction(action.data);
  if (!pending) return action;
  const linted = documents.lint(pending.uri, await settings.of(pending.uri));
  if (linted?.version !== pending.version) {
    throw new ResponseError(
      LSPErrorCodes.ContentModified,
      "The document has changed since these fixes were offered, so none was applied. Ask for them again.",
    );
  }
  return { ...action, edit: toWorkspaceEdit(linted, fixAllEdits(linted), client()) };
}

/** Kinds form a tree: who asks for `source` gets `source.fixAll.seldon` too. */
function isWanted({ context: { only } }: CodeActionParams, kind: string): boolean {
  return only === undefined || only.some(wanted => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function fixAll({ client }: CodeActionSources, linted: LintedDocument): CodeAction[] {
  if (chooseFixes(linted.result.findings).length === 0) return [];
  const action: CodeAction = { title: l10n.t("Fix all Seldon problems"), kind: FIX_ALL_KIND };
  const data: PendingAction = { uri: linted.uri, version: linted.version };
  const { resolvesEdits } = client();
  return [
    resolvesEdits ? { ...action, data } : { ...action, edit: toWorkspaceEdit(linted, fixAllEdits(linted), client()) },
  ];
}

function quickFixes(sources: CodeActionSources, linted: LintedDocument, params: CodeActionParams): CodeAction[] {
  const findings = findingsAt(linted, params);
  const fixing = findings.flatMap(finding =>
    fixesOf(finding).map((fix, index) => ({ finding, fix, isPreferred: fix.kind === "fix" && index === 0 })),
  );
  const action = (title: string, finding: LintFinding, edits: readonly Edit[]): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnosticOf(finding, sources, linted, params)],
    edit: toWorkspaceEdit(linted, edits, sources.client()),
  });
  return [
    ...fixing.flatMap(({ finding, fix, isPreferred }): CodeAction[] => {
      const offered = action(fix.title, finding, fix.edits);
      if (!fix.createFile) return [{ ...offered, ...(isPreferred && { isPreferred }) }];
      const edit = toCreatingEdit(linted, fix, sources.client());
      return edit ? [{ ...offered, edit }] : [];
    }),
    ...onePerRule(findings).flatMap(finding => {
      const chosen = chooseFixes(linted.result.findings.filter(other => other.rule === finding.rule));
      const edits = chosen.flatMap(fix => fix.edits);
      return chosen.length < 2
        ? []
        : [action(l10n.t`Fix all problems of ${finding.rule} (${chosen.length})`, finding, edits)];
    }),
    ...onePerRule(findings).flatMap(finding => {
      const edit = suppressionEdit(finding, linted);
      return edit ? [action(l10n.t`Disable ${finding.rule} for this line`, finding, [edit])] : [];
    }),
  ];
}

/** Fixes before suggestions, each in the rule's order. */
function fixesOf({ fixes }: LintFinding): readonly LintFix[] {
  return [...fixes.filter(fix => fix.kind === "fix"), ...fixes.filter(fix => fix.kind === "suggestion")];
}

function onePerRule(findings: readonly LintFinding[]): readonly LintFinding[] {
  return findings.filter((finding, index) => findings.findIndex(other => other.rule === finding.rule) === index);
}

function findingsAt(linted: LintedDocument, { range, context }: CodeActionParams): readonly LintFinding[] {
  const asked = fromRange(linted.lines, range);
  return linted.result.findings.filter(
    finding =>
      (finding.range.start <= asked.end && asked.start <= finding.range.end) ||
      context.diagnostics.some(diagnostic => isOf(diagnostic, finding, linted)),
  );
}

/** The client's own copy of the diagnostic, so that it can tell which problem an action solves; ours where it sent none. */
function diagnosticOf(
  finding: LintFinding,
  sources: CodeActionSources,
  linted: LintedDocument,
  { context }: CodeActionParams,
): Diagnostic {
  return (
    context.diagnostics.find(diagnostic => isOf(diagnostic, finding, linted)) ??
    toDiagnostic(finding, linted, sources.packageRoot())
  );
}

/** True where a diagnostic of the client was made from this very finding. One of another version never is. */
function isOf(diagnostic: Diagnostic, finding: LintFinding, { version, lines }: LintedDocument): boolean {
  const data = fromDiagnosticData(diagnostic);
  if (diagnostic.source !== DIAGNOSTIC_SOURCE || data?.version !== version) return false;
  const { start, end } = fromRange(lines, diagnostic.range);
  return (
    data.messageId === finding.messageId &&
    diagnostic.code === finding.rule &&
    start === finding.range.start &&
    end === finding.range.end
  );
}
