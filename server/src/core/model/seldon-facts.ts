// The numbers and names of Seldon Core that rules quote, in one place by topic, with the versions they hold for.
// Source: seldon-facts.md and failure-modes.md §0.1–0.2, read from the 1.17.1 release unless a comment says otherwise.
export * from "./seldon-facts/annotations.ts";
export * from "./seldon-facts/mlflow.ts";
export * from "./seldon-facts/pods.ts";
export * from "./seldon-facts/rclone.ts";
export * from "./seldon-facts/releases.ts";
export * from "./seldon-facts/servers.ts";
export * from "./seldon-facts/store.ts";
export * from "./seldon-facts/values.ts";
