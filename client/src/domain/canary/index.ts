// The public face of canaries without a window or a cluster: splits, gestures, guided rollouts, metrics, proof.
export * from "./conflict.ts";
export { applyEdits, type PathEdit } from "./edits.ts";
export * from "./ingress.ts";
export * from "./observed.ts";
export { inversePatchOf, patchOf, type Patch, type Patchable } from "./patch.ts";
export { planGesture, trafficEdits, type EditPlan, type Gesture, type PlanRefusal, type SplitPlan } from "./plan.ts";
export * from "./promotion.ts";
export type { Policy } from "./rebalance.ts";
export * from "./remarks.ts";
export { planUndo, remember, rememberedFrom, withRemembered, type RememberedSplit } from "./remember.ts";
export * from "./shadow.ts";
export * from "./split.ts";
export { countedBetween, executorCounters, type ExecutorCounters } from "./metrics/counters.ts";
export { predictorMetrics, type PredictorMetrics } from "./metrics/predictor-metrics.ts";
export * from "./metrics/prometheus-queries.ts";
export { parseMetricText } from "./metrics/prometheus-text.ts";
export type { KnownPredictor } from "./proof/answer.ts";
export * from "./proof/verify.ts";
export {
  forgetPatch,
  leasePatch,
  leaseReleasePatch,
  leaseTextOf,
  rolloutOf,
  rolloutPatch,
} from "./rollout/annotation.ts";
export * from "./rollout/commands.ts";
export * from "./rollout/lease.ts";
export * from "./rollout/next.ts";
export { gateWords, rolloutReport } from "./rollout/report.ts";
export { rolloutSample, type CanaryLook } from "./rollout/sample.ts";
export { rolloutProblems, stepPercent } from "./rollout/steps.ts";
