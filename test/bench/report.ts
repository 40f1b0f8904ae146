// What a run of the benchmark measures, and how people are shown it.
import type { ColdStart } from "./cold-start.ts";
import type { CommandLineResult, ProgramResult } from "./command-line.ts";
import type { ExplorerResult } from "./explorer.ts";
import type { ExplorerInVsCode } from "./explorer-vscode.ts";
import type { ForwardResult, Load } from "./forward.ts";
import type { LogsResult } from "./logs.ts";
import type { Timing } from "./measure.ts";
import type { PlaygroundResult } from "./playground.ts";
import type { Changes } from "./playground-load.ts";
import type { FileSize } from "./sizes.ts";
import { table } from "./table.ts";
import type { GraphBenchResult } from "./graph.ts";
import type { WorkspaceResult } from "./workspace.ts";

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
  readonly explorerInVsCode: readonly ExplorerInVsCode[] | undefined;
  readonly logs: LogsResult | undefined;
  readonly forward: readonly ForwardResult[] | undefined;
  readonly playground: PlaygroundResult | undefined;
  readonly workspace: WorkspaceResult | undefined;
  readonly graph: GraphBenchResult | undefined;
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
  const {
    engine,
    languageServer,
    commandLine,
    explorer,
    explorerInVsCode,
    logs,
    forward,
    playground,
    workspace,
    graph,
    coldStart,
    sizes,
  } = result;
  return [
    engine && engineTable(engine.texts),
    languageServer && languageServerTable(languageServer),
    commandLine && commandLineTable(commandLine),
    explorer && explorerTable(explorer),
    explorerInVsCode && explorerInVsCodeTable(explorerInVsCode),
    logs && logsTable(logs),
    ...(forward ?? []).map(forwardTable),
    playground && playgroundTable(playground),
    workspace && workspaceTable(workspace),
    graph && graphTable(graph),
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

/** Of memory and processor the whole extension host, and what of it is ours: what comes on top of the floor. */
function explorerInVsCodeTable(results: readonly ExplorerInVsCode[]): string {
  const head = [
    "extension host: whole (ours)",
    "floor",
    "first rows",
    "at rest",
    "in a burst",
    "after it",
    "of a core",
  ];
  const rows = results.map(({ namespaces, memory, processor }) => {
    const withOurs = (megabytes: number): string => `${megabytes} MB (${Math.round(megabytes - memory.floor)})`;
    return [
      counted(namespaces),
      `${memory.floor} MB`,
      ...[memory.firstRows, memory.atRest, memory.burst, memory.afterBurst].map(withOurs),
      `${percent(processor.burst)} (${percent(processor.burst - processor.floor)})`,
    ];
  });
  return table([head, ...rows]);
}

function counted(namespaces: number): string {
  return namespaces === 1 ? "all in 1 namespace" : `${namespaces} namespaces`;
}

function forwardTable({ cluster, direct, ours, kubectl, speedRatio, p99Ratio }: ForwardResult): string {
  const row = (name: string, { requestsPerSecond, p50, p99, failed }: Load, ratios = ["", ""]): string[] => [
    ...[name, `${requestsPerSecond}`, `${p50} ms`, `${p99} ms`, `${failed}`, ...ratios],
  ];
  const text = table([
    [`predictions on ${cluster}`, "requests/s", "p50", "p99", "failed", "speed : direct", "p99 : direct"],
    row("direct", direct),
    row("our forward", ours, [`${speedRatio}`, `${p99Ratio}`]),
    ...(typeof kubectl === "string" ? [] : [row("kubectl port-forward", kubectl)]),
  ]);
  return typeof kubectl === "string" ? `${text}\nkubectl port-forward: ${kubectl}` : text;
}

function playgroundTable({ memory, log, changes, real, ...size }: PlaygroundResult): string {
  const row = (name: string, list: number, { perSecond, p50, p99, lost }: Changes): string[] => [
    ...[name, `${list} ms`, `${perSecond}`, `${p50} ms`, `${p99} ms`, `${lost}`],
  ];
  const head = ["pods changed and followed", "list of all", "changes/s", "seen after, p50", "p99", "lost"];
  const followed = table([
    head,
    row("the playground", size.listMilliseconds, changes),
    ...(real ? [row("a real API server", real.listMilliseconds, real.changes)] : []),
  ]);
  return [
    followed,
    `${size.deployments} deployments with ${size.pods} pods ran after ${size.secondsToFill} s.`,
    `While they changed the playground took ${size.processorSeconds} s of a core.`,
    `Memory every ${memory.everySeconds} s: ${memory.resident.map(Math.round).join(", ")} MB; held ${memory.heldBefore}, then ${memory.heldAfter} MB.`,
    `A log of ${log.megabytes} MB: ${log.megabytesPerSecond} MB/s, ${log.missingLines} lines missing; ${log.residentBefore} MB before, ${log.residentAfterNeglect} MB after a reader that read nothing.`,
  ].join("\n");
}

function graphTable({ units, levels, read, layout, page }: GraphBenchResult): string {
  return table([
    [`graph of ${units} units on ${levels} levels: ms, median / p95`, ""],
    ["told from the text", show(read)],
    ["laid out", show(layout)],
    ["drawn in a page, layout included", show(page)],
  ]);
}

function workspaceTable(result: WorkspaceResult): string {
  const {
    files,
    indexedAfterMs,
    typingAlone,
    typingMeanwhile,
    typingAfter,
    peakMegabytes: peak,
    peakMegabytesAlone: peakAlone,
  } = result;
  const timing = ({ median, p95 }: Timing): string => `${median} / ${p95} ms`;
  return table([
    [`workspace of ${files} files`, ""],
    ["read after", `${indexedAfterMs} ms`],
    ["processor time until then", `${result.processorSeconds} s`],
    ["key press without a workspace, median / p95", timing(typingAlone)],
    ["key press while it is read", timing(typingMeanwhile)],
    ["key press then", timing(typingAfter)],
    ["changed Secret until its manifest is checked", `${result.secretChangeMs} ms`],
    ["references over all files", `${result.referencesMs} ms`],
    ["memory at its largest", peak === undefined ? "unknown" : `${peak} MB`],
    ["the same without a workspace", peakAlone === undefined ? "unknown" : `${peakAlone} MB`],
  ]);
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
