// The report for people. It shows no source lines: a line of a Secret would carry its value into a build log.
import type { FileReport, Finding, Severity } from "../../../../schemas/src/index.ts";
import { SEVERITIES } from "../../../../schemas/src/index.ts";
import { harmless } from "../harmless-text.ts";
import { wrapText } from "../wrap-text.ts";

export interface TextReportOptions {
  readonly color: boolean;
  /** Columns to fill. */
  readonly width: number;
  /** Problems that this run has mended, or would mend. */
  readonly fixed: number;
  readonly isDryRun: boolean;
  /** Problems of the baseline that were left out. */
  readonly known: number;
}

export function textReport(files: readonly FileReport[], options: TextReportOptions): string {
  const paint = painter(options.color);
  const blocks = files.flatMap(file =>
    file.findings.map(finding => findingBlock(file.path, finding, options.width, paint)),
  );
  return `${[...blocks, summary(files, options, paint)].join("\n\n")}\n`;
}

/** The last line of a report, without color. */
export function plainSummary(files: readonly FileReport[]): string {
  const options = { color: false, width: 0, fixed: 0, isDryRun: false, known: 0 };
  return summary(files, options, painter(false));
}

type Style = Severity | "strong" | "faint";
type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, number>> = {
  error: 31,
  warning: 33,
  information: 34,
  hint: 36,
  strong: 1,
  faint: 2,
};

function painter(color: boolean): Paint {
  return (style, text) => (color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
}

function findingBlock(path: string, finding: Finding, width: number, paint: Paint): string {
  const { line, character } = finding.range.start;
  const place = `${harmless(path)}:${line + 1}:${character + 1}`;
  const refused =
    finding.refusedBy === null ? "" : ` (refused by the ${finding.refusedBy === "webhook" ? "webhook" : "API server"})`;
  const head = `${paint("strong", place)}  ${paint(finding.severity, finding.severity)}  ${finding.rule}${refused}`;
  const message = wrapText(harmless(finding.message), width - 2).map(text => `  ${text}`);
  return [head, ...message, paint("faint", `  ${[...remedies(finding), finding.docs].join(" · ")}`)].join("\n");
}

function remedies({ fixes }: Finding): string[] {
  const suggestions = fixes.filter(fix => fix.kind === "suggestion").length;
  return [
    ...(isFixable(fixes) ? ["fixed by --fix"] : []),
    ...(suggestions > 0 ? [`${count(suggestions, "suggestion")} in the editor`] : []),
  ];
}

function isFixable(fixes: Finding["fixes"]): boolean {
  return fixes.some(fix => fix.kind === "fix");
}

function summary(files: readonly FileReport[], { fixed, isDryRun, known }: TextReportOptions, paint: Paint): string {
  const findings = files.flatMap(file => file.findings);
  const left = known === 0 ? "" : ` ${count(known, "problem")} of the baseline left out.`;
  const mended = fixed === 0 ? "" : `${isDryRun ? "--fix would mend" : "Fixed"} ${count(fixed, "problem")}. `;
  if (findings.length === 0)
    return `${mended}No ${fixed === 0 ? "" : "further "}problems in ${count(files.length, "file")}.${left}`;
  const affected = files.filter(file => file.findings.length > 0).length;
  const counts = SEVERITIES.flatMap(severity => {
    const amount = findings.filter(finding => finding.severity === severity).length;
    return amount === 0
      ? []
      : [paint(severity, severity === "information" ? `${amount} information` : count(amount, severity))];
  });
  const fixable = findings.filter(finding => isFixable(finding.fixes)).length;
  const advice = fixable === 0 ? "" : ` --fix mends ${fixable === findings.length ? "all" : String(fixable)} of them.`;
  const where =
    affected === files.length ? `in ${count(affected, "file")}` : `in ${affected} of ${count(files.length, "file")}`;
  return `${mended}${paint("strong", count(findings.length, "problem"))} ${where}: ${counts.join(", ")}.${advice}${left}`;
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
