// Conditions, against seldon-facts §1.8 and Knative's living set.
import { describe, expect, it } from "vitest";
import type { Condition } from "../kubernetes/pod-types.ts";
import { conditionTypes, updateConditions, type ConditionChange, type ConditionType } from "./conditions.ts";

const early = "2026-03-01T12:00:00Z";
const late = "2026-03-01T12:05:00Z";
const all = (status: ConditionChange["status"]): Map<ConditionType, ConditionChange> =>
  new Map(conditionTypes.map(type => [type, { status }]));
const ready = (conditions: readonly Condition[]): Condition | undefined =>
  conditions.find(condition => condition.type === "Ready");

describe("conditions", () => {
  it("are sorted by type, as kubectl shows them", () => {
    expect(updateConditions([], all("True"), early).map(condition => condition.type)).toEqual([
      "AmbassadorMappingsReady",
      "DeploymentsReady",
      "HpasReady",
      "KedaReady",
      "PdbsReady",
      "Ready",
      "ServicesReady",
      "istioVirtualServicesReady",
    ]);
  });

  it("are ready when all seven are", () => {
    expect(ready(updateConditions([], all("True"), early))).toEqual({
      type: "Ready",
      status: "True",
      lastTransitionTime: early,
    });
  });

  it("pass on why they are not ready, what has failed before what is unknown", () => {
    const changes = all("True");
    changes.set("DeploymentsReady", { status: "Unknown" });
    changes.set("ServicesReady", { status: "False", reason: "Not all services created" });
    expect(ready(updateConditions([], changes, early))).toMatchObject({
      status: "False",
      reason: "Not all services created",
    });
  });

  it("are unknown as long as one of them was never set", () => {
    expect(ready(updateConditions([], new Map([["HpasReady", { status: "True" }]]), early))?.status).toBe("Unknown");
  });

  it("keep the time of what has not changed", () => {
    const before = updateConditions([], all("True"), early);
    expect(updateConditions(before, all("True"), late)).toEqual(before);
    const changed = updateConditions(
      before,
      new Map([["HpasReady", { status: "False", reason: "HPAs not ready" }]]),
      late,
    );
    expect(changed.filter(condition => condition.lastTransitionTime === late).map(({ type }) => type)).toEqual([
      "HpasReady",
      "Ready",
    ]);
  });
});
