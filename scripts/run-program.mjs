// Runs the steps of `npm start` and `npm test` and tells how long each took. Plain JavaScript without dependencies.
import { spawn } from "node:child_process";

/**
 * Says what is being done, does it, and says how long it took.
 * @template T
 * @param {string} title as shown to the user, without a full stop
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  console.log(`• ${title} …`);
  const start = performance.now();
  const result = await work();
  console.log(`  done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a program without a shell, with this process's input and output, and resolves when it has succeeded.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @throws {ProgramFailed}
 */
export async function runProgram(file, args, options = {}) {
  const code = await exitCodeOf(file, args, options);
  if (code !== 0) throw new ProgramFailed(file, args, code);
}

/**
 * Like {@link runProgram}, but any exit code is an answer. Signals that end this process are passed on, so that the
 * program can clean up first.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} 1 if a signal ended the program
 */
export async function exitCodeOf(file, args, options = {}) {
  return await new Promise((resolve, reject) => {
    const child = spawn(file, args, { stdio: "inherit", ...options });
    /** @param {NodeJS.Signals} signal */
    const passOn = signal => {
      // Ctrl+C reaches the whole foreground group by itself; sent again, the program would be told twice.
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of PASSED_ON) process.on(signal, passOn);
    const forget = () => {
      for (const signal of PASSED_ON) process.removeListener(signal, passOn);
    };
    child.once("error", error => {
      forget();
      reject(error);
    });
    child.once("close", code => {
      forget();
      resolve(code ?? 1);
    });
  });
}

export class ProgramFailed extends Error {
  /**
   * @param {string} file
   * @param {readonly string[]} args
   * @param {number} code
   */
  constructor(file, args, code) {
    super(`"${[file, ...args].join(" ")}" ended with exit code ${code}.`);
    this.name = "ProgramFailed";
  }
}

const PASSED_ON = /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
