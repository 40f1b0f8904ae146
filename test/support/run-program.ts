// Runs a program of Node's to its end.
import { spawn } from "node:child_process";
import type { CliResult } from "./cli-program.ts";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Not `spawnSync`: what it asks may live in this process. */
export function runProgram(program: string, args: readonly string[], options: RunOptions = {}): Promise<CliResult> {
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, ...options.env };
  const child = spawn(process.execPath, [program, ...args], { ...options, env, stdio: ["ignore", "pipe", "pipe"] });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", code => resolve({ code, ...said }));
  });
}
