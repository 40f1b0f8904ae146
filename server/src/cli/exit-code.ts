// Decides by which code a run that could read everything ends (design §6).
import { SEVERITIES, type Finding, type Severity } from "../../../schemas/src/index.ts";
import type { ExitCode } from "./command-io.ts";

export interface Limits {
  /** The least severe finding that makes the code 1. */
  readonly threshold: Severity;
  /** More warnings than this make the code 1 too. */
  readonly maxWarnings: number | undefined;
}

type Judged = Pick<Finding, "rule" | "severity">;

/** The least severe finding that the code is 1 for: warnings that are too many count, too. */
export function failingFrom(findings: readonly Judged[], { threshold, maxWarnings }: Limits): Severity {
  const warnings = findings.filter(finding => finding.severity === "warning").length;
  return threshold === "error" && maxWarnings !== undefined && warnings > maxWarnings ? "warning" : threshold;
}

/** A crashed rule makes it 2 whatever else was found: nobody knows what the rule would have said. */
export function exitCodeFor(findings: readonly Judged[], limits: Limits): ExitCode {
  if (findings.some(finding => finding.rule === "internal-error")) return 2;
  const limit = SEVERITIES.indexOf(failingFrom(findings, limits));
  return findings.some(finding => SEVERITIES.indexOf(finding.severity) <= limit) ? 1 : 0;
}
