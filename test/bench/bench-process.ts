// The processes of a benchmark: how the extension's part is bundled, what it answers, and what the system knows of the others.
import { fork, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";
import type * as z from "zod";
import { bundleOptions } from "../../scripts/bundle-options.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { round } from "./measure.ts";

/**
 * Starts a part of the extension in a process of its own, bundled as the extension is.
 * @param script in this folder
 * @param folder for the bundle
 */
export async function forkBundled(
  script: string,
  folder: string,
  args: readonly string[],
  flags: readonly string[] = [],
): Promise<ChildProcess> {
  const outfile = path.join(folder, `${path.basename(script, ".ts")}.mjs`);
  await build({
    ...bundleOptions,
    entryPoints: [path.join(projectRoot, "test/bench", script)],
    outfile,
    format: "esm",
    define: {},
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    sourcemap: false,
  });
  return fork(outfile, args, { execArgv: [...flags] });
}

/** The next message of a child. */
export async function answer<T>(child: ChildProcess, type: z.ZodType<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", message => resolve(type.parse(message)));
    child.once("exit", code => reject(new Error(`A process of the benchmark ended early with ${String(code)}.`)));
  });
}

/** Whether kubectl is there, and a system that tells what it costs. */
export function hasKubectl(): boolean {
  return process.platform === "linux" && spawnSync("kubectl", ["version", "--client"]).status === 0;
}

/** Of a process, since its start (proc(5), fields 14 and 15 of `stat`, in hundredths of a second). */
export function processorSeconds(pid: number | undefined): number {
  const text = readFileSync(`/proc/${pid ?? 0}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Megabytes of a process at its largest. */
export function peakMegabytes(pid: number | undefined): number {
  const text = readFileSync(`/proc/${pid ?? 0}/status`, "utf8");
  return round(Number(/^VmHWM:\s*(\d+)/m.exec(text)?.[1] ?? 0) / 1_000);
}
