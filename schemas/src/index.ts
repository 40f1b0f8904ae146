// The public face of the contracts between the product's programs.
export * from "./canary/rollout.ts";
export { LintConfigFile } from "./config/lint-config.ts";
export * from "./lint/facts.ts";
export * from "./lint/finding.ts";
export * from "./lint/workspace-facts.ts";
export * from "./predict/index.ts";
export * from "./protocol/authoring.ts";
export * from "./protocol/edits.ts";
export * from "./protocol/graph.ts";
export * from "./protocol/locate.ts";
export * from "./protocol/objects.ts";
export * from "./protocol/runtime-findings.ts";
export { SEVERITIES } from "./lint/severity.ts";
export * from "./webviews/index.ts";
export { SeldonDeployment } from "./seldon/seldon-deployment.ts";
