// The public face of the deploy engine: preview, apply, watch, go back. No VS Code in it.
export { applyAll, type ApplyReport, type ApplyStop } from "./apply-all.ts";
export { applyItem } from "./apply-item.ts";
export { compareItem, type ComparedItem } from "./compare-item.ts";
export { findItem, itemWords, type DeployItem } from "./deploy-item.ts";
export { findRelease, lookAtCluster } from "./look-at-cluster.ts";
export { KeptCopies } from "./kept-copies.ts";
export { liveObject, previewItem, type ItemPreview, type ReadyPreview } from "./preview-item.ts";
export { RemovalWatch } from "./watch-removal.ts";
export { RolloutWatch } from "./watch-rollout.ts";
