// The playground benchmark's cluster, a process of its own: a whole playground with as many nodes as its pods need.
import process from "node:process";
import type * as z from "zod";
import { startPlayground } from "../../playground/src/playground.ts";
import { round } from "./measure.ts";
import type { Memory, Started } from "./playground-messages.ts";

const [folder = "", nodes = "1", speed = "1"] = process.argv.slice(2);

const { kubeconfig } = await startPlayground({
  ...{ folder, nodes: Number(nodes), speed: Number(speed), ingress: "none", port: 0 },
});
process.on("message", wanted => {
  if (wanted === "collect") globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ resident: megabytes(rss), held: megabytes(heapUsed) } satisfies z.infer<typeof Memory>);
});
process.on("disconnect", () => process.exit(0));
process.send?.({ kubeconfig } satisfies z.infer<typeof Started>);

function megabytes(bytes: number): number {
  return round(bytes / 1_000_000);
}
