// The public face of the contracts between the product's programs.
export * from "./lint/finding.ts";
export { SEVERITIES } from "./lint/severity.ts";
export { SeldonDeployment } from "./seldon/seldon-deployment.ts";
