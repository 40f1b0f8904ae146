// Makes the npm package `code-server` usable as a bare VS Code server: run once after `npm ci --ignore-scripts`.
// Only its folder lib/vscode is used; its own front end, native modules and install scripts are not.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const host = path.dirname(fileURLToPath(import.meta.url));
const vscode = path.join(host, "node_modules", "code-server", "lib", "vscode");
const builtinExtensions = path.join(host, ".build", "builtin");

/** The built-in extensions a reader of manifests meets: the two languages, the page a rule links to, and the look. */
const KEPT_EXTENSIONS = [
  "json",
  "yaml",
  "markdown-basics",
  "markdown-language-features",
  "theme-defaults",
  "theme-seti",
];

linkModules();
stubNativeModules();
writeBuiltinExtensions();

/** The browser asks for <vscode>/node_modules/…, npm has put those packages three folders higher. */
function linkModules() {
  const link = path.join(vscode, "node_modules");
  rmSync(link, { recursive: true, force: true });
  symlinkSync(path.join(host, "node_modules"), link, process.platform === "win32" ? "junction" : "dir");
}

/** Native modules that would have to be compiled: each gets a stand-in that does what is needed here. */
function stubNativeModules() {
  // Without a logger every output channel stays empty: the workbench shows the log file that this module writes.
  stubModule("@vscode/spdlog", readFileSync(path.join(host, "spdlog-stub.cjs"), "utf8"));
  // These two only fill the log with stack traces when they are missing.
  stubModule("@vscode/native-watchdog", "exports.start = () => {};\n");
  stubModule("@vscode/deviceid", 'exports.getDeviceId = async () => "seldon-deployments-vscode-host";\n');
}

function stubModule(name, content) {
  const folder = path.join(host, "node_modules", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name, version: "0.0.0", main: "index.js" }));
  writeFileSync(path.join(folder, "index.js"), content);
}

/**
 * Where a built-in extension is missing on the server, the browser tries to load its own copy and shows a failure.
 * An extension of the same name that contributes nothing keeps it quiet.
 */
function writeBuiltinExtensions() {
  rmSync(builtinExtensions, { recursive: true, force: true });
  mkdirSync(builtinExtensions, { recursive: true });
  for (const name of readdirSync(path.join(vscode, "extensions"))) {
    const source = path.join(vscode, "extensions", name);
    const target = path.join(builtinExtensions, name);
    const manifestFile = path.join(source, "package.json");
    if (KEPT_EXTENSIONS.includes(name)) {
      cpSync(source, target, { recursive: true });
    } else if (existsSync(manifestFile)) {
      const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
      if (manifest.browser === undefined) continue;
      mkdirSync(target);
      const stub = { name: manifest.name, publisher: manifest.publisher, version: manifest.version };
      writeFileSync(path.join(target, "package.json"), JSON.stringify({ ...stub, engines: { vscode: "*" } }));
    }
  }
}
