// An earlier report, whose findings are known and not to be reported again.
import { readFileSync } from "node:fs";
import type { FileReport } from "../../../schemas/src/index.ts";
import { reasonOf } from "./files.ts";
import { findingKey } from "./finding-key.ts";

/** How often each finding is known, by file and key. */
export type Baseline = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** Reads a report as `--format json` writes it, or says why it is none. */
export function readBaseline(file: string): Baseline | { readonly problem: string } {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return { problem: `cannot be read (${reasonOf(error)})` };
  }
  try {
    return baselineOf(JSON.parse(text)) ?? NO_REPORT;
  } catch {
    // Not JSON at all.
    return NO_REPORT;
  }
}

const NO_REPORT = { problem: "is no report of seldon-lint. Write one with --format json --output FILE" };

/** The findings that the baseline does not hold; one that it holds twice is left out twice. */
export function withoutKnown(
  files: readonly FileReport[],
  baseline: Baseline,
): { readonly files: FileReport[]; readonly known: number } {
  let known = 0;
  const left = files.map(({ path, findings }) => {
    const counts = new Map(baseline.get(path));
    const fresh = findings.filter(finding => {
      const key = findingKey(finding);
      const count = counts.get(key) ?? 0;
      if (count === 0) return true;
      counts.set(key, count - 1);
      known++;
      return false;
    });
    return { path, findings: fresh };
  });
  return { files: left, known };
}

function baselineOf(report: unknown): Baseline | undefined {
  const { version, files } = record(report);
  if (version !== 1 || !Array.isArray(files)) return undefined;
  return new Map(
    files.map((file: unknown) => {
      const { path, findings } = record(file);
      return [String(path), countsOf(Array.isArray(findings) ? findings : [])];
    }),
  );
}

function countsOf(findings: readonly unknown[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const finding of findings) {
    const { rule, path, message } = record(finding);
    const steps = Array.isArray(path)
      ? path.map((step: unknown) => (typeof step === "number" ? step : String(step)))
      : [];
    const key = findingKey({ rule: String(rule), path: steps, message: String(message) });
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
