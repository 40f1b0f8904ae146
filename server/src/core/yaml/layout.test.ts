// What is read off a text about how its author lays it out.
import { describe, expect, test } from "vitest";
import { parseDocument } from "./document.ts";
import { columnOf } from "./layout.ts";

describe("layout", () => {
  test.each([
    ["two spaces where nothing says otherwise", "a: 1\n", { step: 2, dashOffset: 0, json: false, newline: "\n" }],
    ["four spaces", "a:\n    b:\n        c: 1\n", { step: 4 }],
    ["what most mappings do", "a:\n  b: 1\nc:\n    d: 1\ne:\n  f: 1\n", { step: 2 }],
    ["dashes under their key", "a:\n- b\n", { dashOffset: 0 }],
    ["indented dashes", "a:\n  - b\n", { dashOffset: 2 }],
    ["dashes of items in items", "a:\n  - b:\n      - c\n", { dashOffset: 2 }],
    ["Windows line breaks", "a: 1\r\nb: 2\r\n", { newline: "\r\n" }],
    ["JSON", '{\n    "a": 1\n}\n', { json: true, jsonIndent: "    " }],
    ["JSON indented by tabs", '{\n\t"a": 1\n}\n', { json: true, jsonIndent: "\t" }],
    ["JSON on one line", '{"a": 1}', { json: true, jsonIndent: "  " }],
    ["a list in brackets", "[1]\n", { json: true }],
    ["a flow mapping that is no JSON", "{a: 1}\n", { json: false }],
    ["a document of one flow mapping in a block mapping", 'a: {"b": 1}\n', { json: false }],
    ["nothing", "", { step: 2, dashOffset: 0, json: false }],
  ])("%s", (_, text, layout) => {
    expect(parseDocument(text).layout).toMatchObject(layout);
  });
});

describe("columnOf", () => {
  test.each([
    ["a: 1", 3, 3],
    ["a\nbc", 3, 1],
    ["a\r\nbc", 3, 0],
    ["a\rbc", 3, 1],
    ["\uFEFFa: 1", 1, 0],
  ])("%j at %i is %i", (text, offset, column) => {
    expect(columnOf(text, offset)).toBe(column);
  });
});
