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
