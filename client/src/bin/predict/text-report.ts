// The report for people.
import { titleOf, type Complaint, type Summary, type TestResult } from "./result.ts";

const SIGNS = { passed: "✓", failed: "✗", error: "!" } as const;

export function textReport(results: readonly TestResult[], summary: Summary): string {
  return `${results.map(resultLines).join("")}${summaryLine(summary)}\n`;
}

export function summaryLine({ total, passed, failed, errors }: Summary): string {
  if (total === 0) return "No test was run.";
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(errors > 0 ? [`${errors} could not run`] : []),
  ];
  return `${total} ${total === 1 ? "request" : "requests"}: ${parts.join(", ")}`;
}

function resultLines(result: TestResult): string {
  const { verdict, latency, status, pod, attempts, complaints } = result;
  const facts = [
    ...(latency === undefined ? [] : [`${Math.round(latency)} ms`]),
    ...(status === undefined || verdict === "passed" ? [] : [`status ${status}`]),
    ...(pod === undefined ? [] : [pod]),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  const head = `${SIGNS[verdict]} ${titleOf(result)}${facts.length === 0 ? "" : ` (${facts.join(", ")})`}\n`;
  return head + complaints.map(complaint => complaintLines(result.file, complaint)).join("");
}

function complaintLines(file: string, { line, column, message, expected, actual }: Complaint): string {
  const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
  return [
    `  ${place}\n`,
    ...message
      .split("\n")
      .flatMap(wrapped)
      .map(text => `    ${text}\n`),
    ...(expected === undefined ? [] : [indented(`expected  ${expected}`, "      ")]),
    ...(actual === undefined ? [] : [indented(`actual    ${actual}`, "      ")]),
  ].join("");
}

/** Lines of words no longer than people like to read; a word that is longer has a line of its own. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const COLUMNS = 100;

/** Long values are cut: the report is to be read, and the JSON report has all. */
function indented(text: string, by: string): string {
  const lines = text.split("\n");
  const shown = lines
    .slice(0, MOST_LINES)
    .map(line => `${by}${line.length > WIDEST ? `${line.slice(0, WIDEST)}…` : line}\n`);
  return shown.join("") + (lines.length > MOST_LINES ? `${by}… (${lines.length - MOST_LINES} more lines)\n` : "");
}

const MOST_LINES = 20;
const WIDEST = 300;
