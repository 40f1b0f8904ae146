// Workflow commands that GitHub Actions shows as annotations at the lines of a pull request.
import type { FileReport, Finding, Severity } from "../../../../schemas/src/index.ts";
import { harmless } from "../harmless-text.ts";
import { plainSummary } from "./text.ts";

export function githubReport(files: readonly FileReport[]): string {
  const commands = files.flatMap(file => file.findings.map(finding => command(file.path, finding)));
  return `${[...commands, plainSummary(files)].join("\n")}\n`;
}

const COMMANDS: Readonly<Record<Severity, "error" | "warning" | "notice">> = {
  error: "error",
  warning: "warning",
  information: "notice",
  hint: "notice",
};

function command(path: string, { rule, severity, message, range: { start, end } }: Finding): string {
  const properties = {
    file: path,
    line: start.line + 1,
    endLine: end.line + 1,
    // GitHub takes columns only where both are on one line.
    ...(start.line === end.line && { col: start.character + 1, endColumn: end.character + 1 }),
    title: rule,
  };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${COMMANDS[severity]} ${written.join(",")}::${escapeData(message)}`;
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function escapeData(text: string): string {
  return harmless(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
