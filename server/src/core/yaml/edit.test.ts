// Edits at a path over every layout an author may use: what changes, what stays, and where no edit is offered.
import { describe, expect, test } from "vitest";
import { applyEdits, type Edits } from "./apply-edits.ts";
import type { Cursor } from "./cursor.ts";
import { parseDocument, type YamlDocument } from "./document.ts";
import { appendItem, insertEntry, renameKey, setValue, type InsertOptions } from "./edit.ts";
import type { Path } from "./range.ts";
import type { PlainValue } from "./render.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly path: Path;
  readonly value: PlainValue;
  readonly options?: InsertOptions;
  /** The text afterwards; undefined where no edit is offered. */
  readonly after: string | undefined;
}

function edited(
  text: string,
  path: Path,
  edit: (document: YamlDocument, cursor: Cursor) => Edits | undefined,
): string | undefined {
  const document = parseDocument(text);
  const edits = edit(document, document.cursor().at(...path));
  return edits && applyEdits(text, edits);
}

function runSet(cases: readonly Case[]): void {
  test.each(cases)("$name", ({ text, path, value, options, after }) => {
    expect(edited(text, path, (document, cursor) => setValue(document, cursor, value, options))).toBe(after);
    if (after === undefined) return;
    expect(parseDocument(after).problems).toEqual([]);
    expect(edited(after, path, (document, cursor) => setValue(document, cursor, value, options)) ?? after).toBe(after);
  });
}

describe("setValue on a value that is there", () => {
  runSet([
    { name: "a number", text: "a: 1 # one\n", path: ["a"], value: 2, after: "a: 2 # one\n" },
    { name: "keeps double quotes", text: 'a: "x"\n', path: ["a"], value: "y", after: 'a: "y"\n' },
    { name: "keeps single quotes", text: "a: 'x'\n", path: ["a"], value: "it's", after: "a: 'it''s'\n" },
    { name: "drops quotes for a number", text: 'a: "90"\n', path: ["a"], value: 90, after: "a: 90\n" },
    { name: "adds quotes a string needs", text: "a: 90\n", path: ["a"], value: "90", after: "a: '90'\n" },
    { name: "leaves a value that is the same alone", text: "a: 0x10\n", path: ["a"], value: 16, after: "a: 0x10\n" },
    { name: "leaves a string that is the same alone", text: "a: 'x'\n", path: ["a"], value: "x", after: "a: 'x'\n" },
    { name: "under a quoted key", text: "'a': 1\n", path: ["a"], value: 2, after: "'a': 2\n" },
    {
      name: "the last of duplicate keys, which counts",
      text: "a: 1\na: 2\n",
      path: ["a"],
      value: 3,
      after: "a: 1\na: 3\n",
    },
    {
      name: "in a flow mapping",
      text: "a: {b: 1, c: 2}\n",
      path: ["a", "b"],
      value: "x, y",
      after: "a: {b: 'x, y', c: 2}\n",
    },
    { name: "in JSON", text: '{"a": 1}\n', path: ["a"], value: "x", after: '{"a": "x"}\n' },
    { name: "behind an anchor nobody uses", text: "a: &one 1\n", path: ["a"], value: 2, after: "a: &one 2\n" },
    {
      name: "not behind a tag, which would read it otherwise",
      text: "a: !!str 1\n",
      path: ["a"],
      value: 2,
      after: undefined,
    },
    { name: "not a block scalar", text: "a: |\n  text\n", path: ["a"], value: "x", after: undefined },
    { name: "not a mapping", text: "a:\n  b: 1\n", path: ["a"], value: 2, after: undefined },
    { name: "not an alias", text: "a: &one 1\nb: *one\n", path: ["b"], value: 2, after: undefined },
    { name: "not where an alias points to", text: "a: &one 1\nb: *one\n", path: ["a"], value: 2, after: undefined },
    {
      name: "not inside what an alias points to",
      text: "a: &one\n  c: 1\nb: *one\n",
      path: ["a", "c"],
      value: 2,
      after: undefined,
    },
    { name: "not inside an alias", text: "a: &one\n  c: 1\nb: *one\n", path: ["b", "c"], value: 2, after: undefined },
    {
      name: "not a merged value",
      text: "a: &one\n  c: 1\nb:\n  <<: *one\n",
      path: ["b", "c"],
      value: 2,
      after: undefined,
    },
    { name: "not in a document with a syntax error", text: "a: 1\nb: [\n", path: ["a"], value: 2, after: undefined },
  ]);
});

