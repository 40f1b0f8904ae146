// `npm run bench`: measures everything once, prints JSON to standard output and a table to standard error, and keeps the JSON.
// `-- --only engine` (or cli, lsp, explorer, logs) measures a part. With `-- --vscode` also from a cold VS Code to the first squiggle, which takes
// the package and a minute more.
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
import { INPUTS } from "./inputs.ts";
import { benchKeystrokeOverStdio, benchServerStart } from "./language-server.ts";
import { benchLogs } from "./logs.ts";
import { round } from "./measure.ts";
import { heldMemory } from "./memory.ts";
import { preparePeer } from "./peer.ts";
import { forPeople, type BenchResult, type EngineText, type LanguageServerResult } from "./report.ts";
import { shippedSizes } from "./sizes.ts";

const { values } = parseArgs({ options: { only: { type: "string" }, vscode: { type: "boolean", default: false } } });
const PARTS = ["engine", "cli", "lsp", "explorer", "logs"] as const;
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
  logs: isMeasured("logs") ? await benchLogs() : undefined,
  coldStart: values.vscode ? await benchColdStart(5) : undefined,
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
