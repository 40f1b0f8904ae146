// Where the documents of a stream begin and end.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import { splitDocuments } from "./split.ts";

function parts(text: string): string[] {
  return splitDocuments(text).map(({ start, end }) => text.slice(start, end));
}

describe("splitDocuments", () => {
  test.each<[name: string, text: string, parts: string[]]>([
    ["nothing", "", [""]],
    ["one document", "a: 1\n", ["a: 1\n"]],
    ["a leading marker", "---\na: 1\n", ["---\na: 1\n"]],
    ["two documents", "a: 1\n---\nb: 2\n", ["a: 1\n", "---\nb: 2\n"]],
    ["Windows line breaks", "a: 1\r\n---\r\nb: 2\r\n", ["a: 1\r\n", "---\r\nb: 2\r\n"]],
    ["content on the marker's line", "--- {a: 1}\n--- # two\nb: 2", ["--- {a: 1}\n", "--- # two\nb: 2"]],
    ["an empty document between", "a\n---\n---\nb\n", ["a\n", "---\n", "---\nb\n"]],
    ["comments before the first marker", "# one\n---\na: 1\n", ["# one\n---\na: 1\n"]],
    ["comments before a later marker", "a: 1\n# one\n---\nb: 2\n", ["a: 1\n# one\n", "---\nb: 2\n"]],
    [
      "directives",
      "%YAML 1.2\n---\na: 1\n...\n%YAML 1.2\n---\nb: 2\n",
      ["%YAML 1.2\n---\na: 1\n...\n", "%YAML 1.2\n---\nb: 2\n"],
    ],
    ["an end marker and content without a marker", "a: 1\n...\nb: 2\n", ["a: 1\n...\n", "b: 2\n"]],
    ["an end marker and nothing", "a: 1\n...\n# end\n", ["a: 1\n...\n# end\n"]],
    ["an end marker before anything", "...\na: 1\n", ["...\n", "a: 1\n"]],
    ["no marker inside a word", "a: 1\n---b\n", ["a: 1\n---b\n"]],
    ["no marker that is indented", "a: |\n  ---\n  b\n", ["a: |\n  ---\n  b\n"]],
    ["a marker right behind a block scalar", "a: |\n  x\n---\nb\n", ["a: |\n  x\n", "---\nb\n"]],
  ])("%s", (_, text, wanted) => {
    expect(parts(text)).toEqual(wanted);
  });

  test("leaves no gap and loses no document the parser would find", () => {
    const line = fc.constantFrom("a: 1", "- b", "---", "--- c", "...", "# d", "", "  e", "%YAML 1.2");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), lines => {
        const text = lines.join("\n");
        expect(parts(text).join("")).toBe(text);
        for (const part of parts(text)) {
          const documents = parseAllDocuments(part, { logLevel: "silent" });
          expect(documents.filter(document => document.toJS() !== null).length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
