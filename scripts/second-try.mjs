// A busy machine loses key presses and lets time run out, which spoils all that follows in a file. Run once more by itself, a file
// that has failed tells whether the fault is ours. What was tried again is printed.

/** @typedef {import("./second-try.d.mts").Summary} Summary */

/** More files than that are no bad luck. */
const MOST_FILES = 5;

/**
 * @param {(files: readonly string[]) => Promise<Summary>} run without files it runs all of them
 * @returns {Promise<Summary>} where what passed the second time has passed
 */
export async function withSecondTry(run) {
  const first = await run([]);
  const files = [...new Set(first.failures.map(({ file }) => file))];
  if (files.length === 0 || files.length > MOST_FILES) return first;
  for (const { file, title, message } of first.failures) console.log(`tried again: ${file} > ${title}: ${message}`);
  const second = await run(files);
  const saved = Math.max(0, first.failed - second.failed);
  return { ...first, passed: first.passed + saved, failed: second.failed, failures: second.failures };
}
