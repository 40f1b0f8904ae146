// `npm run bench`: measures everything once, prints JSON to standard output and a table to standard error, and keeps the JSON.
// `-- --only engine` (or cli, lsp, explorer, logs, forward, playground, workspace, graph) measures a part. With `-- --vscode` also in a real VS Code, which takes the package
// and some minutes more: from a cold start to the first squiggle, and the explorer in the extension host. With `-- --full` the playground
// carries 2,000 deployments of 10,000 pods, which take a quarter of an hour to start.
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import { projectRoot } from "../../scripts/project-root.ts";
import { builtServer } from "../support/lsp-client.ts";
import { benchColdStart } from "./cold-start.ts";
import { benchCommandLine } from "./command-line.ts";
import { benchEngine } from "./engine.ts";
import { benchExplorer } from "./explorer.ts";
import { benchExplorerInVsCode } from "./explorer-vscode.ts";
import { benchForward } from "./forward.ts";
import { benchGraph } from "./graph.ts";
import { INPUTS } from "./inputs.ts";
import { benchKeystrokeOverStdio, benchServerStart } from "./language-server.ts";
import { benchLogs } from "./logs.ts";
import { round } from "./measure.ts";
import { heldMemory } from "./memory.ts";
import { preparePeer } from "./peer.ts";
import { benchPlayground } from "./playground.ts";
import { forPeople, type BenchResult, type EngineText, type LanguageServerResult } from "./report.ts";
import { shippedSizes } from "./sizes.ts";
import { benchWorkspace } from "./workspace.ts";

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    vscode: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
  },
});
const PARTS = ["engine", "cli", "lsp", "explorer", "logs", "forward", "playground", "workspace", "graph"] as const;
const isMeasured = (part: (typeof PARTS)[number]): boolean => values.only === undefined || values.only === part;
if (!PARTS.some(isMeasured)) throw new Error(`--only takes ${PARTS.join(", ")}, not "${values.only ?? ""}".`);

const result: BenchResult = {
  machine: {
    node: process.version,
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.cpus().length,
    load: os.loadavg().map(round),
  },
  engine: isMeasured("engine") ? await engine() : undefined,
  languageServer: isMeasured("lsp") ? await languageServer() : undefined,
  commandLine: isMeasured("cli") ? await benchCommandLine() : undefined,
  explorer: isMeasured("explorer") ? [await benchExplorer(20), await benchExplorer(1)] : undefined,
  explorerInVsCode:
    values.vscode && isMeasured("explorer")
      ? [await benchExplorerInVsCode(20), await benchExplorerInVsCode(1)]
      : undefined,
  logs: isMeasured("logs") ? await benchLogs() : undefined,
  forward: isMeasured("forward") ? await benchForward() : undefined,
  playground: isMeasured("playground") ? await benchPlayground(values.full) : undefined,
  workspace: isMeasured("workspace") ? await benchWorkspace() : undefined,
  graph: isMeasured("graph") ? await benchGraph() : undefined,
  coldStart: values.vscode && isMeasured("lsp") ? await benchColdStart(5) : undefined,
  sizes: shippedSizes(),
};

const json = `${JSON.stringify(result, undefined, 2)}\n`;
mkdirSync(path.join(projectRoot, ".artifacts"), { recursive: true });
writeFileSync(path.join(projectRoot, ".artifacts/bench.json"), json);
process.stdout.write(json);
process.stderr.write(`\n${forPeople(result)}\n`);

async function engine(): Promise<BenchResult["engine"]> {
  // Everything of ours in this process before the peer is loaded, so that the engine's memory is its own.
  const ours = INPUTS.map(input => ({ input, ...benchEngine(input), heldMegabytes: heldMemory(input) }));
  const peer = preparePeer();
  const texts: EngineText[] = [];
  for (const { input, findings, full, keystroke, heldMegabytes } of ours) {
    const validation = await peer.validate(input);
    texts.push({
      name: input.name,
      lines: input.lines,
      bytes: input.text.length,
      findings,
      full,
      keystroke,
      peer: validation,
      heldMegabytes,
      fullOverPeer: round(full.median / validation.median),
      fullOverKeystroke: round(full.median / keystroke.median),
    });
  }
  return { peer: { name: "yaml-language-server doValidation", schema: peer.schema }, texts };
}

async function languageServer(): Promise<LanguageServerResult> {
  const keystrokes: LanguageServerResult["keystrokes"][number][] = [];
  for (const input of INPUTS) keystrokes.push({ name: input.name, ...(await benchKeystrokeOverStdio(input)) });
  return {
    program: path.relative(projectRoot, builtServer()),
    startToFirstDiagnostics: await benchServerStart(),
    keystrokes,
  };
}
