// Runs what was chosen in the Test Explorer: several tests side by side, over connections that they share.
import type * as vscode from "vscode";
import type { Sender } from "../../live/predict/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { limitedSender } from "./limited-sender.ts";
import { TestExecution, type ChosenTest, type TestMeans, type Wire } from "./test-execution.ts";

/** Requests on their way at a time, and tests at work. */
const PARALLEL = 4;

/** @param isToAll each predictor is asked, whatever the file says */
export async function runRequests(
  run: vscode.TestRun,
  chosen: readonly ChosenTest[],
  clusters: Clusters,
  means: TestMeans,
  isToAll: boolean,
): Promise<void> {
  const stop = new AbortController();
  run.token.onCancellationRequested(() => stop.abort());
  for (const { leaves } of chosen) for (const leaf of leaves) run.enqueued(leaf);
  const wire = await openWire(clusters, means);
  const waiting = [...chosen];
  const lane = async (): Promise<void> => {
    for (let test = waiting.shift(); test; test = waiting.shift()) {
      if (stop.signal.aborted) for (const leaf of test.leaves) run.skipped(leaf);
      else await new TestExecution(run, test, means, isToAll).execute(wire, stop.signal);
    }
  };
  try {
    await Promise.all(Array.from({ length: PARALLEL }, lane));
  } finally {
    await wire.close();
  }
}

/** One sender for each context: forwards and connections are kept for the next request. */
async function openWire(clusters: Clusters, { secrets }: TestMeans): Promise<Wire & { close(): Promise<void> }> {
  // A bundle of its own beside the extension's (scripts/build.ts).
  const { createSender, runTest } = await import("../../live/predict/index.ts");
  const ends = new Map<string | undefined, ReturnType<Wire["open"]>>();
  const senders: Sender[] = [];
  const connect = async (context: string | undefined): ReturnType<Wire["open"]> => {
    const session = context === undefined ? undefined : await (await clusters.gateway()).connect(context);
    const sender = createSender(session);
    senders.push(sender);
    return { session, sender: limitedSender(sender, PARALLEL) };
  };
  return {
    runTest,
    secretOf: secrets.forRun(),
    open(context) {
      const end = ends.get(context) ?? connect(context);
      ends.set(context, end);
      return end;
    },
    async close() {
      await Promise.all(senders.map(sender => sender.close()));
    },
  };
}
