import { expect, test } from "vitest";
import { applyEdits } from "./apply-edits.ts";
import { parseDocument } from "./document.ts";
import { indentEntries } from "./indent-entries.ts";

function indented(text: string, first: string, last: string): string | undefined {
  const document = parseDocument(text);
  const edits = indentEntries(document, document.cursor().key(first), document.cursor().key(last));
  return edits && applyEdits(text, edits);
}

test("indents whole entries, comments among them included, and leaves empty lines empty", () => {
  const text = "a:\nb: 1\n# about c\n\nc:\n- x\nd: 2\n";
  expect(indented(text, "b", "c")).toBe("a:\n  b: 1\n  # about c\n\n  c:\n  - x\nd: 2\n");
});

test("a block scalar keeps its text, blank lines with spaces included", () => {
  const text = "a:\nb: |\n  one\n     \n   two\n\nd: 2\n";
  const result = indented(text, "b", "b") ?? "";
  expect(parseDocument(result).cursor().at("a", "b").string()).toBe(parseDocument(text).cursor().key("b").string());
});

test("goes by the document's own step and line breaks", () => {
  expect(indented("x:\r\n    y: 1\r\na:\r\nb: 1\r\nc: 2", "b", "c")).toBe(
    "x:\r\n    y: 1\r\na:\r\n    b: 1\r\n    c: 2",
  );
});

test("offers nothing in flow style, beside a dash, or through an alias", () => {
  expect(indented("{a: , b: 1}", "b", "b")).toBeUndefined();
  const list = parseDocument("- b: 1\n  c: 2\n");
  expect(indentEntries(list, list.cursor().item(0).key("b"), list.cursor().item(0).key("c"))).toBeUndefined();
  const alias = parseDocument("x: &x\n  b: 1\ny: *x\n");
  expect(indentEntries(alias, alias.cursor().at("y", "b"), alias.cursor().at("y", "b"))).toBeUndefined();
});
