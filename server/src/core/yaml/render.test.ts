// Values written as text read back as the same values, to us and to a parser that is not ours.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseDocument } from "./document.ts";
import { renderEntryLines, renderFlow, renderItemLines, renderString, type PlainValue } from "./render.ts";
import type { ScalarStyle } from "./tree.ts";

const { layout } = parseDocument("a:\n  b:\n  - c\n");
const { layout: json } = parseDocument('{"a": 1}');

describe("renderString", () => {
  test.each([
    ["classifier", "classifier"],
    ["gs://seldon-models/v1.17.1/sklearn/iris", "gs://seldon-models/v1.17.1/sklearn/iris"],
    ["a b", "a b"],
    ["--port=1", "--port=1"],
    ["a#b", "a#b"],
    ["a:b", "a:b"],
    ["12:30", "12:30"],
    ["", "''"],
    ["yes", "'yes'"],
    ["010", "'010'"],
    ["1.10", "'1.10'"],
    ["~", "'~'"],
    ["null", "'null'"],
    ["it's", "it's"],
    ["'it'", "'''it'''"],
    ["- a", "'- a'"],
    ["a: b", "'a: b'"],
    ["a:", "'a:'"],
    ["a # b", "'a # b'"],
    ["*a", "'*a'"],
    ["&a", "'&a'"],
    ["{a}", "'{a}'"],
    ["a, b", "'a, b'"],
    [" a", "' a'"],
    ["a ", "'a '"],
    ["--- a", "'--- a'"],
    ["@a", "'@a'"],
    ["%a", "'%a'"],
    ["a\nb", '"a\\nb"'],
    ["a\tb", '"a\\tb"'],
    ["\u0085\u009F\u2028\uFEFF", '"\\u0085\\u009f\\u2028\\ufeff"'],
  ])("%j becomes %s", (text, rendered) => {
    expect(renderString(text)).toBe(rendered);
  });

  test("keeps the style asked for", () => {
    expect(renderString("a", "double")).toBe('"a"');
    expect(renderString("a", "single")).toBe("'a'");
    expect(renderString("a\nb", "single")).toBe('"a\\nb"');
  });

  test("reads back as the same string in every style, as a value, a key, an item and in brackets", () => {
    const text = fc.oneof(
      fc.string({ unit: "binary-ascii" }),
      fc.string({ unit: fc.constantFrom(...Array.from("ab01.-:#{}[],'\"&*!|>%@`?~ \n\t\u0085\u2028\uFEFF😀")) }),
    );
    const style = fc.constantFrom<ScalarStyle>("plain", "single", "double");
    fc.assert(
      fc.property(text, style, (value, style) => {
        const scalar = renderString(value, style);
        for (const written of [`k: ${scalar}\n`, `${scalar}: k\n`, `- ${scalar}\n`, `[${scalar}, x]\n`]) {
          const document = parseDocument(written);
          expect(document.problems).toEqual([]);
          const root = document.cursor();
          const read = root.map ? [root.entries()[0]?.name, root.key("k").string()] : [root.item(0).string()];
          expect(read).toContain(value);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const value: fc.Arbitrary<PlainValue> = fc.letrec<{ value: PlainValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4, depthIdentifier: "value" },
    fc.constantFrom<PlainValue>("a", "yes", "", "a: b", 1, 0.5, -3, true, null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b.c/d", "on"), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe("values of any shape", () => {
  test("read back the same as lines of an entry, lines of an item, flow and JSON", () => {
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2, 4), fc.constantFrom(2, 4), (value, dashOffset, step) => {
        const own = { ...layout, dashOffset, step };
        expect(parse(renderEntryLines("k", value, 0, own).join("\n"))).toEqual({ k: value });
        expect(parse(renderItemLines(value, 0, own).join("\n"))).toEqual([value]);
        expect(parse(renderFlow(value, own))).toEqual(value);
        expect(JSON.parse(renderFlow(value, json))).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });
});
