import { expect, test } from "vitest";
import { withKnownParts } from "./known-parts.ts";

const version = (phase: string): object => ({
  metadata: { name: "a", labels: { app: "x" } },
  status: { phase, conditions: [{ type: "Ready" }, { type: "Initialized" }] },
});

test("what has stayed as it was is the same object as before, and what has not is as it is now", () => {
  const before = { ...version("Pending") };
  const after = withKnownParts<object>(before, version("Running"));
  expect(after).toEqual(version("Running"));
  expect(Reflect.get(after, "metadata")).toBe(Reflect.get(before, "metadata"));
  expect(before).toEqual(version("Pending"));
});

test("a version without a difference is the one before", () => {
  const before = version("Running");
  expect(withKnownParts(before, version("Running"))).toBe(before);
});

test.each([
  ["a field that is gone", { a: 1, b: 2 }, { a: 1 }],
  ["a field that has come", { a: 1 }, { a: 1, b: undefined }],
  ["another field", { a: undefined }, { b: undefined }],
  ["a longer list", [1, 2], [1, 2, 3]],
  ["a shorter list", [1, 2], [1]],
  ["a list in the place of a record", {}, []],
  ["maps, which are not looked into", new Map([[1, 2]]), new Map([[1, 3]])],
  ["nothing in the place of something", { a: {} }, { a: null }],
])("%s is a difference", (_, before: unknown, after: unknown) => {
  const copy = structuredClone(after);
  const result = withKnownParts(before, after);
  expect(result).toStrictEqual(copy);
  expect(result).not.toBe(before);
});

test("a part that stands in two places is one part afterwards, too, wherever its like stood before", () => {
  const tree = (...names: string[]): { units: unknown[][]; workloads: unknown[] } => {
    const nodes = names.map(name => ({ name }));
    return { units: nodes.map(node => [node]), workloads: nodes };
  };
  const [b] = tree("b").workloads;
  const later = withKnownParts(tree("a", "b"), { units: [[], [b]], workloads: [b] }, new Map());
  expect(later).toEqual({ units: [[], [{ name: "b" }]], workloads: [{ name: "b" }] });
  expect(later.workloads[0]).toBe(later.units[1]?.[0]);
  const again = tree("b");
  const other = withKnownParts(later, { units: [[], [], again.workloads], workloads: again.workloads }, new Map());
  expect(other.workloads[0]).toBe(other.units[2]?.[0]);
});
