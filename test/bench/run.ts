// `npm run bench`: measures everything once, prints JSON to standard output and a table to standard error, and keeps the JSON.
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { projectRoot } from "../../scripts/project-root.ts";
import { builtServer } from "../support/lsp-client.ts";
import { benchEngine } from "./engine.ts";
import { INPUTS } from "./inputs.ts";
import { round, type Timing } from "./measure.ts";
import { heldMemory } from "./memory.ts";
import { preparePeer } from "./peer.ts";
import { benchCommandLine, benchKeystrokeOverStdio, benchServerStart } from "./programs.ts";
import { shippedSizes } from "./sizes.ts";
import { table } from "./table.ts";

// Everything in this process before the peer is loaded, so that the engine's memory is its own.
const engine = INPUTS.map(input => ({ input, ...benchEngine(input), heldMegabytes: heldMemory(input) }));
const peer = preparePeer();
const texts: Awaited<ReturnType<typeof withPeer>>[] = [];
for (const measured of engine) texts.push(await withPeer(measured));
const result = {
  machine: {
    node: process.version,
    cpu: os.cpus()[0]?.model ?? "unknown",
    cores: os.cpus().length,
    load: os.loadavg().map(round),
  },
  peer: { name: "yaml-language-server doValidation", schema: peer.schema },
  server: path.relative(projectRoot, builtServer()),
  texts,
  serverStartToFirstDiagnostics: await benchServerStart(),
  commandLine: benchCommandLine(),
  sizes: shippedSizes(),
};

const json = `${JSON.stringify(result, undefined, 2)}\n`;
mkdirSync(path.join(projectRoot, ".artifacts"), { recursive: true });
writeFileSync(path.join(projectRoot, ".artifacts/bench.json"), json);
process.stdout.write(json);
process.stderr.write(`\n${forPeople()}\n`);

async function withPeer({ input, findings, full, keystroke, heldMegabytes }: (typeof engine)[number]) {
  const peerValidation = await peer.validate(input);
  return {
    name: input.name,
    lines: input.lines,
    bytes: input.text.length,
    findings,
    engineFull: full,
    engineKeystroke: keystroke,
    peerValidation,
    stdioKeystroke: await benchKeystrokeOverStdio(input),
    engineHeldMegabytes: heldMegabytes,
    fullOverPeer: round(full.median / peerValidation.median),
    fullOverKeystroke: round(full.median / keystroke.median),
  };
}

function forPeople(): string {
  const show = ({ median, p95 }: Timing): string => `${median} / ${p95}`;
  const rows = texts.map(text => [
    text.name,
    show(text.engineFull),
    show(text.engineKeystroke),
    show(text.peerValidation),
    `${text.fullOverPeer}×`,
    `${text.fullOverKeystroke}×`,
    show(text.stdioKeystroke),
    `${text.engineHeldMegabytes} MB`,
  ]);
  const head = [
    "ms, median / p95",
    "full pass",
    "key press",
    "peer",
    "full : peer",
    "full : key",
    "key over stdio",
    "held",
  ];
  const { commandLine } = result;
  const programs = [
    ["ms, median / p95", ""],
    [`server start to first diagnostics (${result.server})`, show(result.serverStartToFirstDiagnostics)],
    ["seldon-lint, one file", commandLine ? show(commandLine.oneFile) : "not built"],
    ["node -e 0", commandLine ? show(commandLine.bareNode) : "not built"],
  ];
  const sizes = [
    ["bytes", "", "gzipped"],
    ...result.sizes.map(size => [size.file, String(size.bytes), String(size.gzipped ?? "")]),
  ];
  return [table([head, ...rows]), table(programs), table(sizes)].join("\n\n");
}
