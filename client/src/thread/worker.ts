// The thread that watches clusters (dist/kube-worker.js): the port's adapter, and beside it what keeps the trees of clusters up to date,
// asked by messages. A thread of its own has a heap of its own, whose young part can be kept small: nearly all that comes over the
// wire is garbage as soon as it has been cut.
import * as l10n from "@vscode/l10n";
import process from "node:process";
import { parentPort, workerData } from "node:worker_threads";
import type { MoveIn } from "../kube/index.ts";
import type { FromThread, ThreadData, ToThread } from "../kube/remote/index.ts";

async function run(data: unknown): Promise<void> {
  if (!parentPort || !isThreadData(data)) return;
  const port = parentPort;
  // Before anything else is loaded: some sentences are made then.
  if (data.texts) l10n.config({ contents: data.texts });
  // The bundle dist/kube.js, which programs without a thread load, too.
  const { createKubeGateway, serve } = await import("../kube/index.ts");
  const take = serve(createKubeGateway, data, message => port.postMessage(message), watch);
  port.on("message", (message: ToThread) => take(message));
  // A fault about one cluster must not end the connections to all of them.
  const tellFault = (error: unknown): void => {
    const line = `A fault in the thread of clusters: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    port.postMessage({ kind: "log-line", line } satisfies FromThread);
  };
  process.on("unhandledRejection", tellFault);
  process.on("uncaughtException", tellFault);
}

/** In the bundle dist/live-remote.js, which whoever watches nothing does without. */
const watch: MoveIn = async (...parameters) => {
  const { serveCluster } = await import("../live/remote/index.ts");
  return serveCluster(...parameters);
};

/** The other thread is of the same program. */
function isThreadData(value: unknown): value is ThreadData {
  return typeof value === "object" && value !== null && "texts" in value;
}

void run(workerData);
