// What panels and their pages say to each other.
export * from "./answer.ts";
export * from "./burst.ts";
export * from "./canary.ts";
export * from "./channel.ts";
export * from "./comparison.ts";
export * from "./graph.ts";
export * from "./predict-parts.ts";
