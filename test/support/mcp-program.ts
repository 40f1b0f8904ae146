// seldon-mcp as a program: a bundle of the sources as they stand, laid out as the package is.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { bundleOptions, standsApart } from "../../scripts/bundle-options.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { freshServer } from "./lsp-program.ts";

export interface McpProgram {
  /** Path of the program, for Node. */
  readonly file: string;
  dispose(): void;
}

const ENTRIES = { mcp: "client/src/bin/mcp/bin.ts", kube: "client/src/kube/index.ts" };

/** The test calls `dispose` when it is done. */
export async function buildMcp(): Promise<McpProgram> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-mcp-"));
  const dist = path.join(folder, "dist");
  mkdirSync(path.join(folder, "docs"));
  symlinkSync(path.join(projectRoot, "docs", "rules"), path.join(folder, "docs", "rules"));
  writeFileSync(path.join(folder, "package.json"), '{"type":"commonjs"}');
  await build({
    ...bundleOptions,
    ...{ entryPoints: ENTRIES, outdir: dist, sourcemap: false, plugins: [standsApart("kube")] },
  });
  copyFileSync(await freshServer(), path.join(dist, "server.js"));
  return { file: path.join(dist, "mcp.js"), dispose: () => rmSync(folder, { recursive: true, force: true }) };
}
