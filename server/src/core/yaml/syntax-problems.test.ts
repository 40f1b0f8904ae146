// Syntax problems stand at the place to mend, say it in plain words and come without their echo.
import { describe, expect, test } from "vitest";
import { parseDocument } from "./document.ts";

function problems(text: string): readonly string[] {
  return parseDocument(text).problems.map(
    ({ start, end, message }) => `${JSON.stringify(text.slice(start, end))} ${message}`,
  );
}

describe("an open quote", () => {
  test.each([
    ["double", 'name: "churn # x\nkind: a\n', '"\\"churn # x"'],
    ["single", "a:\n  b: 'x\n  c: 1\n", `"'x"`],
    ["at the end of the text", 'a: "', '"\\""'],
    ["in a flow mapping", 'a: { b: "c }\nd: 1\n', '"\\"c }"'],
    ["after quotes that are closed", `a: "x"\nb: 'y'\nc: "z\nd: 1\n`, '"\\"z"'],
    ["with CRLF", 'a: "x\r\nb: 1\r\n', '"\\"x"'],
    ["behind a byte order mark", '\uFEFFa: "x\n', '"\\"x"'],
  ])("is shown where it opens: %s", (_, text, place) => {
    expect(problems(text)).toEqual([`${place} The quote that opens here is never closed.`]);
  });

  test("does not hide a problem before it", () => {
    expect(problems('a: @x\nb: "y\n')).toHaveLength(2);
  });
});

test.each([
  ["a: b: c\n", /cannot stand on the line of the first/],
  ["a:\n  - b\n c: d\n", /same column/],
  ["a: [1\nb: 2\n", /bracket/],
  ["a 1\nb: 2\n", /colon/],
])("%j is explained in plain words", (text, words) => {
  expect(problems(text)[0]).toMatch(words);
});

test("nesting that exhausts the parser is one problem", () => {
  expect(problems(`a: ${"[".repeat(20_000)}`)).toEqual([expect.stringContaining("nests too many levels")]);
  expect(problems(`a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`)).toEqual([
    expect.stringContaining("nests too many levels"),
  ]);
});

test.each([
  ["mapping", "a: &x\n  b: *x\n", '"*x" The anchor &x contains itself through this alias.'],
  ["sequence", "a: &x [1, *x]\n", '"*x" The anchor &x contains itself through this alias.'],
  ["merge key", "a: &x\n  <<: *x\n  b: 1\n", '"*x" The anchor &x contains itself through this alias.'],
])("an anchor that contains itself is refused, as by kubectl: %s", (_, text, problem) => {
  expect(problems(text)).toEqual([problem]);
});

test("the same anchor twice is no cycle", () => {
  expect(problems("a: &x { b: 1 }\nc: [*x, *x]\nd: &x { e: *x }\n")).toEqual([
    '"*x" The anchor &x contains itself through this alias.',
  ]);
  expect(problems("a: &x { b: 1 }\nc: [*x, { d: *x }]\n")).toEqual([]);
});
