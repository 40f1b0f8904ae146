// `npm test`: installs, builds, and runs everything that runs: unit and integration tests, then the packaged extension
// in a real VS Code. The last line is the sum. Flags: --unit, --e2e (only that part); the rest goes to vitest.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bootstrap } from "./bootstrap.mjs";
import { findNode } from "./find-node.mjs";
import { exitCodeOf, runProgram, step } from "./run-program.mjs";
import { withSecondTry } from "./second-try.mjs";

/** @typedef {import("./second-try.d.mts").Summary} Summary */

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const artifacts = path.join(root, ".artifacts");
const NODE_FLAGS = ["--disable-warning=ExperimentalWarning"];

const args = process.argv.slice(2);
const only = args.find(arg => arg === "--unit" || arg === "--e2e");
const vitestArgs = args.filter(arg => arg !== "--unit" && arg !== "--e2e");

/** @type {{ passed: number, failed: number, skipped: Summary["skipped"][number][], failures: Summary["failures"][number][] }} */
const total = { passed: 0, failed: 0, skipped: [], failures: [] };
mkdirSync(artifacts, { recursive: true });
rmSync(path.join(artifacts, "test-summary.json"), { force: true });

const ready = await attempt("install", bootstrap);
if (ready && only !== "--e2e" && (await attempt("build", () => step("Building", () => runScript("build.ts"))))) {
  await runTests("Unit and integration tests", "vitest.config.mts", "unit");
}
if (
  ready &&
  only !== "--unit" &&
  (await attempt("package", () => step("Building and packaging the extension", () => runScript("package.ts"))))
) {
  await runTests("End-to-end tests in VS Code", "vitest.e2e.config.mts", "e2e");
}
tell();

/**
 * Runs one vitest configuration and adds what its summary reporter wrote.
 * @param {string} title
 * @param {string} config
 * @param {string} name of the summary: see test/support/summary-reporter.ts
 */
async function runTests(title, config, name) {
  const summaryFile = path.join(artifacts, `${name}-summary.json`);
  const vitest = path.join(root, "node_modules", "vitest", "vitest.mjs");
  const summary = await withSecondTry(async files => {
    rmSync(summaryFile, { force: true });
    const args = [...NODE_FLAGS, vitest, "run", "--config", config, ...(files.length > 0 ? files : vitestArgs)];
    const code = await step([title, ...files].join(" "), () => exitCodeOf(findNode(), args, { cwd: root }));
    /** @type {Summary} */
    const told = existsSync(summaryFile)
      ? JSON.parse(readFileSync(summaryFile, "utf8"))
      : { passed: 0, failed: 0, skipped: [], failures: [] };
    // A run that ended badly without a failed test (no tests found, a crash) must not count as a success.
    return { ...told, failed: code !== 0 && told.failed === 0 ? 1 : told.failed };
  });
  total.passed += summary.passed;
  total.failed += summary.failed;
  total.skipped.push(...summary.skipped);
  total.failures.push(...summary.failures);
}

/** @param {string} name of a script in this folder */
async function runScript(name) {
  await runProgram(findNode(), [...NODE_FLAGS, path.join(root, "scripts", name)], { cwd: root });
}

/**
 * A step that the tests need; its failure counts as one failed test.
 * @param {string} name
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>}
 */
async function attempt(name, work) {
  try {
    await work();
    return true;
  } catch (error) {
    console.error(`The step "${name}" failed: ${error instanceof Error ? error.message : String(error)}`);
    total.failed += 1;
    return false;
  }
}

function tell() {
  writeFileSync(path.join(artifacts, "test-summary.json"), `${JSON.stringify(total, null, 2)}\n`);
  for (const { title, reason } of total.skipped) console.log(`skipped: ${title} (${reason})`);
  for (const { file, title, message } of total.failures) console.log(`failed: ${file} > ${title}: ${message}`);
  const skipped = total.skipped.length > 0 ? `, ${total.skipped.length} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
}
