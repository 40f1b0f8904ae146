// The tree of a single document: what kubectl would read, and problems in place of exceptions.
import { describe, expect, test } from "vitest";
import { parseDocument } from "./document.ts";

function problemCodes(text: string): string[] {
  return parseDocument(text).problems.map(problem => problem.code);
}

describe("scalars", () => {
  test.each([
    ["a plain one", "a: 010\n", 8],
    ["a quoted one", "a: '010'\n", "010"],
    ["one with escapes", 'a: "x\\ny\\u0041"\n', "x\nyA"],
    ["one over several lines", "a: x\n  y\n", "x y"],
    ["a literal", "a: |\n  x\n  y\n", "x\ny\n"],
    ["a folded one", "a: >-\n  x\n  y\n", "x y"],
    ["a literal that is a number", "a: |-\n  5\n", "5"],
    ["a literal whose last line has no line break, as go-yaml reads it", "a: |\n  x", "x"],
    ["one that keeps its line breaks and has none", "a: |+\n  x", "x"],
    ["one with the tag of a string", "a: !!str 5\n", "5"],
    ["one with the tag of a number", "a: !!int 5\n", 5],
    ["one with an unknown tag", "a: !env 5\n", "5"],
    ["one whose tag says bytes, as it is written", "a: !!binary aGk=\n", "aGk="],
    ["one behind an anchor", "a: &x 5\n", 5],
    ["a date", "a: 2024-01-02\n", "2024-01-02"],
    ["a colon inside", "a: 12:30\n", "12:30"],
    ["one on lines that end in a lone CR", "x: 1\ra: 5 # c\rb: 2\r", 5],
    ["a literal with a lone CR in it, which is a line break", "a: |\r  x\r  y\r", "x\ny\n"],
    ["a closing bracket below the key, as go-yaml allows", "a: [\n  5\n]\n", undefined],
  ])("%s", (_, text, value) => {
    const document = parseDocument(text);
    expect(document.problems).toEqual([]);
    expect(document.cursor().key("a").scalar?.value).toBe(value);
  });
});

describe("problems", () => {
  test.each([
    ["an open bracket", "a: [1\n", "BAD_INDENT"],
    ["a quote that does not end", 'a: "x\n', "MISSING_CHAR"],
    ["a tab as indentation", "a:\n\tb: 1\n", "TAB_AS_INDENT"],
    ["an alias without an anchor", "a: *x\n", "UNRESOLVED_ALIAS"],
    ["an alias before its anchor", "a: *x\nb: &x 1\n", "UNRESOLVED_ALIAS"],
    ["a control character", "a: \u0001\n", "CONTROL_CHARACTER"],
    ["a control character beyond ASCII", "a: \u0080\n", "CONTROL_CHARACTER"],
  ])("%s", (_, text, code) => {
    expect(problemCodes(text)).toContain(code);
  });

  test.each([
    ["duplicate keys, which another rule is about", "a: 1\na: 2\n"],
    ["an emoji", "a: 😀\n"],
    ["a byte order mark before a mapping", "\uFEFFa: 1\nb: 2\n"],
    ["a byte order mark before a sequence", "\uFEFF- 1\n- 2\n"],
    ["a NEL", "a: x\u0085y\n"],
    ["nothing", ""],
    ["comments only", "# a\n"],
  ])("none for %s", (_, text) => {
    expect(problemCodes(text)).toEqual([]);
  });

  test("leave the rest of the tree readable", () => {
    const cursor = parseDocument("a: 1\nb: [\nc: 2\n").cursor();
    expect(cursor.key("a").integer()).toBe(1);
  });

  test("take the place of a tree that nests too deep", () => {
    for (const text of ["[".repeat(20_000), "{a: ".repeat(20_000), "- ".repeat(20_000)]) {
      expect(parseDocument(text).problems.length).toBeGreaterThan(0);
    }
  });
});

describe("tree", () => {
  test("knows the dash of every item", () => {
    const { root } = parseDocument("\uFEFF- a\n# c\n-\n-   b: 1\n");
    expect(root?.kind === "sequence" && root.dashes).toEqual([1, 9, 11]);
  });

  test("leaves out keys that are no scalars, and says so", () => {
    const { root } = parseDocument("a: 1\n[b]: 2\n? {c: 3}\n: 4\n");
    expect(root).toMatchObject({ kind: "map", hasComplexKeys: true });
    expect(root?.kind === "map" && root.entries.map(entry => entry.key.text)).toEqual(["a"]);
  });

  test("takes a pair in brackets for a mapping", () => {
    const cursor = parseDocument("[a: 1, b]\n").cursor();
    expect(cursor.item(0).key("a").integer()).toBe(1);
    expect(cursor.item(1).string()).toBe("b");
  });

  test("shares what an alias stands for, however often it is used", () => {
    const levels = Array.from(
      { length: 40 },
      (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(", ")}]\n`,
    );
    const started = performance.now();
    const document = parseDocument(`l0: &l0 x\n${levels.join("")}`);
    expect(
      document
        .cursor()
        .at("l40", ...Array<number>(40).fill(8))
        .string(),
    ).toBe("x");
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
