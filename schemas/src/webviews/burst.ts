// What the view of a burst and its page say to each other.
import * as z from "zod";
import { PageFact, PageTone } from "./predict-parts.ts";

/** Lists of one length, against seconds since the burst began; `null` is a gap. */
const Series = z.array(z.number().nullable());

export const BurstPageState = z.strictObject({
  title: z.string(),
  place: z.string(),
  plan: z.string().describe("How many, how many at a time, of which cases."),
  isRunning: z.boolean(),
  done: z.int().nonnegative(),
  total: z.int().nonnegative(),
  verdict: z.strictObject({ tone: PageTone, words: z.string() }),
  figures: z.array(PageFact),
  rate: z.strictObject({ seconds: z.array(z.number()), good: Series, bad: Series }).describe("Requests per second."),
  latency: z
    .strictObject({ seconds: z.array(z.number()), p50: Series, p90: Series, p99: Series })
    .describe("Milliseconds, of all answers until then."),
  errors: z.array(z.strictObject({ kind: z.string(), count: z.int().nonnegative() })),
  pods: z.array(z.strictObject({ pod: z.string(), count: z.int().nonnegative() })),
  problems: z.array(z.string()),
});
export type BurstPageState = z.infer<typeof BurstPageState>;

export const BurstPageEvent = z.strictObject({ kind: z.enum(["cancel", "again", "copy"]) });
export type BurstPageEvent = z.infer<typeof BurstPageEvent>;
