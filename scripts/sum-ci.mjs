// Adds up what `npm test`, `npm run test:kube` and `npm run check` said about themselves. Arguments: their exit codes.
import { existsSync, readFileSync } from "node:fs";

const [testStatus, kubeStatus, checkStatus] = process.argv.slice(2).map(Number);
const NOTHING = '{ "passed": 0, "failed": 0, "skipped": [], "failures": [] }';
const tests = JSON.parse(read("test-summary.json") ?? NOTHING);
const kube = JSON.parse(read("kube-summary.json") ?? NOTHING);
const failedChecks = Number(/^\d+ passed, (\d+) failed$/mu.exec(read("check.log") ?? "")?.[1] ?? 0);

const failed =
  failures(tests.failed, testStatus) + failures(kube.failed, kubeStatus) + failures(failedChecks, checkStatus);
const passed = tests.passed + kube.passed;
for (const { title, reason } of [...tests.skipped, ...kube.skipped]) console.log(`skipped: ${title} (${reason})`);
for (const { file, title, message } of [...tests.failures, ...kube.failures])
  console.log(`failed: ${file} > ${title}: ${message}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && tests.passed > 0 && kube.passed > 0 ? 0 : 1;

/** @param {string} name of a file in .artifacts */
function read(name) {
  const file = new URL(`../.artifacts/${name}`, import.meta.url);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/**
 * A run that ended badly without naming a failure counts as one.
 * @param {number} named
 * @param {number | undefined} status
 */
function failures(named, status) {
  return named === 0 && status !== 0 ? 1 : named;
}
