// Entry of the tests that run inside VS Code's extension host, the same for the browser-served server and for the
// desktop program of @vscode/test-electron. Bundled to CommonJS next to the *.suite.js files it runs.
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import Mocha from "mocha";

const TEST_TIMEOUT_MS = 30_000;

/**
 * Runs every suite beside this file and writes a report (see test/support/extension-host-report.ts) to the file
 * named by SELDON_TEST_REPORT, if there is one. Rejects when a test failed: VS Code then exits with an error.
 */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: "bdd", timeout: TEST_TIMEOUT_MS, color: false, forbidOnly: true });
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith(".suite.js")) mocha.addFile(path.join(__dirname, name));
  }
  const failures = await runToEnd(mocha);
  if (failures > 0) throw new Error(`${failures} of the tests in the extension host failed.`);
}

async function runToEnd(mocha: Mocha): Promise<number> {
  const tests: { title: string; state: "passed" | "failed" | "skipped"; durationMs: number; error?: string }[] = [];
  return await new Promise((resolve, reject) => {
    const runner = mocha.run(failures => {
      try {
        const reportFile = process.env["SELDON_TEST_REPORT"];
        if (reportFile !== undefined) writeFileSync(reportFile, `${JSON.stringify({ version: 1, tests }, null, 2)}\n`);
        resolve(failures);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    runner.on("pass", test => {
      tests.push({ title: test.fullTitle(), state: "passed", durationMs: test.duration ?? 0 });
    });
    runner.on("pending", test => {
      tests.push({ title: test.fullTitle(), state: "skipped", durationMs: 0 });
    });
    runner.on("fail", (test, error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      tests.push({ title: test.fullTitle(), state: "failed", durationMs: test.duration ?? 0, error: text });
    });
  });
}
