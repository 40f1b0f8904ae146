// Reports and exit codes, from results written by hand.
import { expect, test } from "vitest";
import { parseArguments } from "./arguments.ts";
import { createMask } from "./mask.ts";
import { exitCode, summarize, type TestResult } from "./result.ts";
import { textReport } from "./text-report.ts";

const RESULT: TestResult = {
  ...{ file: "a/b.predict.yaml", test: "iris", case: "one", predictor: "main", verdict: "passed", complaints: [] },
  ...{ latency: 12.4, status: 200, pod: "iris-1", attempts: 1 },
};

test("a failure is shown with its place, wrapped words, and both values", () => {
  const message = "word ".repeat(30).trim();
  const failed: TestResult = {
    ...RESULT,
    ...{ verdict: "failed", attempts: 3 },
    complaints: [{ line: 7, column: 5, message, expected: "1", actual: "x".repeat(400) }],
  };
  const results = [RESULT, failed];
  expect(textReport(results, summarize(results))).toBe(`✓ iris › one › main (12 ms, iris-1)
✗ iris › one › main (12 ms, status 200, iris-1, 3 attempts)
  a/b.predict.yaml:7:5
    ${"word ".repeat(20).trim()}
    ${"word ".repeat(10).trim()}
      expected  1
      actual    ${"x".repeat(290)}…
2 requests: 1 passed, 1 failed
`);
});

test.each([
  [["passed"], 0],
  [["passed", "failed"], 1],
  [["failed", "error"], 2],
  [[], 2],
] as const)("%j ends with %i", (verdicts, code) => {
  expect(exitCode(summarize(verdicts.map(verdict => ({ ...RESULT, verdict }))))).toBe(code);
});

test("secrets go in every spelling, and nothing steers the terminal", () => {
  const secret = 'a"b\u001b[31m';
  const mask = createMask([secret, ""]);
  const said = mask(`${secret} ${JSON.stringify(secret)} ${Buffer.from(secret).toString("base64")} \u001b[2J`);
  expect(said).toBe('•••••• "••••••" •••••• \\u001b[2J');
});

test.each([
  [["--timeout", "0"], "--timeout takes a number between 0.001 and 3600"],
  [["--retries", "1.5"], "--retries takes a whole number"],
  [["--url", "ftp://x"], "--url takes an address"],
  [["--label", "x"], "--label takes KEY=VALUE"],
  [["--format", "xml"], "--format takes text, json, junit"],
  [["--secret-env", "a=b"], "takes the name of an environment variable, not its value"],
  [["--context"], "'--context <value>' argument missing"],
])("%j is refused", (argv, message) => {
  const command = parseArguments(argv);
  expect(command.kind === "invalid" ? command.message : command.kind).toContain(message);
});
