// Tells `npm test` what became of the tests of one vitest run, skipped ones with their reason.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Reporter, SerializedError, TestModule } from "vitest/node";
import { projectRoot } from "../../scripts/project-root.ts";

/** Read by scripts/test.mjs and .ci/run. */
export interface TestSummary {
  readonly passed: number;
  /** Failed tests, plus files that could not be loaded and errors outside of any test. */
  readonly failed: number;
  readonly skipped: readonly { readonly title: string; readonly reason: string }[];
}

/** Writes .artifacts/`name`-summary.json at the end of the run. */
export function summaryReporter(name: string): Reporter {
  return {
    onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]) {
      const file = path.join(projectRoot, ".artifacts", `${name}-summary.json`);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(summarize(modules, unhandledErrors.length), null, 2)}\n`);
    },
  };
}

function summarize(modules: readonly TestModule[], errorsOutsideTests: number): TestSummary {
  let passed = 0;
  let failed = errorsOutsideTests;
  const skipped: { title: string; reason: string }[] = [];
  for (const module of modules) {
    failed += module.errors().length;
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") passed += 1;
      else if (result.state === "skipped") {
        skipped.push({ title: test.fullName, reason: result.note ?? neededBy(test.fullName) ?? "no reason given" });
      } else failed += 1;
    }
    for (const suite of module.children.allSuites()) failed += suite.errors().length;
  }
  return { passed, failed, skipped };
}

/** Whoever is skipped without a note says in its title what is missing: `the operator on … (needs SELDON_TEST_KUBECONFIG)`. */
function neededBy(title: string): string | undefined {
  return [...title.matchAll(/\(((?:needs|built by|skipped:) [^)]+)\)/g)].at(-1)?.[1];
}
