// The public face of the pure domain: signatures, health, logs, deploys, kubectl lines.
export * from "./deploy/index.ts";
export * from "./diagnosis/index.ts";
export * from "./health/compatibility.ts";
export { explainingLog, type LogChoice } from "./health/explaining-log.ts";
export { health } from "./health/health.ts";
export type { HealthState, Info, LogOwner } from "./health/info.ts";
export type * from "./health/objects.ts";
export {
  eventGroups,
  eventTime,
  indexObjects,
  ownedGroups,
  ownerIndex,
  podGroups,
  serviceName,
  type OwnerIndex,
} from "./health/owners.ts";
export { relate, relateOne, unitsOf } from "./health/relate.ts";
export { traffic } from "./health/traffic.ts";
export type * from "./health/tree.ts";
export { logSource, shortName } from "./health/container-health.ts";
export * from "./kubectl-lines.ts";
export { lineFilter, type LogFilter } from "./logs/filter.ts";
export { formatLine } from "./logs/format.ts";
export { LOG_LEVELS } from "./logs/level.ts";
export { timedLine, type LogLine } from "./logs/line.ts";
export { lineMerger } from "./logs/merge.ts";
export { maskCredentials, redact } from "./mask.ts";
export * from "./signatures/diagnose-log.ts";
export type { SignatureSource } from "./signatures/signature.ts";
export { parseTime } from "./time.ts";