describe("setValue on a value that is empty", () => {
  runSet([
    { name: "nothing after the colon", text: "a:\nb: 1\n", path: ["a"], value: 2, after: "a: 2\nb: 1\n" },
    { name: "at the end of a text without a line break", text: "a:", path: ["a"], value: 2, after: "a: 2" },
    { name: "a comment after the colon", text: "a: # why\nb: 1\n", path: ["a"], value: 2, after: "a: 2 # why\nb: 1\n" },
    { name: "a tilde", text: "a: ~ # why\n", path: ["a"], value: 2, after: "a: 2 # why\n" },
    { name: "a mapping", text: "a: # why\nb: 1\n", path: ["a", "c"], value: 2, after: "a: # why\n  c: 2\nb: 1\n" },
    {
      name: "a mapping in place of null",
      text: "a: null # why\nb: 1\n",
      path: ["a", "c"],
      value: 2,
      after: "a: # why\n  c: 2\nb: 1\n",
    },
    {
      name: "a mapping before comments",
      text: "a:\n  # later\nb: 1\n",
      path: ["a", "c"],
      value: 2,
      after: "a:\n  c: 2\n  # later\nb: 1\n",
    },
    { name: "an empty mapping", text: "a:\nb: 1\n", path: ["a"], value: {}, after: "a: {}\nb: 1\n" },
    { name: "an empty sequence", text: "a: ~\n", path: ["a"], value: [], after: "a: []\n" },
    { name: "a null again", text: "a:\nb: 1\n", path: ["a"], value: null, after: "a:\nb: 1\n" },
    {
      name: "with Windows line breaks",
      text: "a:\r\nb: 1\r\n",
      path: ["a", "c"],
      value: 2,
      after: "a:\r\n  c: 2\r\nb: 1\r\n",
    },
    { name: "null in JSON", text: '{"a": null}', path: ["a"], value: { b: 1 }, after: '{"a": {"b": 1}}' },
    { name: "nothing in a flow mapping", text: "{a: , b: 1}\n", path: ["a"], value: 2, after: "{a: 2 , b: 1}\n" },
    { name: "a key alone in a flow mapping", text: "{a, b: 1}\n", path: ["a"], value: 2, after: "{a: 2, b: 1}\n" },
    { name: "an empty item", text: "a:\n- # why\n- 1\n", path: ["a", 0], value: 2, after: "a:\n- 2 # why\n- 1\n" },
    { name: "an item that is null", text: "- ~ # why\n", path: [0, "a"], value: 2, after: "- a: 2 # why\n" },
    {
      name: "a mapping of two entries in an empty item",
      text: "-\n- 1\n",
      path: [0],
      value: { a: 1, b: 2 },
      after: "- a: 1\n  b: 2\n- 1\n",
    },
    {
      name: "behind an anchor without a value: no edit",
      text: "a: &one\nb: 1\n",
      path: ["a"],
      value: 2,
      after: undefined,
    },
    { name: "an explicit key without a value: no edit", text: "? a\n", path: ["a"], value: 2, after: undefined },
  ]);
});

