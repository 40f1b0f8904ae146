// Conditions of a SeldonDeployment, kept as Knative's living set keeps them: `Ready` follows from all others (seldon-facts §1.8).
import type { Condition } from "../kubernetes/pod-types.ts";

/** What `Ready` depends on, in the operator's order. */
export const conditionTypes = [
  "DeploymentsReady",
  "ServicesReady",
  "KedaReady",
  "istioVirtualServicesReady",
  "HpasReady",
  "PdbsReady",
  "AmbassadorMappingsReady",
] as const;

export type ConditionType = (typeof conditionTypes)[number];

/** One of the seven, to be set. */
export interface ConditionChange {
  readonly status: Condition["status"];
  readonly reason?: string;
  readonly message?: string;
}

/**
 * The conditions after some have changed, sorted by type as Knative sorts them. Those that stay as they were keep the time of
 * their last transition; `now` is RFC 3339.
 */
export function updateConditions(
  known: readonly Condition[],
  changes: ReadonlyMap<ConditionType, ConditionChange>,
  now: string,
): Condition[] {
  const next = new Map(known.map(condition => [condition.type, condition]));
  for (const [type, change] of changes) next.set(type, withTime(known, { type, ...change }, now));
  next.set("Ready", withTime(known, readyFrom(next), now));
  return [...next.values()].sort((a, b) => (a.type < b.type ? -1 : 1));
}

function readyFrom(conditions: ReadonlyMap<string, Condition>): Condition {
  const found = conditionTypes.map(type => conditions.get(type));
  const unhappy =
    found.find(condition => condition?.status === "False") ?? found.find(condition => condition?.status === "Unknown");
  if (unhappy) return { ...unhappy, type: "Ready" };
  return { type: "Ready", status: found.includes(undefined) ? "Unknown" : "True" };
}

function withTime(known: readonly Condition[], condition: Condition, now: string): Condition {
  const before = known.find(({ type }) => type === condition.type);
  const { type, status, reason = "", message = "" } = condition;
  const isSame = before?.status === status && (before.reason ?? "") === reason && (before.message ?? "") === message;
  if (isSame) return before;
  return {
    type,
    status,
    ...(reason === "" ? {} : { reason }),
    ...(message === "" ? {} : { message }),
    lastTransitionTime: now,
  };
}
