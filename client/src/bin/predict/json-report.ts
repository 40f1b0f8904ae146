// The report for programs.
import type { Summary, TestResult } from "./result.ts";

/** `version` is that of this format. */
export function jsonReport(results: readonly TestResult[], summary: Summary): string {
  const tests = results.map(({ latency, complaints, ...rest }) => ({
    ...rest,
    ...(latency !== undefined && { latencyMs: Number(latency.toFixed(3)) }),
    problems: complaints,
  }));
  return `${JSON.stringify({ tool: "seldon-predict", version: 1, summary, tests }, null, 2)}\n`;
}
