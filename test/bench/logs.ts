// A log that never stops, from the kubelet through the API server to the text that is shown, beside `kubectl logs --follow`.
import { fork, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type * as z from "zod";
import { answer, forkBundled, hasKubectl, processorSeconds } from "./bench-process.ts";
import { Listening, LOG_POD, LogReading, type LogRun } from "./logs-messages.ts";
import { round } from "./measure.ts";

export interface LogsResult {
  /** The round with the middle speed. */
  readonly ours: z.infer<typeof LogReading>;
  /** The same; undefined where there is no kubectl. */
  readonly kubectl: z.infer<typeof LogRun> | undefined;
  /** Lines per second: ours over kubectl's. */
  readonly oursOverKubectl: number | undefined;
}

const LINES = 1_000_000;
const ROUNDS = 5;

/** Reads a million lines with each of the two, turn by turn. */
export async function benchLogs(): Promise<LogsResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  const kubeconfig = path.join(folder, "kubeconfig");
  const children: ChildProcess[] = [];
  try {
    const cluster = fork(path.join(import.meta.dirname, "logs-cluster.ts"), [kubeconfig, String(LINES)]);
    children.push(cluster);
    await answer(cluster, Listening);
    const withOurs = async (): Promise<z.infer<typeof LogReading>> => {
      const host = await forkBundled("logs-host.ts", folder, [kubeconfig, String(LINES)], ["--expose-gc"]);
      children.push(host);
      const reading = await answer(host, LogReading);
      host.kill();
      return reading;
    };
    const rounds: { readonly ours: z.infer<typeof LogReading>[]; readonly kubectl: z.infer<typeof LogRun>[] } = {
      ours: [],
      kubectl: [],
    };
    // The first stream through the API server finds its code cold.
    await withOurs();
    for (let round = 0; round < ROUNDS; round++) {
      if (hasKubectl()) rounds.kubectl.push(await followWithKubectl(kubeconfig));
      rounds.ours.push(await withOurs());
    }
    const ours = middle(rounds.ours);
    const kubectl = middle(rounds.kubectl);
    if (!ours) throw new Error("Nothing was read.");
    return { ours, kubectl, oursOverKubectl: kubectl && round(ours.linesPerSecond / kubectl.linesPerSecond) };
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function middle<T extends z.infer<typeof LogRun>>(runs: readonly T[]): T | undefined {
  return runs.toSorted((a, b) => a.linesPerSecond - b.linesPerSecond)[Math.floor(runs.length / 2)];
}

async function followWithKubectl(kubeconfig: string): Promise<z.infer<typeof LogRun>> {
  const { namespace, name } = LOG_POD;
  const args = ["--kubeconfig", kubeconfig, "--namespace", namespace, "logs", "--follow", "--timestamps", name];
  const child = spawn("kubectl", args, { stdio: ["ignore", "pipe", "inherit"] });
  let lines = 0;
  let first = 0;
  for await (const chunk of child.stdout) {
    first ||= performance.now();
    if (Buffer.isBuffer(chunk)) for (const byte of chunk) if (byte === LINE_FEED) lines += 1;
    if (lines >= LINES) break;
  }
  const seconds = (performance.now() - first) / 1_000;
  const used = processorSeconds(child.pid);
  child.kill();
  return { lines, linesPerSecond: Math.round(lines / seconds), processorSeconds: used };
}

const LINE_FEED = 10;
