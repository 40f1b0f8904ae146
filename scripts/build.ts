// Bundles the programs into dist/ with esbuild.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { globSync } from "tinyglobby";
import { bundleOptions, leavesOut, standsApart, translator } from "./bundle-options.ts";
import { projectRoot } from "./project-root.ts";

interface Bundle {
  readonly name: string;
  readonly entry: string;
  readonly external?: string[];
  /** Parts of the source that are bundles of their own: `import("../NAME/index.ts")` becomes `import("./NAME.js")`. */
  readonly apart?: readonly string[];
  /** True for what is loaded into VS Code's extension host: all of it has the same translations. */
  readonly sharesTexts?: boolean;
  readonly leavesOut?: Plugin;
}

/** The Kubernetes library's own requests and types: we take from it what a kubeconfig means for a request of ours (client/src/kube). */
const unusedOfKubernetes = leavesOut(/client-node\/dist\/config\.js$/, /^undici$|\/gen\/index\.js$/);

/** What the product ships. Parts that are heavy and not always needed are bundles of their own, loaded on first use. */
const bundles: readonly Bundle[] = [
  {
    name: "extension",
    entry: "client/src/extension.ts",
    external: ["vscode"],
    sharesTexts: true,
    apart: ["kube/remote", "live/predict", "live/canary", "live/agents", "live/artifact"],
  },
  { name: "l10n", entry: "node_modules/@vscode/l10n/dist/main.js" },
  { name: "server", entry: "server/src/lsp/bin.ts", external: ["./yaml-service.js"] },
  { name: "yaml-service", entry: "server/src/lsp/yaml-service.ts" },
  { name: "cli", entry: "server/src/cli/bin.ts" },
  { name: "kube", entry: "client/src/kube/index.ts", sharesTexts: true, leavesOut: unusedOfKubernetes },
  { name: "kube-remote", entry: "client/src/kube/remote/index.ts", sharesTexts: true },
  { name: "kube-worker", entry: "client/src/thread/worker.ts", sharesTexts: true, apart: ["kube", "live/remote"] },
  { name: "live-remote", entry: "client/src/live/remote/index.ts", sharesTexts: true },
  { name: "live-artifact", entry: "client/src/live/artifact/index.ts", sharesTexts: true },
  { name: "live-canary", entry: "client/src/live/canary/index.ts", sharesTexts: true },
  { name: "live-predict", entry: "client/src/live/predict/index.ts", sharesTexts: true, apart: ["grpc"] },
  { name: "grpc", entry: "client/src/live/predict/grpc/index.ts", sharesTexts: true },
  { name: "predict", entry: "client/src/bin/predict/bin.ts", apart: ["kube", "grpc"] },
  { name: "live-agents", entry: "client/src/live/agents/index.ts", sharesTexts: true },
  { name: "mcp", entry: "client/src/bin/mcp/bin.ts", apart: ["kube"] },
  { name: "playground", entry: "playground/src/bin.ts" },
];

/** Pages of panels, one bundle a folder of client/src/webviews; `support` is what they share. */
const pages = globSync("client/src/webviews/*/main.ts", { cwd: projectRoot }).map(file =>
  path.basename(path.dirname(file)),
);

const started = performance.now();
const output = path.join(projectRoot, "dist");
rmSync(output, { recursive: true, force: true });
mkdirSync(output, { recursive: true });
await Promise.all([...bundles.map(buildBundle), buildPages()]);
console.log(
  `Built ${bundles.map(bundle => `dist/${bundle.name}.js`).join(", ")} in ${Math.round(performance.now() - started)} ms.`,
);

async function buildBundle(bundle: Bundle): Promise<void> {
  const { name, entry, external = [], apart = [], sharesTexts = false } = bundle;
  await build({
    ...bundleOptions,
    entryPoints: { [name]: entry },
    outdir: "dist",
    external,
    plugins: [...apart.map(standsApart), translator(sharesTexts), ...(bundle.leavesOut ? [bundle.leavesOut] : [])],
  });
}

async function buildPages(): Promise<void> {
  const { define, mainFields, ...shared } = bundleOptions;
  await build({
    ...shared,
    platform: "browser",
    format: "iife",
    target: "chrome120",
    banner: {},
    define: { PACKAGE_VERSION: define.PACKAGE_VERSION },
    mainFields: ["browser", ...mainFields],
    entryPoints: Object.fromEntries(pages.map(page => [page, `client/src/webviews/${page}/main.ts`])),
    outdir: "dist/webviews",
    plugins: [translator(false)],
    loader: { ".ttf": "copy" },
    assetNames: "[name]",
  });
}
