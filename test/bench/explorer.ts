// The explorer on a large cluster, as an extension host sees it: how soon its first rows are there, and what a burst of changes
// costs. Beside it `kubectl get pods --watch` on the same changes.
import { fork, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type * as z from "zod";
import { answer, forkBundled, hasKubectl, peakMegabytes, processorSeconds } from "./bench-process.ts";
import { BurstDone, Filled, FirstRows, Usage, type Burst, type Sizes } from "./explorer-messages.ts";
import { round } from "./measure.ts";

export interface ExplorerResult {
  readonly deployments: number;
  readonly pods: number;
  readonly namespaces: number;
  readonly firstRows: z.infer<typeof FirstRows>;
  readonly burst: {
    readonly changes: number;
    /** As many as really came in a second. */
    readonly changesPerSecond: number;
    /** With the share of one core, from 0 to 1, that 500 changes a second take. */
    readonly ours: z.infer<typeof Usage> & { readonly cpu: number };
    /** The watch of kubectl knows pods only; undefined where there is no kubectl. */
    readonly kubectl: { readonly cpu: number; readonly memory: number } | undefined;
  };
}

/** The cluster that is measured with, and what happens in it. */
export const SIZES = { deployments: 2_000, podsPerDeployment: 5 };
export const BURST: z.infer<typeof Burst> = { perSecond: 500, seconds: 20 };

/** @param namespaces over how many the deployments are spread evenly */
export async function benchExplorer(namespaces: number): Promise<ExplorerResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  const kubeconfig = path.join(folder, "kubeconfig");
  const children: ChildProcess[] = [];
  try {
    const sizes = JSON.stringify({ ...SIZES, namespaces } satisfies z.infer<typeof Sizes>);
    const cluster = fork(path.join(import.meta.dirname, "explorer-cluster.ts"), [kubeconfig, sizes]);
    children.push(cluster);
    const { pods } = await answer(cluster, Filled);
    const host = await forkBundled("explorer-host.ts", folder, [kubeconfig], ["--expose-gc"]);
    children.push(host);
    const firstRows = await answer(host, FirstRows);
    const peer = hasKubectl() ? watchWithKubectl(kubeconfig) : undefined;
    if (peer) children.push(peer);
    // The watches are open, and what the first rows left behind is cleared away.
    await new Promise(resolve => setTimeout(resolve, 5_000));
    const peerBefore = peer && processorSeconds(peer.pid);
    const begin = performance.now();
    host.send("begin");
    cluster.send(BURST);
    const { changes } = await answer(cluster, BurstDone);
    const changesPerSecond = round(changes / ((performance.now() - begin) / 1_000));
    // On a busy machine the last changes take a while to arrive.
    await new Promise(resolve => setTimeout(resolve, 2_000));
    host.send("end");
    const ours = await answer(host, Usage);
    // As if the changes had come at the pace that was asked for: a machine that is too slow for it would flatter.
    const shareOfCore = (seconds: number): number => round(seconds / (changes / BURST.perSecond));
    const kubectl =
      peer && peerBefore !== undefined
        ? { cpu: shareOfCore(processorSeconds(peer.pid) - peerBefore), memory: peakMegabytes(peer.pid) }
        : undefined;
    return {
      ...{ deployments: SIZES.deployments, pods, namespaces, firstRows },
      burst: { changes, changesPerSecond, ours: { ...ours, cpu: shareOfCore(ours.processorSeconds) }, kubectl },
    };
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function watchWithKubectl(kubeconfig: string): ChildProcess {
  return spawn("kubectl", ["--kubeconfig", kubeconfig, "get", "pods", "--all-namespaces", "--watch"], {
    stdio: "ignore",
  });
}
