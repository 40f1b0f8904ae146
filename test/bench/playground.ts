// The whole playground under load: how long it takes to run thousands of pods, how soon changes are seen while its memory stays
// flat, and a long log; beside a real API server that is given the same pods and the same changes.
import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type * as z from "zod";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { createHttpsClient } from "../../playground/src/kubernetes/https-client.ts";
import type { ClusterClient } from "../../playground/src/kubernetes/cluster-client.ts";
import type { Pod } from "../../playground/src/kubernetes/pod-types.ts";
import { pods } from "../../playground/src/kubernetes/resource-types.ts";
import { hasRealApiServer, startRealApiServer } from "../support/real-api-server.ts";
import { answer, peakMegabytes, processorSeconds } from "./bench-process.ts";
import { round } from "./measure.ts";
import { changePods, copyPods, fill, PODS_EACH, type Changes } from "./playground-load.ts";
import { followLog, neglectLog, startTalkativeModel, type LogFlow } from "./playground-log.ts";
import { Memory, Started } from "./playground-messages.ts";

export interface PlaygroundResult {
  readonly deployments: number;
  readonly pods: number;
  /** From the first `create` until the last deployment is available, and pods ready in a second. */
  readonly secondsToFill: number;
  readonly podsPerSecond: number;
  /** Milliseconds for a list of all pods. */
  readonly listMilliseconds: number;
  readonly changes: Changes;
  /** Of a core, for all of the playground while its pods were changed. */
  readonly processorSeconds: number;
  /** Of the process, in megabytes: every some seconds while it changes, as it is and after a collection at begin and end. */
  readonly memory: {
    readonly everySeconds: number;
    readonly resident: readonly number[];
    readonly heldBefore: number;
    readonly heldAfter: number;
    /** Of all. */
    readonly peak: number;
  };
  readonly log: LogFlow & { readonly residentBefore: number; readonly residentAfterNeglect: number };
  /** The same pods and changes on a real API server, which runs no pods; undefined where there is none. */
  readonly real: RealResult | undefined;
}

interface RealResult {
  readonly listMilliseconds: number;
  readonly changes: Changes;
  /** The playground's over the real one's. */
  readonly listRatio: number;
  readonly p50Ratio: number;
  readonly p99Ratio: number;
}

const USUAL = { deployments: 200, seconds: 180 };
const FULL = { deployments: 2_000, seconds: 200 };
const PER_SECOND = 500;
/** An executor asks for half a CPU, and a node has 16. */
const PODS_PER_NODE = 30;
const SPEED = 10;
const EVERY_SECONDS = 10;
/** Megabytes of objects: Node's own limit is 4 GB at most. */
const MOST_HELD = 8_192;
const LOG_MEGABYTES = 100;
const NEGLECT_SECONDS = 10;

/** @param isFull 2,000 deployments of 10,000 pods, which take some minutes more to start */
export async function benchPlayground(isFull: boolean): Promise<PlaygroundResult> {
  return benchSize(isFull ? FULL : USUAL);
}

async function benchSize({ deployments, seconds }: typeof USUAL): Promise<PlaygroundResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  const nodes = Math.ceil((deployments * PODS_EACH) / PODS_PER_NODE) + 1;
  const child = fork(path.join(import.meta.dirname, "playground-cluster.ts"), [folder, `${nodes}`, `${SPEED}`], {
    execArgv: ["--expose-gc", "--disable-warning=ExperimentalWarning", `--max-old-space-size=${MOST_HELD}`],
  });
  // Each question adds listeners for its answer.
  child.setMaxListeners(0);
  try {
    const { kubeconfig } = await answer(child, Started);
    const connection = await loadKubeconfig(kubeconfig);
    const client = createHttpsClient(connection);
    const secondsToFill = await fill(client, deployments);
    client.close();
    const writer = createHttpsClient(connection);
    const { listMilliseconds, all } = await listPods(writer);
    const heldBefore = (await memoryOf(child, "collect")).held;
    const samples = sampleMemory(child);
    const processorBefore = processorSeconds(child.pid);
    const changes = await changePods(kubeconfig, writer, { perSecond: PER_SECOND, seconds });
    const used = round(processorSeconds(child.pid) - processorBefore);
    const resident = samples.end();
    const heldAfter = (await memoryOf(child, "collect")).held;
    const logPath = await startTalkativeModel(writer);
    const residentBefore = (await memoryOf(child, "as it is")).resident;
    const log = await followLog(connection, logPath, LOG_MEGABYTES);
    await neglectLog(connection, logPath, NEGLECT_SECONDS);
    const residentAfterNeglect = (await memoryOf(child, "as it is")).resident;
    writer.close();
    const peak = peakMegabytes(child.pid);
    child.disconnect();
    return {
      ...{ deployments, pods: deployments * PODS_EACH, secondsToFill },
      ...{ podsPerSecond: round((deployments * PODS_EACH) / secondsToFill), listMilliseconds, changes },
      processorSeconds: used,
      memory: { everySeconds: EVERY_SECONDS, resident, heldBefore, heldAfter, peak },
      log: { ...log, residentBefore, residentAfterNeglect },
      real: hasRealApiServer() ? await onRealServer(all, { listMilliseconds, changes }) : undefined,
    };
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onRealServer(
  originals: readonly Pod[],
  ours: { readonly listMilliseconds: number; readonly changes: Changes },
): Promise<RealResult> {
  const server = await startRealApiServer();
  try {
    const client = createHttpsClient(await loadKubeconfig(server.admin));
    await copyPods(client, originals);
    const { listMilliseconds } = await listPods(client);
    const changes = await changePods(server.admin, client, { perSecond: PER_SECOND, seconds: 30 });
    client.close();
    return {
      ...{ listMilliseconds, changes },
      listRatio: round(ours.listMilliseconds / listMilliseconds),
      p50Ratio: round(ours.changes.p50 / changes.p50),
      p99Ratio: round(ours.changes.p99 / changes.p99),
    };
  } finally {
    await server.stop();
  }
}

/** The quickest of three lists of all pods in pages of 500. */
async function listPods(client: ClusterClient): Promise<{ listMilliseconds: number; all: readonly Pod[] }> {
  let quickest = Infinity;
  let all: readonly Pod[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const begin = performance.now();
    all = (await client.list(pods)).items;
    quickest = Math.min(quickest, performance.now() - begin);
  }
  return { listMilliseconds: round(quickest), all };
}

function memoryOf(child: ChildProcess, how: "collect" | "as it is"): Promise<z.infer<typeof Memory>> {
  const answered = answer(child, Memory);
  child.send(how);
  return answered;
}

function sampleMemory(child: ChildProcess): { end(): readonly number[] } {
  const resident: number[] = [];
  const take = (): void => void memoryOf(child, "as it is").then(memory => resident.push(memory.resident));
  take();
  const timer = setInterval(take, EVERY_SECONDS * 1_000);
  return {
    end() {
      clearInterval(timer);
      return resident;
    },
  };
}
