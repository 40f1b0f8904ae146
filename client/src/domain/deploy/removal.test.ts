// Deletion as the API server marks it: a timestamp (of pods the end of their grace period), finalizers that hold an object.
import { expect, test } from "vitest";
import { removalOf, type RemovedObject } from "./removal.ts";

const NOW = Date.parse("2026-11-21T09:00:00Z");

test("where nothing is left, it is gone", () => {
  expect(removalOf([], NOW)).toEqual({ isGone: true, words: "", standing: [], graceEnd: 0 });
});

test("counts what is waited for, the SeldonDeployment by name", () => {
  const left = [object("SeldonDeployment", "iris"), object("Deployment", "a"), object("Pod", "b"), object("Pod", "c")];
  expect(removalOf(left, NOW)).toMatchObject({
    isGone: false,
    words: "SeldonDeployment iris, 1 Deployment, 2 pods",
  });
});

test.each<[RemovedObject, string]>([
  [
    object("SeldonDeployment", "iris", { deletionTimestamp: "2026-11-21T08:59:00Z", finalizers: ["example.com/hold"] }),
    "SeldonDeployment iris waits for the finalizer example.com/hold, which whoever set it has to take away",
  ],
  [
    object("Deployment", "a", { deletionTimestamp: "2026-11-21T08:59:00Z", finalizers: ["foregroundDeletion"] }),
    "Deployment a waits for what it owns",
  ],
  [
    object("Deployment", "a"),
    "Deployment a is not being deleted: the cluster's garbage collector has not come to it yet",
  ],
  [object("SeldonDeployment", "iris"), "SeldonDeployment iris is not being deleted"],
  [object("Pod", "b", { deletionTimestamp: "2026-11-21T09:00:20Z" }), "pod b has 20 s left to end"],
  [
    object("Pod", "b", { deletionTimestamp: "2026-11-21T08:58:00Z" }),
    "pod b ought to have ended 120 s ago; its node may not answer",
  ],
])("says of %j what it waits for", (left, words) => {
  expect(removalOf([left], NOW).standing).toEqual([words]);
});

test("names the SeldonDeployment alone where all else only waits for it", () => {
  const held = object("SeldonDeployment", "iris", {
    deletionTimestamp: "2026-11-21T08:59:00Z",
    finalizers: ["example.com/hold"],
  });
  const { standing } = removalOf([held, object("Deployment", "a"), object("Pod", "b")], NOW);
  expect(standing).toHaveLength(1);
  expect(standing[0]).toMatch(/^SeldonDeployment iris waits for the finalizer/u);
});

test("knows until when pods may take their time", () => {
  const pods = ["2026-11-21T09:00:20Z", "2026-11-21T09:00:30Z"].map(deletionTimestamp =>
    object("Pod", "b", { deletionTimestamp }),
  );
  expect(removalOf(pods, NOW).graceEnd).toBe(NOW + 30_000);
});

function object(kind: string, name: string, metadata: object = {}): RemovedObject {
  return { kind, metadata: { name, ...metadata } };
}
