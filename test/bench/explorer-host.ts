// What the explorer costs the extension host, in a process of its own: watches the benchmark's cluster and keeps the rows up to
// date as the explorer does. Bundled and started by explorer.ts with `--expose-gc`.
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import process from "node:process";
import type * as z from "zod";
import { ElementTree, type ExplorerElement } from "../../client/src/features/explorer/element-tree.ts";
import type { ExplorerSource } from "../../client/src/features/explorer/explorer-source.ts";
import { childRows, rootRows } from "../../client/src/features/explorer/rows.ts";
import { createKubeGateway } from "../../client/src/kube/index.ts";
import { WatchedClusters } from "../../client/src/live/index.ts";
import type { FirstRows, Usage } from "./explorer-messages.ts";
import { round } from "./measure.ts";

/** As the explorer's. */
const PACE = 250;

const before = memory();
const [kubeconfig = ""] = process.argv.slice(2);
const gateway = createKubeGateway({
  sources: () => ({ kubeconfig: [kubeconfig], separateFiles: [] }),
  isTrusted: () => Promise.resolve(true),
});
const watched = new WatchedClusters({
  gateway: () => Promise.resolve(gateway),
  namespaces: () => [],
  now: () => Date.now(),
});
const { contexts } = await watched.contexts();
const source: ExplorerSource = {
  contexts,
  playgroundFile: undefined,
  cluster: context => watched.watched.get(context),
  judged: () => undefined,
  problem: () => undefined,
  filter: "",
  sort: "name",
  now: () => Date.now(),
};
const tree = new ElementTree({
  roots: () => rootRows(source),
  children: target => childRows(source, target),
  open: () => Promise.resolve(),
});
let draws = 0;
let drawnRows = 0;
let pending: NodeJS.Timeout | undefined;
let lastListEnded = 0;
subscribe("http.client.response.finish", noteLists);

const begin = performance.now();
const context = contexts[0]?.name ?? "";
await new Promise<void>((resolve, reject) => {
  const listener = watched.onChange(() => {
    if (watched.watched.get(context)?.state.kind !== "live") return;
    listener.dispose();
    resolve();
  });
  watched.watch(context).catch(reject);
});
const rows = show(undefined);
process.send?.({
  rows,
  fromConnect: round(performance.now() - begin),
  fromLists: round(performance.now() - lastListEnded),
  memoryBefore: before,
  memory: memory(),
} satisfies z.infer<typeof FirstRows>);
watched.onChange(() => {
  pending ??= setTimeout(draw, PACE);
});
process.once("message", () => {
  const report = observe();
  process.once("message", () => process.send?.(report()));
});

/** Shows what VS Code shows at first: everything that is expanded by itself. @returns how many rows that are */
function show(element: ExplorerElement | undefined): number {
  let count = 0;
  for (const child of tree.children(element)) count += 1 + (child.row.expansion === "expanded" ? show(child) : 0);
  return count;
}

function draw(): void {
  pending = undefined;
  draws += 1;
  const stale = tree.stale();
  drawnRows += stale?.length ?? 0;
  if (stale === undefined) show(undefined);
  else for (const element of stale) if (element.children) tree.children(element);
  for (const cluster of watched.watched.values()) for (const name of cluster.namespaces) cluster.deployments(name);
}

/** Begins to measure. @returns how to hear what has been measured so far */
function observe(): () => z.infer<typeof Usage> {
  const delays = monitorEventLoopDelay({ resolution: 10 });
  delays.enable();
  const start = { cpu: process.cpuUsage(), draws, drawnRows };
  let most = 0;
  setInterval(() => (most = Math.max(most, memory())), 500);
  return () => {
    const { user, system } = process.cpuUsage(start.cpu);
    return {
      processorSeconds: round((user + system) / 1_000_000),
      delay: round(delays.percentile(99) / 1_000_000 - 10),
      memory: most,
      held: held(),
      draws: draws - start.draws,
      drawnRows: drawnRows - start.drawnRows,
    };
  };
}

/** Megabytes of JavaScript objects in use. */
function held(): number {
  globalThis.gc?.();
  return round(process.memoryUsage().heapUsed / 1_000_000);
}

/** Megabytes of the process. */
function memory(): number {
  return round(process.memoryUsage.rss() / 1_000_000);
}

function noteLists(event: unknown): void {
  if (typeof event !== "object" || event === null || !("request" in event) || !("response" in event)) return;
  const { request, response } = event;
  const isList = request instanceof Object && "path" in request && /[?&]limit=/.test(String(request.path));
  if (isList && response instanceof IncomingMessage) response.once("end", () => (lastListEnded = performance.now()));
}
