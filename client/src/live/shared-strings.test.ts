import { expect, test } from "vitest";
import { shareStrings } from "./shared-strings.ts";

test("values stay what they are, at any depth", () => {
  const value = () => ({ a: "x", b: [null, 1, "y", { c: "x", d: "z".repeat(300) }], e: { f: true, g: "" } });
  const given = value();
  shareStrings(given);
  expect(given).toEqual(value());
});

test("so they do when more strings have come than are remembered", () => {
  const names = Array.from({ length: 50_000 }, (_, index) => `name-${index}`);
  const given = [...names, ...names];
  shareStrings(given);
  expect(given).toEqual([...names, ...names]);
});
