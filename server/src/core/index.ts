// The public face of the engine for the language server, the command line, scripts and tests.
export * from "./config/index.ts";
export { inferenceGraphs } from "./graph/index.ts";
export { refactoringsAt, type Refactoring } from "./refactor/index.ts";
export * from "./language/index.ts";
export * from "./lint/index.ts";
export * from "./model/index.ts";
export { allRules } from "./rules/registry.ts";
export type { Shape } from "./prediction/index.ts";
export type { Structure, StructureRef } from "./schema/index.ts";
export * from "./workspace/index.ts";
export * from "./yaml/index.ts";
