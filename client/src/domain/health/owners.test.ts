// Groups that are kept up to date change by change, against groups that are made of what is there in the end.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { DeploymentObject } from "./objects.ts";
import { ownedGroups } from "./owners.ts";

const OWNERS = ["owner-a", "owner-b"];
const LABELS = ["a", "b"];

/** What an object called `name` becomes; without `made` it goes. */
const change = fc.record({
  name: fc.constantFrom("x", "y", "z"),
  made: fc.option(
    fc.record({ owner: fc.option(fc.constantFrom(...OWNERS)), label: fc.option(fc.constantFrom(...LABELS)) }),
  ),
});

function deployment(name: string, owner: string | null, label: string | null): DeploymentObject {
  const reference = { apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment", name: "iris" };
  return {
    metadata: {
      ...{ name, namespace: "models" },
      ...(owner !== null && { ownerReferences: [{ ...reference, uid: owner, controller: true }] }),
      ...(label !== null && { labels: { "seldon-deployment-id": label } }),
    },
  };
}

function contents(objects: Iterable<DeploymentObject>, groups = ownedGroups<DeploymentObject>()): unknown {
  for (const object of objects) groups.replace(undefined, object);
  const sorted = (found: readonly DeploymentObject[]): DeploymentObject[] =>
    found.toSorted((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return {
    byOwner: OWNERS.map(owner => sorted(groups.byOwner.get(owner))),
    byLabel: LABELS.map(label => sorted(groups.byLabel.get(`models/seldon-deployment-id/${label}`))),
  };
}

test("whatever comes, changes, moves and goes, the groups hold what is there", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), changes => {
      const there = new Map<string, DeploymentObject>();
      const groups = ownedGroups<DeploymentObject>();
      for (const { name, made } of changes) {
        const after = made ? deployment(name, made.owner, made.label) : undefined;
        groups.replace(there.get(name), after);
        if (after) there.set(name, after);
        else there.delete(name);
      }
      expect(contents([], groups)).toEqual(contents(there.values()));
    }),
  );
});