describe("setValue on an entry that is not there", () => {
  runSet([
    { name: "at the end", text: "a: 1\nb: 2\n", path: ["c"], value: 3, after: "a: 1\nb: 2\nc: 3\n" },
    { name: "without a final line break", text: "a: 1", path: ["b"], value: 2, after: "a: 1\nb: 2" },
    { name: "with Windows line breaks", text: "a: 1\r\n", path: ["b"], value: 2, after: "a: 1\r\nb: 2\r\n" },
    { name: "after a byte order mark", text: "\uFEFFa: 1\n", path: ["b"], value: 2, after: "\uFEFFa: 1\nb: 2\n" },
    { name: "behind a trailing comment", text: "a: 1 # one\n", path: ["b"], value: 2, after: "a: 1 # one\nb: 2\n" },
    { name: "before blank lines", text: "a: 1\n\n\n", path: ["b"], value: 2, after: "a: 1\nb: 2\n\n\n" },
    {
      name: "before the end of the document",
      text: "---\na: 1\n...\n",
      path: ["b"],
      value: 2,
      after: "---\na: 1\nb: 2\n...\n",
    },
    {
      name: "after a named entry",
      text: "- name: x\n  # graph\n  graph: {}\n",
      path: [0, "traffic"],
      value: 50,
      options: { after: "name" },
      after: "- name: x\n  traffic: 50\n  # graph\n  graph: {}\n",
    },
    {
      name: "behind the deeper comments of the entry before",
      text: "a:\n  b: 1\n  # b\n# end\n",
      path: ["c"],
      value: 2,
      after: "a:\n  b: 1\n  # b\nc: 2\n# end\n",
    },
    {
      name: "into an item",
      text: "a:\n  - b: 1\n  - c: 2\n",
      path: ["a", 0, "d"],
      value: 3,
      after: "a:\n  - b: 1\n    d: 3\n  - c: 2\n",
    },
    {
      name: "into an item of an item",
      text: "- - a: 1\n  - b: 2\n",
      path: [0, 0, "c"],
      value: 3,
      after: "- - a: 1\n    c: 3\n  - b: 2\n",
    },
    {
      name: "into an item with wide dashes",
      text: "-   a: 1\n",
      path: [0, "b"],
      value: 2,
      after: "-   a: 1\n    b: 2\n",
    },
    {
      name: "a nested value in four-space layout",
      text: "a:\n    b:\n        c: 1\n",
      path: ["a", "d", "e"],
      value: 2,
      after: "a:\n    b:\n        c: 1\n    d:\n        e: 2\n",
    },
    {
      name: "a sequence whose dashes stand under the key",
      text: "a:\n- 1\n",
      path: ["b"],
      value: [{ c: 1, d: [2] }],
      after: "a:\n- 1\nb:\n- c: 1\n  d:\n  - 2\n",
    },
    {
      name: "a sequence with indented dashes",
      text: "a:\n  - 1\n",
      path: ["b"],
      value: [{ c: 1, d: [2] }],
      after: "a:\n  - 1\nb:\n  - c: 1\n    d:\n      - 2\n",
    },
    {
      name: "a sequence of sequences",
      text: "a: 1\n",
      path: ["b"],
      value: [[1, 2], []],
      after: "a: 1\nb:\n- - 1\n  - 2\n- []\n",
    },
    {
      name: "after a literal",
      text: "a: |\n  x\n\nb: 1\n",
      path: ["c"],
      value: 2,
      options: { after: "a" },
      after: "a: |\n  x\nc: 2\n\nb: 1\n",
    },
    {
      name: "after a folded scalar without its line break",
      text: "a: >-\n  x\nb: 1\n",
      path: ["c"],
      value: 2,
      options: { after: "a" },
      after: "a: >-\n  x\nc: 2\nb: 1\n",
    },
    {
      name: "after a literal that keeps its blank lines",
      text: "a: |+\n  x\n\nb: 1\n",
      path: ["c"],
      value: 2,
      options: { after: "a" },
      after: "a: |+\n  x\n\nc: 2\nb: 1\n",
    },
    {
      name: "after a mapping that ends with such a literal",
      text: "a:\n  b: |+\n    x\n\nd: 1\n",
      path: ["c"],
      value: 2,
      options: { after: "a" },
      after: "a:\n  b: |+\n    x\n\nc: 2\nd: 1\n",
    },
    {
      name: "after such a literal behind an anchor",
      text: "a: &x |1+\n x\n\n",
      path: ["c"],
      value: 2,
      after: "a: &x |1+\n x\n\nc: 2\n",
    },
    {
      name: "after a literal whose last line is white space",
      text: "a: |\n  x\n    \nb: 1\n",
      path: ["c"],
      value: 2,
      options: { after: "a" },
      after: "a: |\n  x\n    \nc: 2\nb: 1\n",
    },
    {
      name: "after a hash in a literal",
      text: "a: |\n  # no comment\n",
      path: ["c"],
      value: 2,
      after: "a: |\n  # no comment\nc: 2\n",
    },
    {
      name: "not after a literal that a line break would change",
      text: "a: |\n  x",
      path: ["c"],
      value: 2,
      after: undefined,
    },
    {
      name: "after a stripped literal at the end of the text",
      text: "a: |-\n  x",
      path: ["c"],
      value: 2,
      after: "a: |-\n  x\nc: 2",
    },
    { name: "after an alias", text: "a: &x 1\nb: *x\n", path: ["c"], value: 2, after: "a: &x 1\nb: *x\nc: 2\n" },
    {
      name: "after an empty value",
      text: "a:\n\nb:\n  # c\n",
      path: ["c"],
      value: 2,
      options: { after: "a" },
      after: "a:\nc: 2\n\nb:\n  # c\n",
    },
    {
      name: "beside a merge key",
      text: "a: &x {b: 1}\nc:\n  <<: *x\n",
      path: ["c", "d"],
      value: 2,
      after: "a: &x {b: 1}\nc:\n  <<: *x\n  d: 2\n",
    },
    {
      name: "under a key that has an anchor itself: column of the others",
      text: "- &x a: 1\n  b: 2\n",
      path: [0, "c"],
      value: 3,
      after: "- &x a: 1\n  b: 2\n  c: 3\n",
    },
    { name: "not beside explicit keys", text: "? a\n: 1\n", path: ["c"], value: 2, after: undefined },
    { name: "not beside complex keys", text: "a: 1\n[b]: 2\n", path: ["c"], value: 2, after: undefined },
    { name: "not below a scalar", text: "a: 1\n", path: ["a", "b"], value: 2, after: undefined },
    {
      name: "a key and a value that need quotes",
      text: "a: 1\n",
      path: ["on"],
      value: "yes",
      after: "a: 1\n'on': 'yes'\n",
    },
    {
      name: "a value that needs escapes",
      text: "a: 1\n",
      path: ["b"],
      value: "x\ny\u2028\u0007",
      after: 'a: 1\nb: "x\\ny\\u2028\\u0007"\n',
    },
  ]);
});

