// What the comparison of predictors and its page say to each other.
import * as z from "zod";
import { PageTone } from "./predict-parts.ts";

const ComparedCell = z.strictObject({ text: z.string(), isDifferent: z.boolean() });

/** What one predictor made of one case. */
export const ComparedPart = z.strictObject({
  predictor: z.string(),
  tone: PageTone,
  words: z.string().describe("Whether it agrees, and how far it is off; or why there is no prediction."),
  latency: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(ComparedCell)),
  more: z.int().nonnegative().describe("Rows that are not shown."),
});
export type ComparedPart = z.infer<typeof ComparedPart>;

/** What there is to say about the answers so far. */
export const ShownComparison = z.strictObject({
  verdict: z.strictObject({ tone: PageTone, words: z.string() }).nullable(),
  predictors: z.array(
    z.strictObject({
      name: z.string(),
      agreement: z.string(),
      errors: z.int().nonnegative(),
      latencies: z.array(z.string()).describe("p50, p90, p99."),
    }),
  ),
  biggest: z.array(
    z.strictObject({
      name: z.string(),
      predictor: z.string(),
      place: z.string(),
      reference: z.string(),
      here: z.string(),
      by: z.string(),
    }),
  ),
  cases: z.array(z.strictObject({ name: z.string(), agrees: z.boolean(), parts: z.array(ComparedPart) })),
  more: z.int().nonnegative().describe("Cases that are not shown."),
});
export type ShownComparison = z.infer<typeof ShownComparison>;

export const ComparisonPageState = z.strictObject({
  title: z.string(),
  place: z.string(),
  source: z.string(),
  isBusy: z.boolean(),
  done: z.int().nonnegative().describe("Requests that have come to an end."),
  total: z.int().nonnegative(),
  problems: z.array(z.string()),
  tolerance: z.number().nonnegative(),
  ...ShownComparison.shape,
});
export type ComparisonPageState = z.infer<typeof ComparisonPageState>;

export const ComparisonPageEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["send", "cancel", "report"]) }),
  z.strictObject({ kind: z.literal("tolerance"), value: z.number().nonnegative() }),
]);
export type ComparisonPageEvent = z.infer<typeof ComparisonPageEvent>;
