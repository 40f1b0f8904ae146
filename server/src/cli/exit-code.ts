// Decides by which code a run that could read everything ends (design §6).
import { SEVERITIES, type Finding, type Severity } from "../../../schemas/src/index.ts";
import type { ExitCode } from "./command-io.ts";

export interface Limits {
  /** The least severe finding that makes the code 1. */
  readonly threshold: Severity;
  /** More warnings than this make the code 1 too. */
  readonly maxWarnings: number | undefined;
}

/** A crashed rule makes it 2 whatever else was found: nobody knows what the rule would have said. */
export function exitCodeFor(findings: readonly Pick<Finding, "rule" | "severity">[], limits: Limits): ExitCode {
  if (findings.some(finding => finding.rule === "internal-error")) return 2;
  const limit = SEVERITIES.indexOf(limits.threshold);
  if (findings.some(finding => SEVERITIES.indexOf(finding.severity) <= limit)) return 1;
  const warnings = findings.filter(finding => finding.severity === "warning").length;
  return limits.maxWarnings !== undefined && warnings > limits.maxWarnings ? 1 : 0;
}