describe("setValue in flow style", () => {
  runSet([
    { name: "into an empty mapping", text: "a: {}\n", path: ["a", "b"], value: "x", after: "a: { b: x }\n" },
    {
      name: "into an empty mapping with space in it",
      text: "a: {  } # c\n",
      path: ["a", "b"],
      value: 1,
      after: "a: { b: 1 } # c\n",
    },
    { name: "into an empty sequence", text: "a: []\n", path: ["a", 0], value: { b: 1 }, after: "a: [{ b: 1 }]\n" },
    { name: "into an empty JSON mapping", text: '{"a": {}}', path: ["a", "b"], value: "x", after: '{"a": {"b": "x"}}' },
    { name: "on one line", text: "a: {b: 1}\n", path: ["a", "c"], value: 2, after: "a: {b: 1, c: 2}\n" },
    { name: "before a trailing comma", text: "a: {b: 1,}\n", path: ["a", "c"], value: 2, after: "a: {b: 1, c: 2,}\n" },
    {
      name: "over several lines",
      text: "a: {\n  b: 1\n  }\n",
      path: ["a", "c"],
      value: 2,
      after: "a: {\n  b: 1,\n  c: 2\n  }\n",
    },
    {
      name: "into JSON over several lines",
      text: '{\n  "a": {\n    "b": 1\n  }\n}\n',
      path: ["a", "c"],
      value: { d: [1] },
      after: '{\n  "a": {\n    "b": 1,\n    "c": {\n      "d": [\n        1\n      ]\n    }\n  }\n}\n',
    },
    {
      name: "into JSON indented by tabs",
      text: '{\n\t"a": 1\n}\n',
      path: ["b"],
      value: { c: 1 },
      after: '{\n\t"a": 1,\n\t"b": {\n\t\t"c": 1\n\t}\n}\n',
    },
    {
      name: "into an empty mapping of JSON over several lines",
      text: '{\n  "a": {}\n}\n',
      path: ["a", "b"],
      value: 1,
      after: '{\n  "a": {\n    "b": 1\n  }\n}\n',
    },
    { name: "after an empty value", text: "{a: }\n", path: ["b"], value: 2, after: "{a: , b: 2}\n" },
    {
      name: "a question mark is quoted for go-yaml",
      text: "{a: 1}\n",
      path: ["b"],
      value: "x?y",
      after: "{a: 1, b: 'x?y'}\n",
    },
    { name: "not across a comment", text: "a: {\n  b: 1 # c\n  }\n", path: ["a", "c"], value: 2, after: undefined },
    {
      name: "not over a comment in an empty mapping",
      text: "a: { # c\n  }\n",
      path: ["a", "c"],
      value: 2,
      after: undefined,
    },
    { name: "not over complex keys", text: "a: {[x]: 1}\n", path: ["a", "c"], value: 2, after: undefined },
  ]);
});

