// What reports are made of: one result for each request that was to be sent.

export type Verdict =
  /** As expected. */
  | "passed"
  /** Not as expected, or no answer. */
  | "failed"
  /** Could not be run. */
  | "error";

export interface Complaint {
  /** In the request file, counted from 1; `undefined` where it is about no place in it. */
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly message: string;
  /** JSON of what was expected and what came, where there is such. */
  readonly expected: string | undefined;
  readonly actual: string | undefined;
}

export interface TestResult {
  /** Of the request file, relative to the current folder, with slashes. */
  readonly file: string;
  /** `metadata.name`. */
  readonly test: string;
  readonly case: string | undefined;
  readonly predictor: string | undefined;
  readonly verdict: Verdict;
  readonly complaints: readonly Complaint[];
  /** Milliseconds, of the answer; `undefined` where none came. */
  readonly latency: number | undefined;
  /** Status of HTTP or gRPC. */
  readonly status: number | undefined;
  readonly pod: string | undefined;
  /** How often it was sent. */
  readonly attempts: number;
}

/** `test › case › predictor`. */
export function titleOf({ test, case: name, predictor }: Pick<TestResult, "test" | "case" | "predictor">): string {
  return [test, name, predictor].filter(part => part !== undefined && part !== "").join(" › ");
}

export interface Summary {
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly errors: number;
}

export function summarize(results: readonly TestResult[]): Summary {
  const count = (verdict: Verdict): number => results.filter(result => result.verdict === verdict).length;
  return { total: results.length, passed: count("passed"), failed: count("failed"), errors: count("error") };
}

/** See the help text. */
export function exitCode({ total, failed, errors }: Summary): 0 | 1 | 2 {
  if (errors > 0 || total === 0) return 2;
  return failed > 0 ? 1 : 0;
}
