import { expect, test } from "vitest";
import { targetOf, targetsOf } from "./target.ts";

const deployment = { kind: "deployment", context: "here", namespace: "models", name: "iris" };

test("finds the target of a row, whose class computes it", () => {
  class Row {
    get target(): unknown {
      return deployment;
    }
  }
  expect(targetOf(new Row())).toEqual(deployment);
});

test("takes a target as it is, also one that has been through JSON", () => {
  expect(targetOf(JSON.parse(JSON.stringify(deployment)))).toEqual(deployment);
});

test.each([
  undefined,
  null,
  "deployment",
  {},
  { target: {} },
  { kind: "toString", context: "here" },
  { kind: "deployment", context: "here", namespace: "models" },
  { kind: "unit", context: "here", namespace: "models", deployment: "iris", predictor: "main", path: "root" },
])("finds none in %j", argument => {
  expect(targetOf(argument)).toBeUndefined();
});

test("a command is for all selected rows, or for the one that was clicked", () => {
  const [one, two] = ["iris", "wine"].map(name => ({
    target: { kind: "deployment", context: "c", namespace: "n", name },
  }));
  expect(targetsOf(one, [one, two])).toEqual([one?.target, two?.target]);
  expect(targetsOf(one, [one])).toEqual([one?.target]);
  expect(targetsOf(one, undefined)).toEqual([one?.target]);
  expect(targetsOf(undefined, ["no row"])).toEqual([]);
});
