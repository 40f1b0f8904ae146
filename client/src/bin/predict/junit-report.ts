// JUnit XML: a suite for each request file, a case for each request.
import { summarize, titleOf, type Complaint, type Summary, type TestResult } from "./result.ts";

export function junitReport(results: readonly TestResult[], summary: Summary): string {
  const files = [...new Set(results.map(({ file }) => file))];
  const suites = files.map(file =>
    suite(
      file,
      results.filter(result => result.file === file),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${counts("seldon-predict", summary, results)}>\n${suites.join("")}</testsuites>\n`;
}

function suite(file: string, results: readonly TestResult[]): string {
  return `  <testsuite${counts(file, summarize(results), results)}>\n${results.map(testCase).join("")}  </testsuite>\n`;
}

function testCase(result: TestResult): string {
  const { file, latency, verdict, complaints } = result;
  const time = latency === undefined ? "" : ` time="${seconds(latency)}"`;
  const head = `    <testcase${attribute("name", titleOf(result))}${attribute("classname", file)}${attribute("file", file)}${time}`;
  if (verdict === "passed") return `${head}/>\n`;
  // Readers expect one element of the kind.
  const tag = verdict === "failed" ? "failure" : "error";
  const text = complaints.map(complaint => words(file, complaint)).join("\n\n");
  const message = complaints[0]?.message ?? verdict;
  return `${head}>\n      <${tag}${attribute("message", message)}>${escapeXml(text)}</${tag}>\n    </testcase>\n`;
}

function words(file: string, { line, message, expected, actual }: Complaint): string {
  return [
    `${file}${line === undefined ? "" : `:${line}`}`,
    message,
    ...(expected === undefined ? [] : [`expected  ${expected}`]),
    ...(actual === undefined ? [] : [`actual    ${actual}`]),
  ].join("\n");
}

function counts(name: string, { total, failed, errors }: Summary, results: readonly TestResult[]): string {
  const time = seconds(results.reduce((sum, { latency = 0 }) => sum + latency, 0));
  return `${attribute("name", name)} tests="${total}" failures="${failed}" errors="${errors}" skipped="0" time="${time}"`;
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
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
