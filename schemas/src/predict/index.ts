// Request files (`*.predict.yaml`).
export * from "./expectation.ts";
export * from "./names.ts";
export * from "./payload.ts";
export { checkPayload } from "./payload-check.ts";
export type * from "./payload-problem.ts";
export * from "./prediction-test.ts";
export { flatten, reshape, shapeOf } from "./values.ts";
