// Types of second-try.mjs for scripts in TypeScript; it is plain JavaScript because `npm test` runs before anything is installed.
export interface Failure {
  readonly file: string;
  readonly title: string;
  readonly message: string;
}

/** See test/support/summary-reporter.ts. */
export interface Summary {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly title: string; readonly reason: string }[];
  readonly failures: readonly Failure[];
}

export function withSecondTry(run: (files: readonly string[]) => Promise<Summary>): Promise<Summary>;