describe("items", () => {
  runSet([
    { name: "at the end", text: "a:\n  - 1 # one\n", path: ["a", 1], value: 2, after: "a:\n  - 1 # one\n  - 2\n" },
    {
      name: "a mapping",
      text: "a:\n- b: 1\n",
      path: ["a", 1],
      value: { b: 2, c: 3 },
      after: "a:\n- b: 1\n- b: 2\n  c: 3\n",
    },
    { name: "behind an empty one", text: "-\n", path: [1], value: 2, after: "-\n- 2\n" },
    {
      name: "of a sequence in a sequence",
      text: "- - 1\n- - 2\n",
      path: [0, 1],
      value: 3,
      after: "- - 1\n  - 3\n- - 2\n",
    },
    { name: "not beyond the next place", text: "- 1\n", path: [2], value: 2, after: undefined },
    { name: "a first item that is not the zeroth", text: "a:\n", path: ["a", 1], value: 2, after: undefined },
    {
      name: "of a sequence that is not there",
      text: "a: 1\n",
      path: ["b", 0, "c"],
      value: 2,
      after: "a: 1\nb:\n- c: 2\n",
    },
  ]);

  test("appendItem offers nothing on what is no sequence", () => {
    expect(edited("a: 1\n", ["a"], (document, cursor) => appendItem(document, cursor, 1))).toBeUndefined();
  });
});

describe("insertEntry", () => {
  test("does not write a key a second time", () => {
    expect(edited("a: 1\n", [], (document, cursor) => insertEntry(document, cursor, "a", 2))).toBeUndefined();
  });

  test("goes behind the last of two equal keys, the one that counts", () => {
    const insert = edited("a: 1\nb: 2\na: 3\n", [], (document, cursor) =>
      insertEntry(document, cursor, "c", 4, { after: "a" }),
    );
    expect(insert).toBe("a: 1\nb: 2\na: 3\nc: 4\n");
  });
});

describe("renameKey", () => {
  const rename = (text: string, path: Path, key: string): string | undefined =>
    edited(text, path, (document, cursor) => renameKey(document, cursor, key));

  test.each([
    ["plain", "a : 1 # c\n", ["a"], "b", "b : 1 # c\n"],
    ["double-quoted", '{"a": 1}', ["a"], "b", '{"b": 1}'],
    ["single-quoted", "'a': 1\n", ["a"], "b", "'b': 1\n"],
    ["to one that needs quotes", "a: 1\n", ["a"], "y", "'y': 1\n"],
    ["of an empty value", "a:\n", ["a"], "b", "b:\n"],
    ["explicit", "? a\n: 1\n", ["a"], "b", "? b\n: 1\n"],
  ])("%s", (_, text, path, key, after) => {
    expect(rename(text, path, key)).toBe(after);
  });

  test("offers nothing where the new key is there already, for a merged value, an alias as key, an item", () => {
    expect(rename("a: 1\nb: 2\n", ["a"], "b")).toBeUndefined();
    expect(rename("a: &x {c: 1}\nb:\n  <<: *x\n", ["b", "c"], "d")).toBeUndefined();
    expect(rename("a: &x c\n*x : 1\n", ["c"], "d")).toBeUndefined();
    expect(rename("- 1\n", [0], "d")).toBeUndefined();
  });
});

test("two insertions into one flow mapping go together, whatever comma it ends in", () => {
  for (const [text, after] of [
    ["a: {b: 1}\n", "a: {b: 1, c: 2, d: 3}\n"],
    ["a: {b: 1,}\n", "a: {b: 1, c: 2, d: 3,}\n"],
    ["a: {\n  b: 1,\n}\n", "a: {\n  b: 1,\n  c: 2,\n  d: 3,\n}\n"],
  ] as const) {
    const both = edited(text, ["a"], (document, cursor) => {
      const [first, second] = [insertEntry(document, cursor, "c", 2), insertEntry(document, cursor, "d", 3)];
      return first && second && [...first, ...second];
    });
    expect(both).toBe(after);
  }
});

test("a pair that stands in a list without braces is left alone: what is put beside it would be an item of its own", () => {
  const text = 'a: [ "b": 1, "c": 2 ]\n';
  expect(edited(text, ["a", 0], (document, cursor) => insertEntry(document, cursor, "d", 3))).toBeUndefined();
  expect(edited(text, ["a", 0, "d"], (document, cursor) => setValue(document, cursor, 3))).toBeUndefined();
  expect(edited(text, ["a", 0, "b"], (document, cursor) => setValue(document, cursor, 3))).toBe(text.replace("1", "3"));
});
