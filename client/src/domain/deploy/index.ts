// The public face of the pure part of a deploy: what is sent, what it would change, who refuses it, and how it goes.
export * from "./model-uri-in-log.ts";
export * from "./placeholder-text.ts";
export * from "./placeholders.ts";
export * from "./plain.ts";
export * from "./order.ts";
export * from "./meaning-diff.ts";
export * from "./ownership.ts";
export { refusalsOf, type Refusal } from "./refusal.ts";
export type { CulpritNode } from "./culprit.ts";
export * from "./rollout.ts";
export * from "./rollback.ts";
export { countWords, removalOf, type Removal } from "./removal.ts";
export { versionOf } from "./operator-version.ts";
export * from "./preflight.ts";
export * from "./target.ts";
export * from "./drift.ts";
export { base64OfText, textOfBase64 } from "./base64.ts";
