// What a guided canary keeps on the SeldonDeployment itself: plan and state, and who drives it. Always under
// `metadata.annotations`, since those under `spec` restart pods.
import * as z from "zod";

export const CANARY_PLAN_ANNOTATION = "seldon-deployments/canary-plan";
export const CANARY_LEASE_ANNOTATION = "seldon-deployments/canary-lease";

const Time = z.string().describe("RFC 3339.");
const Milliseconds = z.number().min(0);

export const RolloutGates = z.strictObject({
  maxErrorRate: z.number().min(0).max(1).optional().describe("Of the canary's answers, 0 to 1."),
  maxP95Ms: Milliseconds.optional(),
  maxP99Ms: Milliseconds.optional(),
  minRequests: z.int().min(0).describe("Requests to the canary that each step needs before it can be judged."),
  maxRestarts: z.int().min(0).optional().describe("Of the canary's containers, since the step began."),
});
export type RolloutGates = z.infer<typeof RolloutGates>;

export const BaselineShare = z.strictObject({
  name: z.string(),
  traffic: z.int32().optional().describe("Absent where the manifest has none."),
});

export const RolloutPlan = z.strictObject({
  canary: z.string().describe("Name of the predictor that is rolled out."),
  main: z.string().optional().describe("The main predictor; the first that is no shadow unless told."),
  policy: z.enum(["proportional", "to-main"]).describe("How the others make room."),
  steps: z.array(z.int().min(1).max(100)).min(1).describe("Percent of the canary, rising."),
  holdSeconds: z.number().min(1).describe("How long each step is watched at least, once the routes follow."),
  waitSeconds: z
    .number()
    .min(1)
    .describe("How much longer is waited for routes, metrics or requests before the rollout pauses."),
  gates: RolloutGates,
  baseline: z.array(BaselineShare).describe("The split before, which a rollback restores exactly."),
  startedAt: Time,
  startedBy: z.string(),
});
export type RolloutPlan = z.infer<typeof RolloutPlan>;

export const RolloutSample = z.strictObject({
  at: Time.describe("End of what was measured; it begins with the step."),
  requests: z.number().min(0),
  errors: z.number().min(0),
  p50Ms: Milliseconds.optional(),
  p95Ms: Milliseconds.optional(),
  p99Ms: Milliseconds.optional(),
  restarts: z.int().min(0).optional(),
});
export type RolloutSample = z.infer<typeof RolloutSample>;

export const RolloutEvent = z.strictObject({
  at: Time,
  kind: z.enum(["shifted", "passed", "paused", "resumed", "taken-over", "rolled-back", "finished"]),
  percent: z.number().describe("The canary's share from then on."),
  by: z.string().describe("Who drove."),
  words: z.string(),
  sample: RolloutSample.optional().describe("What it was decided by."),
});
export type RolloutEvent = z.infer<typeof RolloutEvent>;

export const RolloutState = z.strictObject({
  phase: z.enum(["running", "paused", "rolled-back", "finished"]),
  step: z.int().min(-1).describe("Index of the step that holds; -1 before the first."),
  shiftedAt: Time.optional().describe("When the step was asked for, or the rollout resumed."),
  routedAt: Time.optional().describe("Since when the routes follow the step: from then on it is watched."),
  lastSample: RolloutSample.optional(),
  reason: z.string().optional().describe("Why it is paused or ended."),
  history: z.array(RolloutEvent),
});
export type RolloutState = z.infer<typeof RolloutState>;

export const Rollout = z.strictObject({ version: z.literal(1), plan: RolloutPlan, state: RolloutState });
export type Rollout = z.infer<typeof Rollout>;

export const CanaryLease = z.strictObject({
  holder: z.string().min(1).describe("The window that drives; another one for each window."),
  heartbeat: Time,
  seconds: z.number().min(1).describe("After so long without a new heartbeat another window may take over."),
});
export type CanaryLease = z.infer<typeof CanaryLease>;
