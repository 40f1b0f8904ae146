// What following a log costs the extension host, in a process of its own: the log as the extension reads, sorts, prints and trims
// it, up to the text that goes to an editor. Bundled and started by logs.ts with `--expose-gc`.
import process from "node:process";
import type * as z from "zod";
import type { FollowedPod } from "../../client/src/features/logs/followed-pods.ts";
import { LogStream } from "../../client/src/features/logs/log-stream.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import type { ClusterSession, LogLine } from "../../client/src/kube/port.ts";
import { LOG_POD, type LogReading } from "./logs-messages.ts";
import { round } from "./measure.ts";

const [kubeconfig = "", count = "0"] = process.argv.slice(2);
const wanted = Number(count);
const gateway = createKubeGateway({
  sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
  isTrusted: () => Promise.resolve(true),
});
const [context] = (await gateway.contexts()).contexts;
const session = await gateway.connect(context?.name ?? "");
const { uid, name, namespace, container, containerId: containerID } = LOG_POD;
const pod: FollowedPod = {
  ...{ uid, name, namespace, owner: "bench", created: "2026-11-21T09:00:00Z", isReady: true },
  containers: [
    {
      name: container,
      isInit: false,
      source: "model-log",
      status: { name: container, ready: true, restartCount: 0, containerID, state: { running: {} } },
    },
  ],
};

let lines = 0;
let first = 0;
let heldAfterQuarter = 0;
let largest = 0;
const watcher = setInterval(() => (largest = Math.max(largest, process.memoryUsage.rss())), 100);
const stream = new LogStream({
  session: () => Promise.resolve({ log: counted }),
  title: name,
  scope: "container",
  pods: () => [pod],
  sink: { append: () => {}, replace: () => {} },
  onError: error => {
    throw error;
  },
});

/** The session's log, with a look at the clock when lines come. */
async function* counted(...parameters: Parameters<ClusterSession["log"]>): AsyncGenerator<readonly LogLine[]> {
  const start = process.cpuUsage();
  for await (const batch of session.log(...parameters)) {
    first ||= performance.now();
    lines += batch.length;
    yield batch;
    if (heldAfterQuarter === 0 && lines >= wanted / 4) heldAfterQuarter = held();
    if (lines >= wanted) break;
  }
  const seconds = (performance.now() - first) / 1_000;
  const { user, system } = process.cpuUsage(start);
  clearInterval(watcher);
  process.send?.({
    lines,
    linesPerSecond: Math.round(lines / seconds),
    processorSeconds: round((user + system) / 1_000_000),
    ...{ heldAfterQuarter, heldAtEnd: held(), memory: round(largest / 1_000_000) },
  } satisfies z.infer<typeof LogReading>);
  stream.close();
}

/** Megabytes. */
function held(): number {
  globalThis.gc?.();
  return round(process.memoryUsage().heapUsed / 1_000_000);
}
