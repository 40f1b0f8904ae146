// `npm start`: installs, builds, and opens VS Code with the extension on examples/, on a fresh clone too.
// Flags: --browser (VS Code from npm even where one is installed), --no-open (only print its address).
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { bootstrap } from "./bootstrap.mjs";
import { findNode } from "./find-node.mjs";
import { exitCodeOf, runProgram, step } from "./run-program.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const examples = path.join(root, "examples");
const flags = process.argv.slice(2);
const NODE_FLAGS = ["--disable-warning=ExperimentalWarning"];

try {
  process.exitCode = await start();
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
  console.error("VS Code was not opened. The output above says at which step it went wrong.");
  process.exitCode = 1;
}

/** @returns {Promise<number>} the exit code */
async function start() {
  await bootstrap();
  const local = flags.includes("--browser") ? undefined : findLocalVsCode();
  if (local !== undefined) {
    await step("Building the extension", () => runScript("build.ts"));
    const code = await step("Opening the VS Code of this machine on examples/", () =>
      exitCodeOf(local, [`--extensionDevelopmentPath=${root}`, examples]),
    );
    if (code === 0) return 0;
    console.log(`  It ended with exit code ${code}: going on with VS Code in the browser.`);
  }
  await step("Building and packaging the extension", () => runScript("package.ts"));
  return await exitCodeOf(findNode(), [...NODE_FLAGS, path.join(root, "scripts", "open-in-browser.ts"), ...flags], {
    cwd: root,
  });
}

/** @param {string} name of a script in this folder that succeeds or ends the start */
async function runScript(name) {
  await runProgram(findNode(), [...NODE_FLAGS, path.join(root, "scripts", name)], { cwd: root });
}

/** @returns {string | undefined} the program, if it is new enough for the extension */
function findLocalVsCode() {
  const program = programOnPath();
  if (program === undefined) return undefined;
  const asked = spawnSync(program, ["--version"], { encoding: "utf8", env: process.env });
  const version = asked.status === 0 ? (asked.stdout.split(/\r?\n/u)[0] ?? "") : "";
  const { engines } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const needed = String(engines.vscode).replace("^", "");
  if (isAtLeast(version, needed)) return program;
  console.log(`  The VS Code on the PATH is ${version || "of unknown version"}, the extension needs ${needed}.`);
  return undefined;
}

/** On Windows the launcher on the PATH is a script, which cannot be run without a shell; the program lies beside it. */
function programOnPath() {
  const windows = process.platform === "win32";
  for (const folder of (process.env["PATH"] ?? "").split(path.delimiter)) {
    const launcher = path.join(folder, windows ? "code.cmd" : "code");
    if (folder === "" || !existsSync(launcher)) continue;
    const program = windows ? path.join(folder, "..", "Code.exe") : launcher;
    if (existsSync(program)) return program;
  }
  return undefined;
}

/**
 * @param {string} version
 * @param {string} needed
 */
function isAtLeast(version, needed) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
