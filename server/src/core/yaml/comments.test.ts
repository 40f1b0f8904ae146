// Comments, and hashes that are none.
import { describe, expect, test } from "vitest";
import { commentsIn, findComments } from "./comments.ts";

describe("findComments", () => {
  test("finds comments on their own lines and behind values", () => {
    const text = "# one\na: 1 # two\n  # three\r\nb:\r\n";
    expect(findComments(text)).toEqual([
      { start: 0, end: 5, text: "# one", ownLine: true },
      { start: 11, end: 16, text: "# two", ownLine: false },
      { start: 19, end: 26, text: "# three", ownLine: true },
    ]);
  });

  test("a lone CR ends a comment", () => {
    expect(findComments("a: 1 # one\r# two\rb: 2")).toEqual([
      { start: 5, end: 10, text: "# one", ownLine: false },
      { start: 11, end: 16, text: "# two", ownLine: true },
    ]);
  });

  test.each([
    ["in a word", "a: b#c\n"],
    ["in quotes", "a: 'x # y'\nb: \"x # y\"\n"],
    ["in a literal", "a: |\n  # x\n  y # z\n"],
    ["in a folded scalar", "a: >-\n  # x\n"],
    ["in a URL", "a: gs://b#c\n"],
  ])("a hash %s is none", (_, text) => {
    expect(findComments(text)).toEqual([]);
  });

  test.each([
    ["behind a block scalar's header", "a: | # x\n  y\n"],
    ["behind a document marker", "--- # x\na: 1\n"],
    ["in brackets", "a: [ # x\n  1 ]\n"],
    ["behind a byte order mark", "\uFEFF# x\na: 1\n"],
    ["at the end of the text", "a: 1 # x"],
    ["after the end of a document", "a: 1\n...\n# x\n"],
  ])("finds one %s", (_, text) => {
    expect(findComments(text).map(comment => comment.text)).toEqual(["# x"]);
    for (const { start, end } of findComments(text)) expect(text.slice(start, end)).toBe("# x");
  });

  test("keeps the place in a text with several documents and emoji", () => {
    const text = "a: 😀 # x\n---\nb: {c: 1} # y\n";
    expect(findComments(text).map(({ start, end }) => text.slice(start, end))).toEqual(["# x", "# y"]);
  });
});

describe("commentsIn", () => {
  test("keeps to the range", () => {
    const text = "# a\nb: 1 # b\n# c\n";
    expect(commentsIn(text, { start: 4, end: 13 }).map(comment => comment.text)).toEqual(["# b"]);
    expect(commentsIn(text, { start: 4, end: 8 })).toEqual([]);
  });
});
