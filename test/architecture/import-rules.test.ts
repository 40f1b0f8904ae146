// Who may import whom (docs/architecture.md). Reads every import in the tree and prints the edges that are forbidden.
import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";

interface Layer {
  readonly name: string;
  /** Files of the layer; the first layer that matches a file has it. */
  readonly files: RegExp;
  /** Our layers it may import. */
  readonly layers: readonly string[];
  /** Packages it may import, Node's own under `node:`. */
  readonly packages: readonly RegExp[];
}

const NODE = /^node:/;
const ANY = /./;
/** Sentences for people (`l10n.t`); it does no input or output until it is told to. */
const L10N = /^@vscode\/l10n$/;

const LAYERS: readonly Layer[] = [
  { name: "test", files: /\.test\.ts$|^test\//, layers: [".*"], packages: [ANY] },
  { name: "schemas", files: /^schemas\/src\//, layers: [], packages: [L10N, /^zod$/] },
  { name: "core", files: /^server\/src\/core\//, layers: ["schemas"], packages: [L10N, /^yaml$/, /^zod$/] },
  { name: "config", files: /^server\/src\/config\//, layers: ["core", "schemas"], packages: [L10N, NODE] },
  {
    name: "lsp",
    files: /^server\/src\/lsp\//,
    layers: ["config", "core", "schemas"],
    packages: [L10N, NODE, /^vscode-(languageserver|jsonrpc)/, /^yaml-language-server/],
  },
  {
    name: "cli",
    files: /^server\/src\/cli\//,
    layers: ["config", "core", "schemas"],
    packages: [NODE, /^tinyglobby$/],
  },
  { name: "contributions", files: /^client\/src\/contributions\.ts$/, layers: ["schemas"], packages: [/^zod$/] },
  { name: "domain", files: /^client\/src\/domain\//, layers: ["schemas"], packages: [L10N, /^json-p3$/] },
  {
    name: "kube",
    files: /^client\/src\/kube\//,
    layers: ["domain", "schemas"],
    packages: [L10N, NODE, /^@kubernetes\/client-node/, /^ws$/],
  },
  {
    name: "stores",
    files: /^client\/src\/stores\//,
    layers: ["domain", "schemas"],
    packages: [L10N, NODE, /^@aws-sdk\/client-s3$/],
  },
  {
    name: "live",
    files: /^client\/src\/live\//,
    layers: ["kube", "stores", "domain", "schemas"],
    packages: [L10N, NODE, /^ajv$/, /^protobufjs$/, /^csv-parse/, /^zod$/],
  },
  {
    name: "bin",
    files: /^client\/src\/bin\//,
    layers: ["kube", "live", "domain", "schemas"],
    packages: [NODE, /^@modelcontextprotocol\/server/],
  },
  { name: "thread", files: /^client\/src\/thread\//, layers: ["kube", "live"], packages: [L10N, NODE] },
  {
    name: "ui",
    files: /^client\/src\/ui\//,
    layers: ["contributions", "kube", "domain", "schemas"],
    packages: [L10N, NODE, /^vscode$/, /^zod$/],
  },
  // Pages run in a browser's sandbox and meet the extension in `schemas` only; the pure domain may count and format there, too.
  {
    name: "webviews",
    files: /^client\/src\/webviews\//,
    layers: ["domain", "schemas"],
    packages: [L10N, /^zod$/, /^uplot/, /^@dagrejs\/dagre$/],
  },
  {
    name: "language-client",
    files: /^client\/src\/features\/language-client\//,
    layers: ["ui", "contributions", "schemas"],
    packages: [L10N, NODE, /^vscode$/, /^vscode-languageclient/],
  },
  {
    name: "features",
    files: /^client\/src\/features\//,
    layers: ["ui", "live", "kube", "domain", "contributions", "schemas"],
    // `yaml` prints objects of a cluster; the client reads no YAML.
    packages: [L10N, NODE, /^vscode$/, /^yaml$/],
  },
  {
    name: "extension",
    files: /^client\/src\/extension\.ts$/,
    layers: ["features", "language-client", "ui", "contributions", "schemas"],
    packages: [L10N, NODE, /^vscode$/],
  },
  // The playground stands for a cluster: it is reached over HTTP only and shares no code with what it is to test.
  {
    name: "playground",
    files: /^playground\/src\//,
    layers: [],
    packages: [NODE, /^ws$/, /^rfc6902$/, /^yaml$/, /^@grpc\/grpc-js$/, /^protobufjs$/],
  },
  { name: "scripts", files: /^scripts\//, layers: ["core", "schemas", "domain", "contributions"], packages: [ANY] },
];

/** Static imports and exports at the start of a line, and dynamic imports. */
const IMPORT = /^(?:import|export)\s[^;=(]*?\bfrom\s+"([^"]+)"|^import\s+"([^"]+)"|\bimport\("([^"]+)"\)/gm;

const files = globSync(["{schemas,server,client,playground,scripts,test}/**/*.ts"], {
  cwd: projectRoot,
  ignore: ["**/node_modules/**", "test/e2e/host/**"],
}).sort();

test("every file belongs to a layer", () => {
  expect(files.filter(file => layerOf(file) === undefined)).toEqual([]);
});

test("no import crosses a boundary it may not cross", () => {
  expect(files.flatMap(forbiddenImports)).toEqual([]);
});

test("features do not import each other", () => {
  const crossing = files.flatMap(file => {
    const feature = /^client\/src\/features\/([^/]+)\//.exec(file)?.[1];
    if (feature === undefined) return [];
    const others = importsOf(file).filter(
      target => target.startsWith("client/src/features/") && !target.startsWith(`client/src/features/${feature}/`),
    );
    return others.map(target => `${file} → ${target}`);
  });
  expect(crossing).toEqual([]);
});

test("layers import each other through their index only", () => {
  const deep = files.flatMap(file => {
    const from = layerOf(file);
    if (!from || ["test", "scripts", "extension", "features", "language-client", "ui"].includes(from.name)) return [];
    return importsOf(file)
      .filter(target => target.includes("/"))
      .filter(target => layerOf(target)?.name !== from.name && !/(index|contributions|kube\/port)\.ts$/.test(target))
      .filter(target => /^(schemas|server|client)\//.test(target))
      .map(target => `${file} → ${target}`);
  });
  expect(deep).toEqual([]);
});

function layerOf(file: string): Layer | undefined {
  return LAYERS.find(layer => layer.files.test(file));
}

/** Our files as paths from the root, packages by their specifier. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(projectRoot, file), "utf8");
  return [...text.matchAll(IMPORT)]
    .map(([, named, whole, dynamic]) => named ?? whole ?? dynamic ?? "")
    .map(specifier => (specifier.startsWith(".") ? path.posix.join(path.posix.dirname(file), specifier) : specifier));
}

function forbiddenImports(file: string): string[] {
  const layer = layerOf(file);
  if (!layer) return [];
  return importsOf(file).flatMap(target => {
    const isOurs = /^(schemas|server|client|playground|scripts|test)\//.test(target);
    if (!isOurs) return layer.packages.some(allowed => allowed.test(target)) ? [] : [`${file} → ${target}`];
    const to = layerOf(target);
    const isAllowed =
      to !== undefined && (to.name === layer.name || layer.layers.some(name => new RegExp(`^${name}$`).test(to.name)));
    return isAllowed
      ? []
      : [`${file} → ${target} (${layer.name} may not import ${to?.name ?? "files outside every layer"})`];
  });
}
