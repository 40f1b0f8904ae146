// Where the cursor is in the picture, and where a part of the picture is in the text.
import { expect, test } from "vitest";
import type { GraphDeployment, GraphPredictor, GraphUnit } from "../../../../schemas/src/index.ts";
import { partAt, placeOf } from "./graph-places.ts";

const lines = (first: number, last: number): GraphUnit["range"] => ({
  start: { line: first, character: 4 },
  end: { line: last, character: 10 },
});

function unit(id: string, first: number, last: number): GraphUnit {
  const served = { role: "model", server: null, image: null, modelUri: null, port: null };
  return { id, parent: null, name: id, ...served, problems: [], range: lines(first, last) };
}

const predictor: GraphPredictor = {
  id: "0",
  name: "main",
  isShadow: false,
  share: 100,
  shareWords: "all traffic",
  replicas: null,
  explainer: null,
  units: [unit("0/0", 5, 9), unit("0/0.0", 7, 9)],
  problems: [],
  range: lines(3, 12),
};
const deployment: GraphDeployment = {
  name: "iris",
  namespace: null,
  protocol: "seldon",
  predictors: [predictor],
  problems: [],
  range: lines(0, 12),
};

test("the cursor is in the innermost part", () => {
  const at = (line: number): string | undefined => partAt([deployment, deployment], { line, character: 6 });
  expect([at(1), at(3), at(5), at(8), at(11), at(20)]).toEqual([
    undefined,
    "0/0",
    "0/0/0",
    "0/0/0.0",
    "0/0",
    undefined,
  ]);
});

test("each part has its place", () => {
  expect(placeOf([deployment], "0/0/0.0")).toEqual(lines(7, 9));
  expect(placeOf([deployment], "0/0")).toEqual(lines(3, 12));
  expect(placeOf([deployment], "3/0")).toBeUndefined();
});
