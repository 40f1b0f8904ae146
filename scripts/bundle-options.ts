// How programs are bundled, the same for what ships and for what tests run.
import { readFileSync } from "node:fs";
import path from "node:path";
import type { BuildOptions, Plugin } from "esbuild";
import { projectRoot } from "./project-root.ts";

export const bundleOptions = {
  absWorkingDir: projectRoot,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node22",
  minify: true,
  sourcemap: true,
  sourcesContent: false,
  logLevel: "warning",
  define: { PACKAGE_VERSION: JSON.stringify(packageVersion()), "import.meta.url": "bundleUrl" },
  // Some libraries ask for their own URL to make a `require` from it, which CommonJS has no other answer for (fdir).
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  // The ESM entries of some libraries cannot be bundled otherwise (jsonc-parser's UMD build requires files by computed names).
  mainFields: ["module", "main"],
} satisfies BuildOptions;

export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8"));
  if (typeof manifest === "object" && manifest !== null && "version" in manifest) return String(manifest.version);
  throw new Error("package.json has no version.");
}

/**
 * Lets a bundle have the translator once, however many of its modules ask for it.
 * @param isShared the one in dist/l10n.js, whose translations then hold for all bundles of a process that take it from there
 */
export function translator(isShared: boolean): Plugin {
  const origin = isShared ? "./l10n.js" : "@vscode/l10n";
  return {
    name: `translator: ${origin}`,
    setup(hooks) {
      hooks.onResolve({ filter: /^@vscode\/l10n$/ }, ({ namespace }) =>
        namespace === "translator" ? undefined : { path: "l10n", namespace: "translator" },
      );
      if (isShared) hooks.onResolve({ filter: /^\.\/l10n\.js$/ }, ({ path }) => ({ path, external: true }));
      hooks.onLoad({ filter: /./, namespace: "translator" }, () => ({
        contents: `import * as l10n from "${origin}"; export const { config, t } = l10n;`,
        resolveDir: projectRoot,
      }));
    },
  };
}

/** Leaves a part of the source to a bundle of its own: `import("…/a/b/index.ts")` becomes `import("./a-b.js")`. */
export function standsApart(part: string): Plugin {
  return {
    name: `apart: ${part}`,
    setup(hooks) {
      hooks.onResolve({ filter: new RegExp(`/${part}/index\\.ts$`) }, ({ kind }) =>
        kind === "dynamic-import" ? { path: `./${part.replace("/", "-")}.js`, external: true } : undefined,
      );
    },
  };
}

/**
 * Leaves modules out that a library imports at its top and that no call of ours reaches. Whatever would reach one all the same fails,
 * since what it imports is undefined.
 * @param importer of whose imports the modules are left out
 */
export function leavesOut(importer: RegExp, modules: RegExp): Plugin {
  return {
    name: `left out: ${String(modules)}`,
    setup(hooks) {
      hooks.onResolve({ filter: modules }, ({ path: name, importer: from }) =>
        importer.test(from) ? { path: name, namespace: "left-out" } : undefined,
      );
      hooks.onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
    },
  };
}
