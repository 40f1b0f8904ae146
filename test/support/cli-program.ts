// Runs the command line as a process, from a bundle of the sources as they stand, so that no stale build is ever tested.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { bundleOptions } from "../../scripts/bundle-options.ts";
import { projectRoot } from "../../scripts/project-root.ts";

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd?: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
}

export interface CliProgram {
  run(args: readonly string[], options?: CliOptions): CliResult;
  /** With a standard output that nobody reads and that is closed at once. */
  runUnread(args: readonly string[], options?: CliOptions): Promise<Omit<CliResult, "stdout">>;
  dispose(): void;
}

/** Bundles the program into a folder of its own. The test calls `dispose` when it is done. */
export async function buildCli(): Promise<CliProgram> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-lint-"));
  const bundle = path.join(folder, "cli.cjs");
  await build({
    ...bundleOptions,
    entryPoints: ["server/src/cli/bin.ts"],
    outfile: bundle,
    sourcemap: false,
    define: { ...bundleOptions.define, PACKAGE_VERSION: JSON.stringify("1.2.3") },
  });
  return {
    run: (args, options) => runProgram(bundle, args, options),
    runUnread: (args, options) => runUnread(bundle, args, options),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a script with this Node, in an environment that says nothing about colors. */
export function runProgram(
  script: string,
  args: readonly string[],
  { cwd = projectRoot, stdin = "", env = {} }: CliOptions = {},
): CliResult {
  const { PATH = "", HOME = "" } = process.env;
  const result = spawnSync(process.execPath, [script, ...args], {
    cwd,
    input: stdin,
    env: { PATH, HOME, ...env },
    encoding: "utf8",
    maxBuffer: 256_000_000,
    timeout: 30_000,
  });
  if (result.error) throw result.error;
  return { code: result.status, stdout: result.stdout, stderr: result.stderr };
}

async function runUnread(
  script: string,
  args: readonly string[],
  { cwd = projectRoot, env = {} }: CliOptions = {},
): Promise<Omit<CliResult, "stdout">> {
  const child = spawn(process.execPath, [script, ...args], { cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const code = await new Promise<number | null>(resolve => child.once("close", resolve));
  return { code, stderr };
}
