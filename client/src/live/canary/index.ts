// The public face of canaries on a cluster: gestures as one patch, looks at metrics, the driver of guided rollouts, the proof.
/** For features, which load all of this on first use only. */
export {
  abortRollout,
  desiredShares,
  finishPromotion,
  gateWords,
  mainPredictor,
  newRollout,
  observedSplits,
  pauseRollout,
  planGesture,
  planShadow,
  planUndo,
  remember,
  resumeRollout,
  ROLLOUT_DEFAULTS,
  rolloutOf,
  rolloutProblems,
  rolloutReport,
  splitOf,
  splitRemarks,
  splitWords,
  stepPercent,
  trafficEdits,
} from "../../domain/canary/index.ts";
export { applyPreviewed, type Previewed } from "./apply-previewed.ts";
export { changeDeployment, type ChangeResult, type DeploymentName, type LiveDeployment } from "./change-deployment.ts";
export { changeRollout, forgetRollout, startRollout } from "./change-rollout.ts";
export { findIngressTargets } from "./find-ingress-targets.ts";
export { lookAtCanary, type LookResult } from "./look-at-canary.ts";
export { MetricHistory, type MetricPoint } from "./metric-history.ts";
export { lookThroughPrometheus, openPrometheus, type OpenPrometheus } from "./prometheus-look.ts";
export { RolloutDriver, type DriverOptions, type DriverState } from "./rollout-driver.ts";
export { doRoutesFollow, readObservedSplits } from "./routes-follow.ts";
export { UndoStore, type DeploymentPlace, type KeptData } from "./undo-store.ts";
export { verifySplit, type VerifiedSplit, type VerifyOptions } from "./verify-split.ts";
