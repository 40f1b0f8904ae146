import { expect, test } from "vitest";
import { targetOf } from "./target.ts";

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
