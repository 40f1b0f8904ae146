// Moves of entries between mappings: their text and comments go along, the indentation follows.
import { describe, expect, test } from "vitest";
import { applyEdits } from "./apply-edits.ts";
import { findComments } from "./comments.ts";
import { parseDocument } from "./document.ts";
import { moveEntry } from "./move-entry.ts";
import type { Path } from "./range.ts";

function moved(text: string, path: Path, target: Path, newKey?: string): string | undefined {
  const document = parseDocument(text);
  const root = document.cursor();
  const edits = moveEntry(document, root.at(...path), root.at(...target), newKey);
  return edits && applyEdits(text, edits);
}

const cases: readonly (readonly [name: string, text: string, path: Path, target: Path, after: string | undefined])[] = [
  [
    "upwards, from the middle",
    "s:\n  p:\n    a: 1\n    b: 2\n  q: 3\n",
    ["s", "p", "a"],
    ["s"],
    "s:\n  p:\n    b: 2\n  q: 3\n  a: 1\n",
  ],
  [
    "upwards, from the very end",
    "s:\n  p:\n    a: 1\n    b: 2\n",
    ["s", "p", "b"],
    ["s"],
    "s:\n  p:\n    a: 1\n  b: 2\n",
  ],
  [
    "from the very end without a line break",
    "s:\n  p:\n    a: 1\n    b: 2",
    ["s", "p", "b"],
    ["s"],
    "s:\n  p:\n    a: 1\n  b: 2",
  ],
  ["out of an item", "p:\n- a: 1\n  b: 2\n", ["p", 0, "b"], [], "p:\n- a: 1\nb: 2\n"],
  [
    "the first entry of an item",
    "p:\n- a: 1 # one\n  # about b\n  b: 2\nq: 3\n",
    ["p", 0, "a"],
    [],
    "p:\n- # about b\n  b: 2\nq: 3\na: 1 # one\n",
  ],
  ["downwards", "a: 1\np:\n  q:\n    c: 2\n", ["a"], ["p", "q"], "p:\n  q:\n    c: 2\n    a: 1\n"],
  [
    "with the comments in it",
    "p:\n  a: # x\n    # y\n    b: 1 # z\n  c: 2\n",
    ["p", "a"],
    [],
    "p:\n  c: 2\na: # x\n  # y\n  b: 1 # z\n",
  ],
  [
    "a literal with blank lines and trailing spaces",
    "p:\n  a: |\n    x  \n\n      y\n  c: 2\nq: 1\n",
    ["p", "a"],
    [],
    "p:\n  c: 2\nq: 1\na: |\n  x  \n\n    y\n",
  ],
  [
    "a literal that keeps its blank lines",
    "p:\n  a: |+\n    x\n\n  c: 2\nq: 1\n",
    ["p", "a"],
    [],
    "p:\n  c: 2\nq: 1\na: |+\n  x\n\n",
  ],
  [
    "with Windows line breaks",
    "p:\r\n  a:\r\n    b: 1\r\n  c: 2\r\n",
    ["p", "a"],
    [],
    "p:\r\n  c: 2\r\na:\r\n  b: 1\r\n",
  ],
  [
    "a flow mapping over several lines",
    "p:\n  a: {\n    b: 1\n  }\n  c: 2\n",
    ["p", "a"],
    [],
    "p:\n  c: 2\na: {\n  b: 1\n}\n",
  ],
  ["not where the key is there already", "a: 1\np:\n  a: 2\n  b: 3\n", ["p", "a"], [], undefined],
  ["not within one mapping", "a: 1\nb: 2\n", ["a"], [], undefined],
  ["not into itself", "a:\n  b: 1\nc: 2\n", ["a"], ["a"], undefined],
  ["not an only entry", "p:\n  a: 1\nq: 2\n", ["p", "a"], [], undefined],
  ["not from flow style", "p: {a: 1, b: 2}\nq: 2\n", ["p", "a"], [], undefined],
  ["not into flow style", "p: {a: 1}\nq: 2\n", ["q"], ["p"], undefined],
  ["not into nothing", "p:\nq: 2\n", ["q"], ["p"], undefined],
  ["not the anchor of an alias", "p:\n  a: &x 1\n  b: 2\nq: *x\n", ["p", "a"], [], undefined],
  [
    "not an alias, which might come to stand before its anchor",
    "p: &x 1\nr: *x\nq:\n  a: 2\n",
    ["r"],
    ["q"],
    undefined,
  ],
  ["not into what an alias repeats", "p: &x\n  a: 1\nq: *x\nr: 1\n", ["r"], ["p"], undefined],
];

describe("moveEntry", () => {
  test.each(cases)("%s", (_, text, path, target, after) => {
    expect(moved(text, path, target)).toBe(after);
    if (after === undefined) return;
    const texts = (source: string): string[] =>
      findComments(source)
        .map(comment => comment.text)
        .sort();
    expect(texts(after)).toEqual(texts(text));
    expect(parseDocument(after).problems).toEqual([]);
  });

  test("gives the entry another key", () => {
    expect(moved("p:\n  'a': 1\n  b: 2\nq: 3\n", ["p", "a"], [], "c")).toBe("p:\n  b: 2\nq: 3\n'c': 1\n");
  });
});
