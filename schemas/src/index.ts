// The public face of the contracts between the product's programs.
export { LintConfigFile } from "./config/lint-config.ts";
export * from "./lint/facts.ts";
export * from "./lint/finding.ts";
export * from "./protocol/locate.ts";
export * from "./protocol/objects.ts";
export * from "./protocol/runtime-findings.ts";
export { SEVERITIES } from "./lint/severity.ts";
export { SeldonDeployment } from "./seldon/seldon-deployment.ts";
