// The public face of diagnoses: why a deployment does not serve, from what a cluster shows.
export * from "./cause.ts";
export { causesSeen, type Judged } from "./causes-seen.ts";
export { diagnose } from "./diagnose.ts";
export {
  Known,
  type Answer,
  type Change,
  type Need,
  type ObjectName,
  type ReadinessAnswer,
  type ReadinessCall,
} from "./known.ts";
export { nextNeeds } from "./next-needs.ts";
