// JUnit XML, as Jenkins, GitLab and Azure read it: a suite for each file, a case for each finding.
import { SEVERITIES, type FileReport, type Finding, type Severity } from "../../../../schemas/src/index.ts";
import { TOOL_NAME } from "../command-io.ts";
import { pathText } from "./finding-identity.ts";

/** Findings below `threshold` pass with a word about them, so that the report fails exactly where the program does. */
export function junitReport(files: readonly FileReport[], threshold: Severity): string {
  const fails = (finding: Finding): boolean => SEVERITIES.indexOf(finding.severity) <= SEVERITIES.indexOf(threshold);
  const suites = files.map(file => suite(file, fails));
  const tests = files.reduce((sum, file) => sum + casesOf(file), 0);
  const failures = files.reduce((sum, file) => sum + file.findings.filter(fails).length, 0);
  const attributes = counts(TOOL_NAME, tests, failures);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes}>\n${suites.join("")}</testsuites>\n`;
}

/** A file without findings is one case that passes: an empty suite looks as if nothing had run. */
function casesOf({ findings }: FileReport): number {
  return Math.max(findings.length, 1);
}

function suite(file: FileReport, fails: (finding: Finding) => boolean): string {
  const head = counts(file.path, casesOf(file), file.findings.filter(fails).length);
  const names = new Map<string, number>();
  const cases = file.findings.map(finding => {
    const name = [finding.rule, pathText(finding.path)].filter(part => part !== "").join(" at ");
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    // Readers take cases of the same name for one.
    return testCase(file.path, count === 1 ? name : `${name} (${count})`, body(file.path, finding, fails(finding)));
  });
  const all = cases.length === 0 ? [testCase(file.path, "no findings", "")] : cases;
  return `  <testsuite${head}>\n${all.join("")}  </testsuite>\n`;
}

function testCase(path: string, name: string, content: string): string {
  const attributes = `${attribute("name", name)}${attribute("classname", path)}${attribute("file", path)}`;
  return content === "" ? `    <testcase${attributes}/>\n` : `    <testcase${attributes}>\n${content}    </testcase>\n`;
}

function body(path: string, { severity, message, range: { start }, docs }: Finding, isFailure: boolean): string {
  const place = `${path}:${start.line + 1}:${start.character + 1}`;
  const text = escapeXml(`${place} ${severity}\n${message}\n${docs}`);
  return isFailure
    ? `      <failure${attribute("message", message)}${attribute("type", severity)}>${text}</failure>\n`
    : `      <system-out>${text}</system-out>\n`;
}

function counts(name: string, tests: number, failures: number): string {
  return `${attribute("name", name)} tests="${tests}" failures="${failures}" errors="0" skipped="0"`;
}

function attribute(name: string, value: string): string {
  return ` ${name}="${escapeXml(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;")}"`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Characters that XML cannot hold in any spelling, halves of surrogate pairs among them, become the replacement character. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF\uD800-\uDFFF]/gu, "\uFFFD")
    .replaceAll(/[&<>"]/g, character => ENTITIES[character] ?? character);
}
