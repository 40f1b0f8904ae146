// Plain scalars as sigs.k8s.io/yaml (go-yaml v2) reads them; the table is failure-modes F16 and F17 and go-yaml's own rules.
import { describe, expect, test } from "vitest";
import { readPlainScalar, type ScalarValue } from "./scalar.ts";

const values: readonly (readonly [value: ScalarValue, sources: readonly string[]])[] = [
  [true, ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"]],
  [false, ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"]],
  [null, ["", "~", "null", "Null", "NULL"]],
  [0, ["0", "-0", "+0", "00", "0x0", "0b0"]],
  [1, ["1", "+1", "01", "1.", "1.0", "0b1", "+0b1", "0x1"]],
  [-1, ["-1", "-01", "-0x1", "-0b1", "-1.0"]],
  [8, ["010", "0o10", "0O10", "08", "8", "8.0"]],
  [-8, ["-010", "-0o10"]],
  [15, ["0o17", "017", "0xF", "0Xf", "0b1111", "0B1111"]],
  [420, ["0644"]],
  [1000, ["1_000", "1__000", "1000_", "1e3", "1E3", "1.e3", "1e+3", "1_0e2"]],
  [1.1, ["1.10", "1.1", "+1.1"]],
  [0.5, [".5", "+.5", "0.5", "5e-1"]],
  [-0.5, ["-.5"]],
  [12e45, ["12e45"]],
  [Infinity, [".inf", ".Inf", ".INF", "+.inf"]],
  [-Infinity, ["-.inf", "-.INF"]],
  [Number.NaN, [".nan", ".NaN", ".NAN"]],
  [9007199254740991, ["9007199254740991"]],
  [9007199254740993n, ["9007199254740993"]],
  [18446744073709551615n, ["18446744073709551615", "0xFFFFFFFFFFFFFFFF"]],
  [18446744073709552000, ["18446744073709551616"]],
];

const strings = [
  "yEs",
  "tRUE",
  "nULL",
  "None",
  "12:30",
  "1:30:00",
  "2024-01-02",
  "2001-12-14t21:59:43.10-05:00",
  "12e4567",
  "1.17.1",
  "v1.10",
  "0x",
  "0b",
  "0o",
  "0o8",
  "0b2",
  "0xG",
  "+",
  "-",
  ".",
  "..",
  "--1",
  "_1",
  "._5",
  ".5_0",
  "1e",
  "e3",
  ".e3",
  "1,000",
  "512Mi",
  "100m",
  "0xFFFFFFFFFFFFFFFFF",
  "+.nan",
  "inf",
  "NaN",
  "<<",
  "=",
];

describe("readPlainScalar", () => {
  for (const [value, sources] of values) {
    test(`${sources.join(", ")} as ${value}`, () => {
      for (const source of sources) expect(readPlainScalar(source)).toEqual(value === 0 ? expect.closeTo(0) : value);
    });
  }

  test.each(strings)("%s is a string", source => {
    expect(readPlainScalar(source)).toBe(source);
  });
});
