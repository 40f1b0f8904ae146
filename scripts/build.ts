// Bundles the programs into dist/ with esbuild.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { bundleOptions } from "./bundle-options.ts";
import { projectRoot } from "./project-root.ts";

interface Bundle {
  readonly name: string;
  readonly entry: string;
  readonly external?: string[];
  /** Parts of the source that are bundles of their own: `import("../NAME/index.ts")` becomes `import("./NAME.js")`. */
  readonly apart?: readonly string[];
}

/** What the product ships. Parts that are heavy and not always needed are bundles of their own, loaded on first use. */
const bundles: readonly Bundle[] = [
  { name: "extension", entry: "client/src/extension.ts", external: ["vscode"], apart: ["kube"] },
  { name: "server", entry: "server/src/lsp/bin.ts", external: ["./yaml-service.js"] },
  { name: "yaml-service", entry: "server/src/lsp/yaml-service.ts" },
  { name: "cli", entry: "server/src/cli/bin.ts" },
  { name: "kube", entry: "client/src/kube/index.ts" },
  { name: "playground", entry: "playground/src/bin.ts" },
];

const started = performance.now();
const output = path.join(projectRoot, "dist");
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
await Promise.all(bundles.map(buildBundle));
console.log(
  `Built ${bundles.map(bundle => `dist/${bundle.name}.js`).join(", ")} in ${Math.round(performance.now() - started)} ms.`,
);

async function buildBundle({ name, entry, external = [], apart = [] }: Bundle): Promise<void> {
  await build({
    ...bundleOptions,
    entryPoints: { [name]: entry },
    outdir: "dist",
    external,
    plugins: apart.map(standsApart),
  });
}

function standsApart(part: string): Plugin {
  return {
    name: `apart: ${part}`,
    setup(hooks) {
      hooks.onResolve({ filter: new RegExp(`/${part}/index\\.ts$`) }, ({ kind }) =>
        kind === "dynamic-import" ? { path: `./${part}.js`, external: true } : undefined,
      );
    },
  };
}
