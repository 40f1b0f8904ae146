import { describe, expect, test } from "vitest";
import { readsAs } from "./reads-as.ts";

describe("as Python reads them", () => {
  test.each(["0", "-3", "+3", " 7\n", "1_000", "007"])("int(%j)", value => {
    expect(readsAs(value, "INT")).toBe(true);
  });

  test.each(["", "1.0", "1e3", "0x10", "_1", "1__0", "1_", "five"])("int(%j) is a ValueError", value => {
    expect(readsAs(value, "INT")).toBe(false);
  });

  test.each(["1", "1.", ".5", "1e-3", "1_0.2_5", "inf", "-Infinity", "NaN", " 2.5 "])("float(%j)", value => {
    expect(readsAs(value, "FLOAT")).toBe(true);
    expect(readsAs(value, "DOUBLE")).toBe(true);
  });

  test.each(["", ".", "1,5", "1e", "0x1p3", "half"])("float(%j) is a ValueError", value => {
    expect(readsAs(value, "FLOAT")).toBe(false);
  });

  test.each(["y", "Yes", "T", "true", "ON", "1", "n", "no", "F", "False", "off", "0"])("strtobool(%j)", value => {
    expect(readsAs(value, "BOOL")).toBe(true);
  });

  test.each(["", "maybe", " true", "2"])("strtobool(%j) is a ValueError", value => {
    expect(readsAs(value, "BOOL")).toBe(false);
  });

  test("a long row of digits is read at once", () => {
    expect(readsAs(`${"1_1".repeat(50_000)}x`, "FLOAT")).toBe(false);
  });
});
