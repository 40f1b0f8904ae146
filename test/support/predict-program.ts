// seldon-predict as a program: a bundle of the sources as they stand, with the parts that it loads when it needs them.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { bundleOptions, standsApart } from "../../scripts/bundle-options.ts";
import type { CliResult } from "./cli-program.ts";
import { freshServer } from "./lsp-program.ts";
import { runProgram } from "./run-program.ts";

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
    run: (args, options) => runProgram(path.join(folder, "predict.js"), args, options),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
