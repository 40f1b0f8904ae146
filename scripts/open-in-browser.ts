// Serves VS Code from npm on this machine, with the packaged extension and workspace trust as on the desktop, prints
// the address and stays until Ctrl+C. Usage: open-in-browser.ts [--no-open]
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { projectRoot } from "./project-root.ts";
import { prepareVsCodeServer, startVsCodeServer } from "./vscode-server.ts";
import type { PayloadEntry, VsCodeServer } from "./vscode-server.ts";

const examples = path.join(projectRoot, "examples");

const preparation = performance.now();
console.log("• Getting VS Code's server from npm (about 300 MB on disk, once) …");
const wasNeeded = await prepareVsCodeServer();
console.log(wasNeeded ? `  done in ${secondsSince(preparation)} s` : "  there already");

const start = performance.now();
console.log("• Starting it …");
const server = await startVsCodeServer({
  trust: "ask",
  connectionToken: randomBytes(24).toString("hex"),
  installVsix: [path.join(projectRoot, ".artifacts", "seldon-deployments.vsix")],
  environment: definedEnvironment(),
});
console.log(`  done in ${secondsSince(start)} s`);

const address = server.folderUrl(existsSync(examples) ? examples : projectRoot, firstManifest(server));
console.log(`\nVS Code is open at\n\n  ${address}\n\nThe address holds a secret of this run. Ctrl+C ends it.`);
if (!process.argv.includes("--no-open")) openBrowser(address);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => {
    console.log("\nClosing VS Code …");
    void server.stop().then(() => process.exit(0));
  });
}

/** The first manifest stands open, so that the first thing to see is a finding. */
function firstManifest(running: VsCodeServer): PayloadEntry[] {
  const [first] = globSync("diary/*.yaml", { cwd: examples, absolute: true }).sort();
  return first === undefined ? [] : [["openFile", running.remoteUri(first)]];
}

/** Terminals of this VS Code and cluster credentials work as in the shell that started it. */
function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** A browser that does not open is no failure: the address has been printed. */
function openBrowser(url: string): void {
  const opener = browserOpener();
  if (opener === undefined) return;
  const child = spawn(opener.file, [...opener.args, url], { stdio: "ignore", detached: true });
  child.once("error", () => {
    console.log("The browser could not be opened: open the address above yourself.");
  });
  child.unref();
}

function browserOpener(): { file: string; args: string[] } | undefined {
  if (process.platform === "darwin") return { file: "open", args: [] };
  if (process.platform === "win32") return { file: "rundll32", args: ["url.dll,FileProtocolHandler"] };
  const hasDisplay = (process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"] ?? "") !== "";
  return hasDisplay ? { file: "xdg-open", args: [] } : undefined;
}

function secondsSince(moment: number): string {
  return ((performance.now() - moment) / 1000).toFixed(1);
}
