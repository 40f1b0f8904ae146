// seldon-predict as a program: a bundle of the sources as they stand, with the parts that it loads when it needs them.
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { bundleOptions, standsApart } from "../../scripts/bundle-options.ts";
import type { CliResult } from "./cli-program.ts";
import { freshServer } from "./lsp-program.ts";

export interface PredictProgram {
  run(args: readonly string[], options: { cwd: string; env?: Readonly<Record<string, string>> }): Promise<CliResult>;
  dispose(): void;
}

const ENTRIES = {
  predict: "client/src/bin/predict/bin.ts",
  kube: "client/src/kube/index.ts",
  grpc: "client/src/live/predict/grpc/index.ts",
};

/** The test calls `dispose` when it is done. */
export async function buildPredict(): Promise<PredictProgram> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-predict-"));
  writeFileSync(path.join(folder, "package.json"), '{"type":"commonjs"}');
  await build({
    ...bundleOptions,
    ...{ entryPoints: ENTRIES, outdir: folder, sourcemap: false, plugins: ["kube", "grpc"].map(standsApart) },
  });
  copyFileSync(await freshServer(), path.join(folder, "server.js"));
  return {
    run: (args, options) => runPredict(path.join(folder, "predict.js"), args, options),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Not `spawnSync`: the cluster that it asks may live in this process. */
function runPredict(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: { cwd: string; env?: Readonly<Record<string, string>> },
): Promise<CliResult> {
  const { PATH = "", HOME = "" } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    ...{ cwd, env: { PATH, HOME, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", code => resolve({ code, ...said }));
  });
}
