// Entries put at the head of a mapping stand as an author would have written them.
import { describe, expect, test } from "vitest";
import { applyEdits, parseDocument, prependEntries, type PlainValue } from "./index.ts";

function prepended(
  text: string,
  path: readonly (string | number)[],
  entries: Record<string, PlainValue>,
): string | undefined {
  const document = parseDocument(text);
  const edits = prependEntries(document, document.cursor().at(...path), entries);
  return edits && applyEdits(text, edits);
}

describe("prependEntries", () => {
  test.each([
    ["block mapping", "a:\n  # first\n  x: 1 # one\n", ["a"], "a:\n  # first\n  name: demo\n  x: 1 # one\n"],
    ["sequence item", "- x: 1\n  y: 2\n", [0], "- name: demo\n  x: 1\n  y: 2\n"],
    ["flow mapping", "a: { x: 1 }\n", ["a"], "a: { name: demo, x: 1 }\n"],
    ["CRLF", "a:\r\n    x: 1\r\n", ["a"], "a:\r\n    name: demo\r\n    x: 1\r\n"],
    ["JSON on one line", '{"a": {"x": 1}}', ["a"], '{"a": {"name": "demo", "x": 1}}'],
    ["JSON over lines", '{\n    "x": 1\n}\n', [], '{\n    "name": "demo",\n    "x": 1\n}\n'],
  ])("%s", (_, text, path, wanted) => {
    expect(prepended(text, path, { name: "demo" })).toBe(wanted);
  });

  test("nested values keep the layout of the document", () => {
    expect(prepended("spec:\n    x: 1\n", [], { kind: "K", metadata: { name: "demo" } })).toBe(
      "kind: K\nmetadata:\n    name: demo\nspec:\n    x: 1\n",
    );
    expect(prepended('{\n  "spec": {}\n}', [], { metadata: { name: "demo" } })).toBe(
      '{\n  "metadata": {\n    "name": "demo"\n  },\n  "spec": {}\n}',
    );
  });

  test.each([
    ["an alias", "a: &x { y: 1 }\nb: *x\n", ["b"]],
    ["an empty mapping", "a: {}\n", ["a"]],
    ["nothing", "a:\n", ["a"]],
    ["a comment before the first key", "a: { # why\n  x: 1 }\n", ["a"]],
  ])("offers nothing for %s", (_, text, path) => {
    expect(prepended(text, path, { name: "demo" })).toBeUndefined();
  });
});

test("offers nothing for a pair that stands in a list without braces", () => {
  expect(prepended('a: [ "x": 1 ]\n', ["a", 0], { name: "demo" })).toBeUndefined();
});
