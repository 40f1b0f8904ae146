// Removal of entries and items: the lines go, every comment stays.
import { describe, expect, test } from "vitest";
import { applyEdits } from "./apply-edits.ts";
import { findComments } from "./comments.ts";
import { parseDocument } from "./document.ts";
import type { Path } from "./range.ts";
import { removeValue } from "./remove-value.ts";

function removed(text: string, path: Path): string | undefined {
  const document = parseDocument(text);
  const edits = removeValue(document, document.cursor().at(...path));
  return edits && applyEdits(text, edits);
}

const cases: readonly (readonly [name: string, text: string, path: Path, after: string | undefined])[] = [
  ["an entry", "a: 1\nb: 2\nc: 3\n", ["b"], "a: 1\nc: 3\n"],
  ["the first entry", "a: 1\nb: 2\n", ["a"], "b: 2\n"],
  ["the last entry", "a: 1\nb: 2\n", ["b"], "a: 1\n"],
  ["an entry of several lines", "a:\n  b: 1\n  c: 2\nd: 3\n", ["a"], "d: 3\n"],
  ["the last entry of a text without a final line break", "a: 1\nb: 2", ["b"], "a: 1\n"],
  ["with Windows line breaks", "a: 1\r\nb: 2\r\nc: 3\r\n", ["b"], "a: 1\r\nc: 3\r\n"],
  ["an empty value", "a:\nb: 2\n", ["a"], "b: 2\n"],
  ["the comment on its line stays", "a: 1 # one\nb: 2\n", ["a"], "# one\nb: 2\n"],
  ["comments inside stay", "a:\n  # x\n  b: 1 # y\n# z\nc: 2\n", ["a"], "# x\n# y\n# z\nc: 2\n"],
  ["comments at the end of the text stay", "a: 1\nb: 2 # two", ["b"], "a: 1\n# two"],
  ["an entry after a literal that keeps its end", "a: |+\n  x\n\nb: 2", ["b"], "a: |+\n  x\n\n"],
  ["blank lines that such a literal would take for its own", "a: |+\n  x\nb: 2\n\nc: 3\n", ["b"], "a: |+\n  x\nc: 3\n"],
  ["a literal with a hash in it", "a: |\n  # no comment\nb: 2\n", ["a"], "b: 2\n"],
  ["a literal that keeps its blank lines", "a: |+\n  x\n\nb: 2\n", ["a"], "b: 2\n"],
  ["an item", "- 1\n- 2\n- 3\n", [1], "- 1\n- 3\n"],
  ["an item with its comments", "- 1\n- a: 2 # two\n  # three\n  b: 3\n- 4\n", [1], "- 1\n# two\n# three\n- 4\n"],
  ["an empty item", "-\n- 2\n", [0], "- 2\n"],
  ["the first entry of an item", "- a: 1\n  b: 2\n", [0, "a"], "- b: 2\n"],
  [
    "the first entry of an item with comments",
    "- a: 1 # one\n  # two\n  b: 2\n",
    [0, "a"],
    "- # one\n  # two\n  b: 2\n",
  ],
  ["the first item of an item", "- - 1\n  - 2\n", [0, 0], "- - 2\n"],
  ["an only entry takes its parent along", "a: 1\nb:\n  c: 2 # two\n", ["b", "c"], "a: 1\n# two\n"],
  ["an only entry of an item takes the item along", "- 1\n- a: 2\n", [1, "a"], "- 1\n"],
  ["in flow, first", "{a: 1, b: 2}\n", ["a"], "{b: 2}\n"],
  ["in flow, last", "{a: 1, b: 2}\n", ["b"], "{a: 1}\n"],
  ["in flow, last before a comma", "[a, b, ]\n", [1], "[a, ]\n"],
  ["in JSON over several lines", '{\n  "a": 1,\n  "b": 2\n}\n', ["a"], '{\n  "b": 2\n}\n'],
  ["in JSON over several lines, last", '{\n  "a": 1,\n  "b": 2\n}\n', ["b"], '{\n  "a": 1\n}\n'],
  ["not where a comment would go", "a: {\n  b: 1, # one\n  c: 2\n  }\n", ["a", "b"], undefined],
  ["not where a comment in it would go", "{a: {\n  b: 1 # one\n  }, c: 2}\n", ["a"], undefined],
  ["not the only entry of a document", "a: 1\n", ["a"], undefined],
  ["not what is not there", "a: 1\nb: 2\n", ["c"], undefined],
  ["not where an alias points to", "a: &x 1\nb: *x\n", ["a"], undefined],
  ["not what holds the anchor of an alias elsewhere", "a:\n  c: &x 1\nb: *x\n", ["a"], undefined],
  ["an alias itself", "a: &x 1\nb: 2\nc: *x\n", ["c"], "a: &x 1\nb: 2\n"],
  ["not inside an alias", "a: &x {c: 1, d: 2}\nb: *x\n", ["b", "c"], undefined],
  ["not one of two of a kind", "a: 1\na: 2\nb: 3\n", ["a"], undefined],
  ["not one that covers a merged one", "a: &x {c: 1}\nb:\n  <<: *x\n  c: 2\n", ["b", "c"], undefined],
  ["not beside complex keys", "a: 1\nb: 3\n[c]: 2\n", ["a"], undefined],
  ["not an explicit key", "? a\n: 1\nb: 2\n", ["a"], undefined],
  ["not before a key with an anchor", "- a: 1\n  &x b: 2\n", [0, "a"], undefined],
  ["not an item behind an anchor in flow", "[a, &x b, c]\n", [1], undefined],
  ["not before an item behind an anchor in flow", "[a, &x b, c]\n", [0], undefined],
];

describe("removeValue", () => {
  test.each(cases)("%s", (_, text, path, after) => {
    expect(removed(text, path)).toBe(after);
    if (after === undefined) return;
    const texts = (source: string): string[] => findComments(source).map(comment => comment.text);
    expect(texts(after)).toEqual(texts(text));
    expect(parseDocument(after).problems).toEqual([]);
  });
});
