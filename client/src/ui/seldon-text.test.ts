import { describe, expect, test } from "vitest";
import { mayHoldSeldon } from "../../../server/src/core/index.ts";
import { concernsSeldon, mayHintAtSeldon, namesSeldonKind } from "./seldon-text.ts";

const ours = [
  "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\n",
  '{"kind": "SeldonDeployment"}',
  "# kubectl get seldondeployments.machinelearning.seldon.io\n",
  "spec:\n  predictors:\n    - name: main\n      graph: {}\n",
  "kind: Secret\nstringData:\n  RCLONE_CONFIG_S3_TYPE: s3\n",
];
const foreign = ["", "kind: Deployment\n", "graph: true\n", '{"predictors": 3}', "seldom: used\n"];

describe("concernsSeldon", () => {
  test.each(ours)("is true for %j, and so is the engine's own first look", text => {
    expect(concernsSeldon(text)).toBe(true);
    expect(mayHoldSeldon(text)).toBe(true);
  });
  test.each(foreign)("is false for %j", text => {
    expect(concernsSeldon(text)).toBe(false);
  });
});

test("a fragment and a Secret do not name the kind", () => {
  expect(ours.map(namesSeldonKind)).toEqual([true, true, true, false, false]);
});

test("each document that concerns Seldon has a line that hints at it", () => {
  for (const text of ours) expect(text.split("\n").some(mayHintAtSeldon)).toBe(true);
  expect(mayHintAtSeldon("replicas: 2")).toBe(false);
});
