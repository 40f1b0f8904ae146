import { expect, test } from "vitest";
import { mergeSightings, type Mergeable } from "./merge-sightings.ts";

const GRAPH = ["spec", "predictors", 0, "graph"] as const;

function found(changes: Partial<Mergeable> = {}): Mergeable {
  return {
    severity: "error",
    message: "The remote is not defined.",
    path: [...GRAPH, "envSecretRefName"],
    failureModes: ["S03"],
    sighting: undefined,
    ...changes,
  };
}

function seen(failureModes: readonly string[], changes: Partial<Mergeable> = {}): Mergeable {
  const sighting = { failureModes, about: [GRAPH], sentence: "Seen in the cluster." };
  return { severity: "warning", message: "Seen.", path: GRAPH, failureModes: [], sighting, ...changes };
}

test("a sighting goes into the finding that explains it", () => {
  expect(mergeSightings([found(), seen(["S35", "S03"])])).toEqual([
    found({ message: "The remote is not defined. Seen in the cluster." }),
  ]);
});

test("the likeliest failure mode decides, then the severity", () => {
  const others = [found({ failureModes: ["F01"] }), found({ failureModes: ["S12"], severity: "hint" })];
  const [first, second] = mergeSightings([...others, seen(["S12", "F01"])]);
  expect([first?.message, second?.message]).toEqual([
    "The remote is not defined.",
    "The remote is not defined. Seen in the cluster.",
  ]);
});

test("what was seen to happen is no mere hint", () => {
  expect(mergeSightings([found({ severity: "hint" }), seen(["S03"])])).toMatchObject([{ severity: "warning" }]);
});

test("several sightings of one cause are all told", () => {
  const [only, ...others] = mergeSightings([found(), seen(["S03"]), seen(["S03"])]);
  expect(others).toEqual([]);
  expect(only?.message).toBe("The remote is not defined. Seen in the cluster. Seen in the cluster.");
});

test.each<[string, Mergeable]>([
  ["of another failure mode", found({ failureModes: ["F12"] })],
  ["about another predictor", found({ path: ["spec", "predictors", 1, "graph", "modelUri"] })],
  ["about a unit below", found({ path: [...GRAPH, "children", 0, "modelUri"] })],
  ["that is a sighting itself", seen(["S03"], { failureModes: ["S03"] })],
])("it stands alone beside a finding %s", (_title, other) => {
  const findings = [other, seen(["S03"])];
  expect(mergeSightings(findings)).toEqual(findings);
});
