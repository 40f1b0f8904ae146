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
  /** What failed, in the words that a log's last lines should have. */
  readonly failures: readonly { readonly file: string; readonly title: string; readonly message: string }[];
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
  const failures: { file: string; title: string; message: string }[] = [];
  for (const module of modules) {
    const file = path.relative(projectRoot, module.moduleId);
    const tell = (title: string, errors: readonly SerializedError[]): void => {
      for (const { message } of errors.slice(0, 1)) failures.push({ file, title, message: firstLine(message) });
    };
    failed += module.errors().length;
    tell("the file itself", module.errors());
    for (const test of module.children.allTests()) {
      const result = test.result();
      if (result.state === "passed") passed += 1;
      else if (result.state === "skipped") {
        skipped.push({ title: test.fullName, reason: result.note ?? neededBy(test.fullName) ?? "no reason given" });
      } else {
        failed += 1;
        tell(test.fullName, result.errors ?? []);
      }
    }
    for (const suite of module.children.allSuites()) {
      failed += suite.errors().length;
      tell(suite.fullName, suite.errors());
    }
  }
  return { passed, failed, skipped, failures };
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

/** Whoever is skipped without a note says in its title what is missing: `the operator on … (needs SELDON_TEST_KUBECONFIG)`. */
function neededBy(title: string): string | undefined {
  return [...title.matchAll(/\(((?:needs|built by|skipped:) [^)]+)\)/g)].at(-1)?.[1];
}
