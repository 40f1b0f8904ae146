// What a run of the benchmark measures, and how people are shown it.
import type { ColdStart } from "./cold-start.ts";
import type { CommandLineResult, ProgramResult } from "./command-line.ts";
import type { ExplorerResult } from "./explorer.ts";
import type { LogsResult } from "./logs.ts";
import type { Timing } from "./measure.ts";
import type { FileSize } from "./sizes.ts";
import { table } from "./table.ts";

/** What was not asked for, or is not built, is undefined. */
export interface BenchResult {
  readonly machine: {
    readonly node: string;
    readonly cpu: string;
    readonly cores: number;
    readonly load: readonly number[];
  };
  readonly engine:
    | { readonly peer: { readonly name: string; readonly schema: string }; readonly texts: readonly EngineText[] }
    | undefined;
  readonly languageServer: LanguageServerResult | undefined;
  readonly commandLine: CommandLineResult | undefined;
  /** With the deployments over many namespaces, and all in one. */
  readonly explorer: readonly ExplorerResult[] | undefined;
  readonly logs: LogsResult | undefined;
  readonly coldStart: ColdStart | undefined;
  readonly sizes: readonly FileSize[];
}

export interface EngineText {
  readonly name: string;
  readonly lines: number;
  readonly bytes: number;
  readonly findings: number;
  readonly full: Timing;
  readonly keystroke: Timing;
  readonly peer: Timing;
  readonly heldMegabytes: number;
  readonly fullOverPeer: number;
  readonly fullOverKeystroke: number;
}

export interface LanguageServerResult {
  /** Path of the program below the project. */
  readonly program: string;
  readonly startToFirstDiagnostics: Timing;
  readonly keystrokes: readonly (Timing & { readonly name: string })[];
}

/** Tables of what was measured. */
export function forPeople(result: BenchResult): string {
  const { engine, languageServer, commandLine, explorer, logs, coldStart, sizes } = result;
  return [
    engine && engineTable(engine.texts),
    languageServer && languageServerTable(languageServer),
    commandLine && commandLineTable(commandLine),
    explorer && explorerTable(explorer),
    logs && logsTable(logs),
    coldStart && coldStartTable(coldStart),
    sizeTable(sizes),
  ]
    .filter(part => part !== undefined)
    .join("\n\n");
}

function engineTable(texts: readonly EngineText[]): string {
  const head = ["engine: ms, median / p95", "full pass", "key press", "peer", "full : peer", "full : key", "held"];
  const rows = texts.map(text => [
    text.name,
    show(text.full),
    show(text.keystroke),
    show(text.peer),
    `${text.fullOverPeer}×`,
    `${text.fullOverKeystroke}×`,
    `${text.heldMegabytes} MB`,
  ]);
  return table([head, ...rows]);
}

function languageServerTable({ program, startToFirstDiagnostics, keystrokes }: LanguageServerResult): string {
  return table([
    [`${program}: ms, median / p95`, ""],
    ["start to first diagnostics", show(startToFirstDiagnostics)],
    ...keystrokes.map(timing => [`key press over stdio, ${timing.name}`, show(timing)]),
  ]);
}

function commandLineTable(measured: CommandLineResult): string {
  const { files, linesPerFile, ours, floor, kubeconform, bareNode } = measured;
  const row = ({ name, oneFile, manyFiles, peakMegabytes }: ProgramResult): string[] => [
    name,
    show(oneFile),
    show(manyFiles),
    peakMegabytes === undefined ? "unknown" : `${peakMegabytes} MB`,
    `${(ours.manyFiles.median / manyFiles.median).toFixed(2)}×`,
  ];
  return table([
    ["ms, median / p95", "one file", `${files} files of ${linesPerFile} lines`, "peak memory", "ours : it"],
    row(ours),
    row(floor),
    typeof kubeconform === "string" ? ["kubeconform", kubeconform, "", "", ""] : row(kubeconform),
    ["node -e 0", show(bareNode), "", "", ""],
  ]);
}

function explorerTable(results: readonly ExplorerResult[]): string {
  const head = [
    "explorer",
    "lists → rows",
    "connect → rows",
    "changes/s",
    "of a core at 500/s",
    "kubectl",
    "held",
    "process",
    "kubectl",
  ];
  const rows = results.map(
    ({ deployments, pods, namespaces, firstRows, burst: { changesPerSecond, ours, kubectl } }) => [
      `${deployments} deployments, ${pods} pods, ${namespaces} namespaces`,
      `${firstRows.fromLists} ms`,
      `${firstRows.fromConnect} ms`,
      `${changesPerSecond}`,
      percent(ours.cpu),
      kubectl ? percent(kubectl.cpu) : "unknown",
      `${ours.held} MB`,
      `${ours.memory} MB`,
      kubectl ? `${kubectl.memory} MB` : "unknown",
    ],
  );
  return table([head, ...rows]);
}

function logsTable({ ours, kubectl, oursOverKubectl }: LogsResult): string {
  return table([
    ["log followed", "lines", "lines/s", "processor", "held after a quarter", "at the end", "ours : it"],
    [
      "ours",
      `${ours.lines}`,
      `${ours.linesPerSecond}`,
      `${ours.processorSeconds} s`,
      `${ours.heldAfterQuarter} MB`,
      `${ours.heldAtEnd} MB`,
      "",
    ],
    kubectl
      ? [
          "kubectl logs --follow",
          ...[`${kubectl.lines}`, `${kubectl.linesPerSecond}`, `${kubectl.processorSeconds} s`, "", ""],
          `${oursOverKubectl ?? ""}×`,
        ]
      : ["kubectl", "not there", "", "", "", "", ""],
  ]);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function coldStartTable({ ours, hello }: ColdStart): string {
  return table([
    ["cold VS Code to first squiggle: ms, median / p95", ""],
    ["ours", show(ours)],
    ["the smallest language extension", show(hello)],
  ]);
}

function sizeTable(sizes: readonly FileSize[]): string {
  const rows = sizes.map(({ file, bytes, gzipped }) => [file, String(bytes), String(gzipped ?? "")]);
  return table([["bytes", "", "gzipped"], ...rows]);
}

function show({ median, p95 }: Timing): string {
  return `${median} / ${p95}`;
}
