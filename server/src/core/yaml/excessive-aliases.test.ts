// Documents by how often their aliases repeat what they stand for.
import { expect, test } from "vitest";
import { parseDocument } from "./document.ts";

/** Each level holds ten aliases of the one before: 10 to the power of `levels` values behind the last. */
function bomb(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(", ")}]`,
  );
  return `a0: &a0 [x, x]\n${lines.join("\n")}\n`;
}

test.each([6, 12])("a bomb of %d levels is found at the alias that stands for the most", levels => {
  const text = bomb(levels);
  const [problem, ...others] = parseDocument(text).problems;
  expect(others).toEqual([]);
  expect(problem).toMatchObject({ code: "EXCESSIVE_ALIASES", start: text.lastIndexOf(`[*a${levels - 1}`) + 1 });
});

test("a bomb of more values than a number can hold is found", () => {
  expect(parseDocument(bomb(400)).problems.map(({ code }) => code)).toEqual(["EXCESSIVE_ALIASES"]);
});

test("what people share by aliases is fine, in small documents and in large ones", () => {
  const settings = Array.from({ length: 30 }, (_, index) => `  key-${index}: value\n`).join("");
  const shared = (times: number): string =>
    `base: &base\n${settings}${Array.from({ length: times }, (_, index) => `use-${index}: *base\n`).join("")}`;
  expect(parseDocument(shared(1)).problems).toEqual([]);
  expect(parseDocument(shared(40)).problems).toEqual([]);
  // Go-yaml's ratio for small documents is 99 %: 61 of 64 values behind an alias are less.
  expect(parseDocument(shared(2_000)).problems).toEqual([]);
  expect(parseDocument(bomb(1)).problems).toEqual([]);
});

test("a large document may have no more than a tenth of its values behind aliases", () => {
  const items = Array(1_000).fill("x").join(", ");
  const text = `base: &base [${items}]\n${Array.from({ length: 5_000 }, (_, index) => `use-${index}: *base\n`).join("")}`;
  expect(parseDocument(text).problems.map(({ code }) => code)).toEqual(["EXCESSIVE_ALIASES"]);
});

test("an anchor that contains itself is that problem and no other", () => {
  expect(parseDocument("a: &a [*a]\n").problems.map(({ code }) => code)).toEqual(["CYCLIC_ALIAS"]);
});
