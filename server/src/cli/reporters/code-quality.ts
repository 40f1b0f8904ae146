// GitLab's Code Quality report: findings beside the lines of a merge request, and what a branch adds or mends.
import type { FileReport, Finding } from "../../../../schemas/src/index.ts";
import { withFingerprints } from "./finding-identity.ts";

export function codeQualityReport(files: readonly FileReport[]): string {
  const issues = files.flatMap(file =>
    withFingerprints(file).map(({ finding, fingerprint }) => ({
      description: finding.message,
      check_name: finding.rule,
      fingerprint,
      severity: severityOf(finding),
      location: { path: file.path, lines: { begin: finding.range.start.line + 1 } },
    })),
  );
  return `${JSON.stringify(issues, undefined, 2)}\n`;
}

function severityOf({ severity, refusedBy }: Finding): "blocker" | "critical" | "major" | "minor" | "info" {
  switch (severity) {
    case "error":
      return refusedBy === null ? "critical" : "blocker";
    case "warning":
      return "major";
    case "information":
      return "minor";
    case "hint":
      return "info";
  }
}
