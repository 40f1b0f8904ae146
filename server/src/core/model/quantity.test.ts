// Quantities as apimachinery documents them: binary and decimal suffixes, exponents, rounding up to the nano unit.
import { describe, expect, test } from "vitest";
import { parseDocument } from "../yaml/index.ts";
import { parseQuantity, quantityOf } from "./quantity.ts";

const NANO = 1_000_000_000n;

describe("parseQuantity", () => {
  test.each([
    ["0", 0n],
    ["4Gi", 4n * 1024n ** 3n],
    ["512Mi", 512n * 1024n ** 2n],
    ["1Ki", 1024n],
    ["1Ei", 1024n ** 6n],
    ["1.5Gi", 1_610_612_736n],
    [".5Gi", 536_870_912n],
    ["5.Mi", 5n * 1024n ** 2n],
    ["4G", 4_000_000_000n],
    ["128k", 128_000n],
    ["1e9", 1_000_000_000n],
    ["1E3", 1_000n],
    ["2e+3", 2_000n],
    ["1E", 10n ** 18n],
    ["+7", 7n],
    ["-1Gi", -(1024n ** 3n)],
    ["4294967296", 4_294_967_296n],
  ])("%s is %s units", (text, units) => {
    expect(parseQuantity(text)).toBe(units * NANO);
  });

  test.each([
    ["512m", 512_000_000n],
    ["100u", 100_000n],
    ["3n", 3n],
    ["1e-3", 1_000_000n],
    ["0.25", 250_000_000n],
  ])("%s is %s billionths", (text, billionths) => {
    expect(parseQuantity(text)).toBe(billionths);
  });

  test("rounds up what is finer than a billionth", () => {
    expect(parseQuantity("0.1n")).toBe(1n);
    expect(parseQuantity("1e-400")).toBe(1n);
    expect(parseQuantity("-0.1n")).toBe(-1n);
    expect(parseQuantity("0e-400")).toBe(0n);
  });

  test("cuts what does not fit into 64 bits, at once", () => {
    const largest = (2n ** 63n - 1n) * NANO;
    expect(parseQuantity("100E")).toBe(largest);
    expect(parseQuantity("1e999999999")).toBe(largest);
    expect(parseQuantity("9223372036854775807")).toBe(largest);
  });

  test.each([
    "",
    "Gi",
    ".",
    "1Gb",
    "4 Gi",
    "4gi",
    "4GB",
    "1.2.3",
    "0x10",
    "1_000",
    "five",
    "1e",
    "{{ memory }}",
    "--1",
  ])("refuses %j", text => {
    expect(parseQuantity(text)).toBeUndefined();
  });
});

test("a lone lower-case e is neither exponent nor suffix, an upper-case one is the decimal suffix", () => {
  expect(parseQuantity("1e")).toBeUndefined();
  expect(parseQuantity("1E")).toBe(10n ** 18n * NANO);
});

describe("quantityOf", () => {
  const at = (text: string) => quantityOf(parseDocument(text).cursor().key("memory"));

  test("reads strings and bare numbers alike", () => {
    expect(at("memory: 4Gi")).toBe(4n * 1024n ** 3n * NANO);
    expect(at('memory: "1e9"')).toBe(10n ** 9n * NANO);
    expect(at("memory: 1e9")).toBe(10n ** 9n * NANO);
    expect(at("memory: 18446744073709551615")).toBe((2n ** 63n - 1n) * NANO);
  });

  test("is undefined for what is no quantity", () => {
    expect(at("memory:")).toBeUndefined();
    expect(at("memory: true")).toBeUndefined();
    expect(at("memory: [4Gi]")).toBeUndefined();
    expect(at("other: 1")).toBeUndefined();
  });
});
