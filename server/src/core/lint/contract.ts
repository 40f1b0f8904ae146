// Turns the engine's findings into the contract's: offsets become lines and characters, here and nowhere else in the engine.
import type { FileReport, Finding, Report } from "../../../../schemas/src/index.ts";
import { LineIndex, type Range } from "../yaml/index.ts";
import type { LintFinding } from "./finding.ts";

/** Findings of one text, in the shape that reports and the language server share. */
export function toContract(findings: readonly LintFinding[], text: string): Finding[] {
  if (findings.length === 0) return [];
  const lines = new LineIndex(text);
  const place = (range: Range): Finding["range"] => ({
    start: lines.position(range.start),
    end: lines.position(range.end),
  });
  return findings.map(finding => ({
    rule: finding.rule,
    messageId: finding.messageId,
    severity: finding.severity,
    message: finding.message,
    refusedBy: finding.refusedBy,
    range: place(finding.range),
    path: [...finding.path],
    docs: finding.docs,
    fixes: finding.fixes.map(({ title, kind, edits, createFile }) => ({
      title,
      kind,
      edits: edits.map(edit => ({ range: place(edit), newText: edit.newText })),
      ...(createFile && { createFile }),
    })),
  }));
}

/** The whole report, with its counts. */
export function toReport(files: readonly FileReport[], tool: Report["tool"]): Report {
  const summary = { error: 0, warning: 0, information: 0, hint: 0, files: files.length };
  for (const { findings } of files) for (const { severity } of findings) summary[severity]++;
  return { version: 1, tool, files: [...files], summary };
}
