// Makes the comment by which an author says that a finding is known and meant.
import { allRules, applyEdits, lintText, type Edit, type LintFinding } from "../core/index.ts";
import type { LintedDocument } from "./document-store.ts";

/** These speak of the whole file or of the suppression itself, so no comment can silence them. */
const NOT_SUPPRESSIBLE: ReadonlySet<string> = new Set(["document-too-large", "internal-error", "unused-suppression"]);

/**
 * The line that silences a finding, above the line it is on. Undefined in JSON, which has no comments, and wherever the line would
 * not do what it says: inside a block scalar it would be text.
 */
export function suppressionEdit(
  finding: LintFinding,
  { text, languageId, options, result }: LintedDocument,
): Edit | undefined {
  if (languageId === "json" || NOT_SUPPRESSIBLE.has(finding.rule) || isAboutPages(finding)) return undefined;
  const lineStart = startOfLine(text, finding.range.start);
  const indentation = /^ */.exec(text.slice(lineStart, finding.range.start))?.[0] ?? "";
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const edit = {
    start: lineStart,
    end: lineStart,
    newText: `${indentation}# seldon-lint-disable-next-line ${finding.rule}${newline}`,
  };
  const after = lintText(applyEdits(text, [edit]), options, result.state).findings;
  const isSilenced =
    after.length < result.findings.length &&
    after.every(({ rule }) => rule !== "unused-suppression" || wasThere(rule, result.findings));
  return isSilenced ? edit : undefined;
}

/** In the prose of a page the comment would be a heading. */
function isAboutPages({ rule }: LintFinding): boolean {
  return allRules.some(({ meta }) => meta.id === rule && meta.resources.includes("Page"));
}

function startOfLine(text: string, offset: number): number {
  return Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1)) + 1;
}

function wasThere(rule: string, findings: readonly LintFinding[]): boolean {
  return findings.some(finding => finding.rule === rule);
}
