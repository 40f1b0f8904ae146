// What the traffic panel and its page say to each other.
import * as z from "zod";

const Tone = z.enum(["good", "bad", "warn", "quiet"]);

export const CanaryPredictor = z.strictObject({
  name: z.string(),
  isShadow: z.boolean(),
  isMain: z.boolean(),
  asked: z.number().describe("Percent; of a shadow what it is sent copies of."),
  routed: z.number().nullable().describe("Percent that the routes give now; null where they do not tell."),
});
export type CanaryPredictor = z.infer<typeof CanaryPredictor>;

const Line = z.array(z.number().nullable());

/** One entry for each moment in every line. */
export const CanaryPlots = z.strictObject({
  seconds: z.array(z.number()).describe("Since the epoch."),
  predictors: z.array(
    z.strictObject({
      name: z.string(),
      rate: Line.describe("Requests per second."),
      errors: Line.describe("Percent of the answers."),
      p50: Line.describe("Milliseconds, as p95 and p99."),
      p95: Line,
      p99: Line,
    }),
  ),
});
export type CanaryPlots = z.infer<typeof CanaryPlots>;

/** The form that a guided canary is begun with. */
export const CanaryChoice = z.strictObject({
  canary: z.string(),
  steps: z.array(z.number()),
  holdSeconds: z.number(),
  maxErrorPercent: z.number().nullable(),
  maxP95Ms: z.number().nullable(),
  maxP99Ms: z.number().nullable(),
  minRequests: z.number(),
  maxRestarts: z.number().nullable(),
});
export type CanaryChoice = z.infer<typeof CanaryChoice>;

export const ShownRollout = z.strictObject({
  tone: Tone,
  heading: z.string(),
  words: z.string().describe("What it is doing, or why it stopped."),
  driver: z.string(),
  steps: z.array(z.strictObject({ percent: z.number(), state: z.enum(["done", "now", "open"]) })),
  gates: z.array(z.strictObject({ gate: z.string(), measured: z.string(), tone: Tone })),
  history: z
    .array(z.strictObject({ at: z.string(), percent: z.number(), words: z.string() }))
    .describe("Latest first."),
  actions: z.array(z.enum(["pause", "resume", "take-over", "abort-rollout", "forget", "finish"])),
});
export type ShownRollout = z.infer<typeof ShownRollout>;

export const ShownProof = z.strictObject({
  isRunning: z.boolean(),
  done: z.int(),
  total: z.int(),
  tone: Tone,
  words: z.string(),
  shares: z.array(
    z.strictObject({
      words: z.string(),
      asked: z.number(),
      seen: z.number(),
      low: z.number(),
      high: z.number(),
      isAsAsked: z.boolean(),
    }),
  ),
});
export type ShownProof = z.infer<typeof ShownProof>;

export const CANARY_DESTINATIONS = ["cluster", "file", "both"] as const;

export const CanaryPageState = z.strictObject({
  title: z.string(),
  place: z.string(),
  obstacle: z.string().nullable().describe("Why nothing can be changed from here."),
  predictors: z.array(CanaryPredictor),
  remarks: z.array(z.strictObject({ tone: Tone, words: z.string() })),
  policy: z.enum(["proportional", "to-main"]),
  destination: z.enum(CANARY_DESTINATIONS),
  files: z.array(z.string()).describe("That hold the manifest; without one a change goes to the cluster."),
  undo: z.string().nullable().describe("The split that can be gone back to."),
  plots: CanaryPlots,
  metricsProblem: z.string().nullable(),
  rollout: ShownRollout.nullable(),
  choice: CanaryChoice.describe("What the form begins with."),
  proof: ShownProof.nullable(),
});
export type CanaryPageState = z.infer<typeof CanaryPageState>;

export const CanaryPageEvent = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("apply"),
    shares: z.array(z.strictObject({ name: z.string(), percent: z.number() })),
  }),
  z.strictObject({ kind: z.literal("policy"), policy: z.enum(["proportional", "to-main"]) }),
  z.strictObject({ kind: z.literal("destination"), destination: z.enum(CANARY_DESTINATIONS) }),
  z.strictObject({ kind: z.literal("start"), choice: CanaryChoice }),
  z.strictObject({ kind: z.enum(["promote", "abort"]), predictor: z.string() }),
  z.strictObject({
    kind: z.enum([
      ...["undo", "even", "verify", "cancel-verify", "report"],
      ...["pause", "resume", "take-over", "abort-rollout", "forget", "finish"],
    ] as const),
  }),
]);
export type CanaryPageEvent = z.infer<typeof CanaryPageEvent>;
