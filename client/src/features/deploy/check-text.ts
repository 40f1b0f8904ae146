// The report of a pre-flight check as a Markdown document.
import * as l10n from "@vscode/l10n";
import {
  targetWords,
  type DeployTarget,
  type PreflightFinding,
  type PreflightSeverity,
} from "../../domain/deploy/index.ts";

const HEADINGS: Readonly<Record<PreflightSeverity, string>> = {
  error: l10n.t("Will fail"),
  warning: l10n.t("May fail"),
  information: l10n.t("Good to know"),
  ok: l10n.t("In order"),
};

/** @param now milliseconds since the epoch */
export function checkText(findings: readonly PreflightFinding[], target: DeployTarget, now: number): string {
  const severities = [...new Set(findings.map(({ severity }) => severity))];
  const sections = severities.flatMap(severity => [
    `## ${HEADINGS[severity]}`,
    ...findings.filter(finding => finding.severity === severity).map(findingText),
  ]);
  const title = l10n.t`# Cluster check: ${escaped(targetWords(target))}`;
  const none = findings.length === 0 ? [l10n.t("Nothing could be looked at with the rights of this context.")] : [];
  return `${[title, l10n.t`As of ${new Date(now).toISOString()}.`, ...none, ...sections].join("\n\n")}\n`;
}

function findingText({ title, meaning, command }: PreflightFinding): string {
  const line = command === undefined ? "" : l10n.t`\n\n\`\`\`shell\n${command}\n\`\`\``;
  return `### ${escaped(title)}\n\n${escaped(meaning)}${line}`;
}

/** Names and messages come from a cluster and must not become links or markup. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|!]/g, "\\$&");
}
