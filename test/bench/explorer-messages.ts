// What the processes of the explorer's benchmark tell each other.
import * as z from "zod";

export const Sizes = z.object({
  deployments: z.number(),
  podsPerDeployment: z.number(),
  /** Over how many the deployments are spread evenly. */
  namespaces: z.number(),
});

export const Burst = z.object({ perSecond: z.number(), seconds: z.number() });

export const Filled = z.object({ pods: z.number() });

export const BurstDone = z.object({ changes: z.number() });

export const FirstRows = z.object({
  rows: z.number(),
  /** Milliseconds from the call to connect. */
  fromConnect: z.number(),
  /** Milliseconds from the last byte of the last list. */
  fromLists: z.number(),
  /** Megabytes of the process before it connected, and when the rows were there. */
  memoryBefore: z.number(),
  memory: z.number(),
});

export const Usage = z.object({
  /** Seconds of a core. */
  processorSeconds: z.number(),
  /** Milliseconds by which one in a hundred turns of the event loop came late. */
  delay: z.number(),
  /** Megabytes of the process at its largest, and of JavaScript objects in use at the end. */
  memory: z.number(),
  held: z.number(),
  /** How often rows were compared and drawn again, and how many rows that were. */
  draws: z.number(),
  drawnRows: z.number(),
});
