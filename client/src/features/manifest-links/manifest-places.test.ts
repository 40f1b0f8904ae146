import { expect, test } from "vitest";
import { bestFits, placeAt, rangeOf, seldonDeployments, type ManifestPlace } from "./manifest-places.ts";

const IRIS = place("iris", null, 0);
const IRIS_IN_LAB = place("iris", "lab", 20);
const IRIS_IN_PROD = place("iris", "prod", 40);

test("takes a manifest that names the namespace before one that leaves it open, and none of another namespace", () => {
  expect(found([IRIS, IRIS_IN_LAB, IRIS_IN_PROD, place("wine", "lab", 60)])).toEqual([IRIS_IN_LAB]);
  expect(found([IRIS, IRIS_IN_PROD])).toEqual([IRIS]);
  expect(found([IRIS_IN_PROD])).toEqual([]);
});

test("keeps several that fit equally well", () => {
  expect(found([IRIS, IRIS])).toHaveLength(2);
});

test("leads to the unit, else the predictor, else the name", () => {
  const wanted = { name: "iris", namespace: "lab" };
  expect(rangeOf(IRIS, { ...wanted, predictor: "main", unit: "classifier" }).start.line).toBe(6);
  expect(rangeOf(IRIS, { ...wanted, predictor: "main", unit: "gone" }).start.line).toBe(4);
  expect(rangeOf(IRIS, { ...wanted, predictor: "gone" }).start.line).toBe(1);
});

test("finds what the cursor stands in", () => {
  const places = [IRIS, IRIS_IN_LAB];
  expect(placeAt(places, { line: 2, character: 0 })).toEqual({
    name: "iris",
    namespace: undefined,
    predictor: undefined,
  });
  expect(placeAt(places, { line: 24, character: 0 })).toEqual({ name: "iris", namespace: "lab", predictor: "main" });
  expect(placeAt(places, { line: 26, character: 0 })?.predictor).toBe("main");
  expect(placeAt(places, { line: 99, character: 0 })).toBeUndefined();
});

test("takes the only one wherever the cursor stands, but none without a name", () => {
  expect(placeAt([IRIS], { line: 99, character: 0 })?.name).toBe("iris");
  expect(placeAt([{ ...IRIS, name: null }], { line: 2, character: 0 })).toBeUndefined();
});

test("keeps only Seldon's deployments, without their contents", () => {
  const object = { ...IRIS, value: { spec: {} } };
  const others = [
    { ...object, kind: "Secret", apiVersion: "v1" },
    { ...object, apiVersion: "mlops.seldon.io/v1alpha1" },
  ];
  expect(seldonDeployments([object, ...others])).toEqual([IRIS]);
});

function found(places: readonly ManifestPlace[]): ManifestPlace[] {
  const wanted = { name: "iris", namespace: "lab" };
  return bestFits(
    places.map(each => ({ place: each })),
    wanted,
  ).map(({ place: best }) => best);
}

function place(name: string, namespace: string | null, line: number): ManifestPlace {
  const range = (from: number, to: number): ManifestPlace["range"] => ({
    start: { line: line + from, character: 0 },
    end: { line: line + to, character: 9 },
  });
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    name,
    namespace,
    range: range(0, 10),
    nameRange: range(1, 1),
    predictors: [{ name: "main", range: range(4, 4), units: [{ name: "classifier", range: range(6, 6) }] }],
  };
}
