// The thread that speaks Kubernetes (dist/kube-worker.js): the port's adapter, asked by messages. A thread of its own has a heap of
// its own, whose young part can be kept small: what comes over the wire is garbage as soon as it has been cut.
import * as l10n from "@vscode/l10n";
import { parentPort, workerData } from "node:worker_threads";
import type { ThreadData, ToThread } from "./messages.ts";
import { serve } from "./serve.ts";

async function run(data: unknown): Promise<void> {
  if (!parentPort || !isThreadData(data)) return;
  const port = parentPort;
  // Before the adapter is loaded: some of its sentences are made then.
  if (data.texts) l10n.config({ contents: data.texts });
  // The bundle dist/kube.js, which programs without a thread load, too.
  const { createKubeGateway } = await import("../../kube/index.ts");
  const take = serve(createKubeGateway, data, message => port.postMessage(message));
  port.on("message", (message: ToThread) => take(message));
}

/** The other thread is of the same program. */
function isThreadData(value: unknown): value is ThreadData {
  return typeof value === "object" && value !== null && "texts" in value;
}

void run(workerData);
