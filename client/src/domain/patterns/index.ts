// The public face of the patterns for new deployments.
export type { GivenModel } from "./given-model.ts";
export { manifestText } from "./manifest.ts";
export * from "./model-facts.ts";
export * from "./names.ts";
export {
  offeredServers,
  PATTERNS,
  patternOf,
  type ModelServer,
  type PatternChoices,
  type PatternId,
} from "./pattern.ts";
export { secretText, STORES, type StoreKind } from "./secret.ts";
