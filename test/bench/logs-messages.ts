// What the processes of the log benchmark tell each other, and the one pod that they speak of.
import * as z from "zod";

export const LOG_POD = {
  namespace: "bench",
  name: "bench-default-0-classifier-5d7f8b9c64-x2x4k",
  uid: "5d6d5ff6-3a54-4c56-9f8c-6f1f4f0f7f10",
  container: "classifier",
  containerId: "containerd://bench",
} as const;

export const Listening = z.object({ port: z.number() });

export const LogRun = z.object({
  lines: z.number(),
  /** From the first line to the last. */
  linesPerSecond: z.number(),
  /** Of a core, for all lines. */
  processorSeconds: z.number(),
});

export const LogReading = LogRun.extend({
  /** Megabytes of JavaScript objects in use after a quarter of the lines, and after all of them. */
  heldAfterQuarter: z.number(),
  heldAtEnd: z.number(),
  /** Megabytes of the process at its largest. */
  memory: z.number(),
});
