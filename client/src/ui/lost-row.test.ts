import { expect, test } from "vitest";
import { comesFromLostRow } from "./lost-row.ts";

const ROW = { target: { kind: "context", context: "kind-lab" } };

test("a menu of a row that is not known any more hands over nothing, twice", () => {
  expect(comesFromLostRow("seldon.restart", [undefined, undefined])).toBe(true);
  expect(comesFromLostRow("seldon.restart", [null, null])).toBe(true);
  expect(comesFromLostRow("seldon.restart", [undefined, [ROW]])).toBe(true);
});

test("a row that is known, and the command palette, are none", () => {
  expect(comesFromLostRow("seldon.restart", [ROW, undefined])).toBe(false);
  expect(comesFromLostRow("seldon.restart", [])).toBe(false);
  expect(comesFromLostRow("seldon.restart", [undefined])).toBe(false);
});

test("a button in the title of the view is about no row", () => {
  expect(comesFromLostRow("seldon.explorer.refresh", [undefined, undefined])).toBe(false);
  expect(comesFromLostRow("seldon.explorer.chooseNamespaces", [undefined, undefined])).toBe(false);
});
