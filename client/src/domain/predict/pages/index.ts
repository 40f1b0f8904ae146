// What pages about predictions show, made of the pure core's results.
export * from "./answer-state.ts";
export * from "./burst-state.ts";
export * from "./comparison-state.ts";
