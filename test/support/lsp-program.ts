// The language server as a program to start: the shipped bundle, or one of the sources as they stand.
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { build } from "esbuild";
import { bundleOptions } from "../../scripts/bundle-options.ts";
import { projectRoot } from "../../scripts/project-root.ts";

/** Runs without a build where Node strips types. */
export const SERVER_SOURCE = path.join(projectRoot, "server/src/lsp/bin.ts");

/** The bundle that ships where it is built, else the sources. For measuring; tests take `freshServer`. */
export function builtServer(): string {
  const bundle = path.join(projectRoot, "dist/server.js");
  return existsSync(bundle) ? bundle : SERVER_SOURCE;
}

/** A bundle of the sources as they stand, so that no stale build is ever tested. Made once for each test file. */
export function freshServer(): Promise<string> {
  return (fresh ??= buildServer());
}

let fresh: Promise<string> | undefined;

const FOLDER = path.join(projectRoot, ".build/fresh-server");

async function buildServer(): Promise<string> {
  const options = { ...bundleOptions, outdir: FOLDER, sourcemap: false, write: false } as const;
  const bundles = await Promise.all([
    build({ ...options, entryPoints: { server: "server/src/lsp/bin.ts" }, external: ["./yaml-service.js"] }),
    build({ ...options, entryPoints: { "yaml-service": "server/src/lsp/yaml-service.ts" } }),
  ]);
  mkdirSync(FOLDER, { recursive: true });
  for (const { path: file, contents } of bundles.flatMap(bundle => bundle.outputFiles)) replaceFile(file, contents);
  return path.join(FOLDER, "server.js");
}

/** In one step, since test files run side by side and share the folder. */
function replaceFile(file: string, contents: Uint8Array): void {
  const draft = `${file}.${process.pid}.${randomUUID()}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
}
