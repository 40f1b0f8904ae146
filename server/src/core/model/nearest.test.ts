import { describe, expect, test } from "vitest";
import { editDistance, nearest } from "./nearest.ts";

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["a", "", 1],
    ["type", "tyep", 1],
    ["kitten", "sitting", 3],
    ["SKLEARN", "SKLEARN", 0],
  ])("%s to %s is %i", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });

  test("stops past its limit", () => {
    expect(editDistance("sklearn", "tensorflow", 2)).toBeGreaterThan(2);
  });
});

describe("nearest", () => {
  test("takes case as no difference", () => {
    expect(nearest("V2", ["seldon", "v2"])).toBe("v2");
  });

  test("finds one slip in a longer word", () => {
    expect(nearest("modelUir", ["modelUri", "methods"])).toBe("modelUri");
  });

  test("does not guess short words", () => {
    expect(nearest("v3", ["v2"])).toBeUndefined();
  });

  test("does not choose between two that are equally near", () => {
    expect(nearest("limit", ["limita", "limitb"])).toBeUndefined();
  });
});
