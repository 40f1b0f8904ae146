// The explorer on a large cluster in a real VS Code: what its extension host takes, beside what it takes before the view is opened.
import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { explorerOf } from "../support/explorer-page.ts";
import { packagedExtension } from "../support/packaged-extension.ts";
import { openWorkbench } from "../support/workbench.ts";
import { answer, processorSeconds } from "./bench-process.ts";
import { BURST, SIZES } from "./explorer.ts";
import { BurstDone, Filled } from "./explorer-messages.ts";
import { extensionHostPid, residentMegabytes, watchMemory } from "./extension-host-process.ts";
import { round } from "./measure.ts";

export interface ExplorerInVsCode {
  readonly deployments: number;
  readonly pods: number;
  readonly namespaces: number;
  /** Megabytes of the extension host. */
  readonly memory: {
    /** Before our view is opened, which is what activates the extension. */
    readonly floor: number;
    /** The most until the first rows were there. */
    readonly firstRows: number;
    /** Some seconds later, with nothing going on. */
    readonly atRest: number;
    /** The most in the burst. */
    readonly burst: number;
    /** What is left some seconds after it. */
    readonly afterBurst: number;
  };
  /** Shares of one core, from 0 to 1. */
  readonly processor: {
    readonly floor: number;
    /** While 500 changes a second come. */
    readonly burst: number;
  };
  readonly changes: number;
  readonly changesPerSecond: number;
}

/** Milliseconds in which what has happened settles. */
const REST = 10_000;

/** @param namespaces over how many the deployments are spread evenly */
export async function benchExplorerInVsCode(namespaces: number): Promise<ExplorerInVsCode> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  const kubeconfig = path.join(folder, "kubeconfig");
  const workspace = path.join(folder, "empty");
  mkdirSync(workspace);
  const cluster = fork(path.join(import.meta.dirname, "explorer-cluster.ts"), [
    kubeconfig,
    JSON.stringify({ ...SIZES, namespaces }),
  ]);
  try {
    const { pods } = await answer(cluster, Filled);
    const window = await openWorkbench({
      folder: workspace,
      installVsix: [packagedExtension],
      environment: { KUBECONFIG: kubeconfig },
    });
    try {
      const explorer = explorerOf(window);
      await rest();
      const pid = extensionHostPid(window.server.dataDirectory);
      const floor = residentMegabytes(pid);
      const idle = processorSeconds(pid);
      await rest();
      const floorShare = round((processorSeconds(pid) - idle) / (REST / 1_000));
      const untilRows = watchMemory(pid);
      await explorer.show();
      await explorer.rowsWhen(rows => rows.some(({ label }) => label === "model-0000"));
      const firstRows = untilRows();
      await rest();
      const atRest = residentMegabytes(pid);
      const inBurst = watchMemory(pid);
      const before = processorSeconds(pid);
      const begin = performance.now();
      cluster.send(BURST);
      const { changes } = await answer(cluster, BurstDone);
      const changesPerSecond = round(changes / ((performance.now() - begin) / 1_000));
      // On a busy machine the last changes take a while to arrive.
      await new Promise(resolve => setTimeout(resolve, 2_000));
      // As if the changes had come at the pace that was asked for: a machine that is too slow for it would flatter.
      const burstShare = round((processorSeconds(pid) - before) / (changes / BURST.perSecond));
      const burst = inBurst();
      await rest();
      return {
        ...{ deployments: SIZES.deployments, pods, namespaces, changes, changesPerSecond },
        memory: { floor, firstRows, atRest, burst, afterBurst: residentMegabytes(pid) },
        processor: { floor: floorShare, burst: burstShare },
      };
    } finally {
      await window.close();
    }
  } finally {
    cluster.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rest(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, REST));
}
