// Both readers of YAML give the same tree wherever the quick one gives any, and it gives one for what people write.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyLineChange,
  applyRandomEdit,
  caseText,
  lineChange,
  randomEdit,
} from "../../../../test/support/manifest-arbitraries.ts";
import { randomYaml } from "../../../../test/support/random-yaml.ts";
import { manifestCases } from "../../../../test/support/rule-cases.ts";
import { parseDocument, parseThoroughly } from "./document.ts";
import { readQuickly } from "./quick-reader.ts";
import { splitDocuments } from "./split.ts";

const RUNS = { numRuns: 3_000 };

/** Lines that mean something to YAML, at any depth: most such texts are wrong, many are read. */
const randomLines = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.constantFrom(
        ...[
          "a:",
          "b: 1",
          "- x",
          "- a: 1",
          "-",
          "- - y",
          "- # c",
          "-   a: b",
          "- |",
          "c: |",
          "d: >-",
          "text",
          "# c",
          "",
        ],
        ...[
          "'g': h",
          '"i":j',
          "n : o",
          "p: q: r",
          "k: 'l' # m",
          "s: -",
          "t: --u",
          "z:   # c",
          'y: "a\\u00e9\\n"',
          "---",
        ],
        ...[
          "e: [a, b]",
          "f: {a: b}",
          "- {a: b, c}",
          "v: [a: b]",
          "w: [ ]",
          "x: {}",
          "[a",
          "1]",
          "? q",
          ": r",
          "&a b",
          "*a",
        ],
      ),
      fc.constantFrom("", " ", "  ", " # c", "#"),
    ),
    { maxLength: 12 },
  )
  .chain(lines =>
    fc.constantFrom("", "\n", "\n\n").map(end => {
      return lines.map(([indent, text, tail]) => " ".repeat(indent) + text + tail).join("\n") + end;
    }),
  );

const randomText = fc.oneof(
  randomYaml.map(({ text }) => text),
  randomLines,
  fc.tuple(randomLines, randomEdit).map(([text, edit]) => applyRandomEdit(text, edit)),
  fc.tuple(caseText, fc.array(randomEdit, { minLength: 1, maxLength: 3 })).map(([text, edits]) => {
    return edits.reduce(applyRandomEdit, text);
  }),
  fc.tuple(caseText, fc.array(lineChange, { minLength: 1, maxLength: 3 })).map(([text, changes]) => {
    return changes.reduce(applyLineChange, text);
  }),
);

function documentsOf(text: string): readonly string[] {
  return splitDocuments(text).map(({ start, end }) => text.slice(start, end));
}

/** `parseDocument` asks the quick reader first. */
function expectSame(text: string): void {
  const { root, problems } = parseDocument(text);
  const thorough = parseThoroughly(text);
  // Control characters are refused before any reader sees them.
  if (problems[0]?.code === "CONTROL_CHARACTER") return;
  expect({ text, root, problems }).toEqual({ text, root: thorough.root, problems: thorough.problems });
}

describe("the quick reader", () => {
  test("gives the other reader's tree for every case of our rules", () => {
    for (const { text } of manifestCases()) for (const document of documentsOf(text)) expectSame(document);
  });

  test("reads nearly all of them", () => {
    const documents = manifestCases().flatMap(({ text }) => documentsOf(text));
    const quick = documents.filter(text => readQuickly(text) !== undefined);
    expect(quick.length / documents.length).toBeGreaterThan(0.85);
  });

  test("gives the other reader's tree for random texts", () => {
    let quick = 0;
    fc.assert(
      fc.property(randomText, text => {
        for (const document of documentsOf(text)) {
          if (readQuickly(document) !== undefined) quick++;
          expectSame(document);
        }
      }),
      RUNS,
    );
    // A property that nothing reaches would say nothing.
    expect(quick).toBeGreaterThan(RUNS.numRuns / 10);
  });

  test.each([
    ["an anchor", "a: &x 1\n"],
    ["an alias", "a: *x\n"],
    ["a tag", "a: !!str 1\n"],
    ["a plain value over two lines", "a: x\n  y\n"],
    ["a quoted value over two lines", 'a: "x\n  y"\n'],
    ["an escape that JSON has not", 'a: "\\x41"\n'],
    ["an explicit key", "? a\n: 1\n"],
    ["a directive", "%YAML 1.1\n---\na: 1\n"],
    ["a tab", "a:\t1\n"],
    ["a carriage return", "a: 1\r\nb: 2\r\n"],
    ["brackets over two lines", "a: [1,\n  2]\n"],
    ["a key without a value in brackets", "a: {b}\n"],
    ["a block scalar with its indentation said", "a: |2\n    x\n"],
    ["a wrong indentation", "a:\n    b: 1\n  c: 2\n"],
    ["a second mapping on a line", "a: b: c\n"],
    ["the end of a document", "a: 1\n...\n"],
    ["nothing", "# c\n"],
    ["absurd nesting", "- ".repeat(200)],
  ])("leaves %s to the other reader", (_, text) => {
    expect(readQuickly(text)).toBeUndefined();
    expectSame(text);
  });

  test.each([
    ["comments anywhere", "# a\na: # b\n  # c\n  b: 1 # d\n# e\n  # f\n"],
    ["dashes below their key", "a:\n- b: 1\n  c:\n  - d\n"],
    ["dashes in dashes", "- - a\n  - b\n-\n  - c\n"],
    ["missing values", "a:\nb: # c\nc:\n- \n-\n"],
    ["brackets on one line", "a: {b: [1, 'x', \"y\"], c: {}} # d\n"],
    ["a literal", "a: |\n  x\n   y\n\n  z\nb: 1\n"],
    ["a folded scalar", "a: >-\n  x\n  y\n"],
    ["a repeated key", "a: 1\na: 2\n"],
    ["addresses and times", "a: http://x:80/y#z\nb: 12:30\n"],
    ["a start marker", "---  # a\na: 1\n"],
  ])("reads %s", (_, text) => {
    expect(readQuickly(text)).toBeDefined();
    expectSame(text);
  });
});
