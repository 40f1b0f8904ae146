// Amounts as the API server writes them back (`kubectl apply`, then `kubectl get -o yaml`).
import { describe, expect, test } from "vitest";
import { amountOf, formatQuantity, parseQuantity } from "./quantity.ts";

describe("an amount", () => {
  test.each([
    ["0.5", "500m"],
    [2, "2"],
    ["1000m", "1"],
    ["1024Mi", "1Gi"],
    ["1.5Gi", "1536Mi"],
    ["0.5Ki", "512"],
    ["1e3", "1k"],
    ["100M", "100M"],
    ["0", "0"],
    ["-1", "-1"],
    ["1n", "1m"],
    [".5", "500m"],
    ["2.", "2"],
  ])("%s is written %s", (value, written) => {
    const quantity = parseQuantity(value);
    expect(quantity && formatQuantity(quantity)).toBe(written);
  });

  test.each(["", "x", "1 Gi", "1,5", "10Mib", "-", ".", true, undefined])("%s is none", value => {
    expect(parseQuantity(value)).toBeUndefined();
  });

  test("compares exactly beyond what floating point can tell apart", () => {
    const [more, less] = ["9007199254740993", "9007199254740992"].map(parseQuantity);
    expect(more?.nanos).toBeGreaterThan(less?.nanos ?? 0n);
  });

  test.each([
    ["500m", 0.5],
    ["4Gi", 4 * 2 ** 30],
    ["1.5", 1.5],
    ["1e3", 1000],
    ["2k", 2000],
    [2, 2],
    ["4 Gi", undefined],
    ["lots", undefined],
    [undefined, undefined],
  ])("%j is %j whole units", (text, value) => {
    expect(amountOf(text)).toBe(value);
  });
});
