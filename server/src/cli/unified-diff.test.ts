import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { unifiedDiff } from "./unified-diff.ts";

describe("unified diff", () => {
  test("texts that are equal have none", () => {
    expect(unifiedDiff("a.yaml", "x\n", "x\n")).toBe("");
  });

  test("one changed line stands between three lines of context", () => {
    expect(unifiedDiff("a.yaml", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n")).toBe(
      "--- a/a.yaml\n+++ b/a.yaml\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n",
    );
  });

  test("changes far apart get hunks of their own, with counts of their own", () => {
    const before = Array.from({ length: 20 }, (_, index) => `${index}\n`);
    const after = before.flatMap((line, index) => (index === 1 ? [] : index === 18 ? [line, "new\n"] : [line]));
    const headers = [...unifiedDiff("a", before.join(""), after.join("")).matchAll(/^@@.*@@$/gm)].map(
      ([header]) => header,
    );
    expect(headers).toEqual(["@@ -1,5 +1,4 @@", "@@ -17,4 +16,5 @@"]);
  });

  test("a file that was empty, and one that becomes it", () => {
    expect(unifiedDiff("a", "", "x\n")).toContain("@@ -0,0 +1 @@\n+x\n");
    expect(unifiedDiff("a", "x\n", "")).toContain("@@ -1 +0,0 @@\n-x\n");
  });

  test("a missing line break at the end is said", () => {
    expect(unifiedDiff("a", "x", "y")).toContain(
      "-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n",
    );
    expect(unifiedDiff("a", "x", "x\n")).toContain("-x\n\\ No newline at end of file\n+x\n");
  });

  test("CRLF is part of the line", () => {
    expect(unifiedDiff("a", "x\r\ny\r\n", "x\r\nz\r\n")).toContain(" x\r\n-y\r\n+z\r\n");
  });

  test("names with spaces end with a tab, as patch wants it", () => {
    expect(unifiedDiff("my file.yaml", "x\n", "y\n")).toContain("--- a/my file.yaml\t\n");
  });

  test("applied to the old text it gives the new one, for any two texts", () => {
    const line = fc.constantFrom("a", "b", "c", "", "---", "+ x");
    const text = fc
      .tuple(fc.array(line, { maxLength: 30 }), fc.boolean())
      .map(([lines, ends]) => lines.join("\n") + (ends ? "\n" : ""));
    fc.assert(fc.property(text, text, (before, after) => applyDiff(before, unifiedDiff("a", before, after)) === after));
  });

  test("two long texts with nothing in common cost no more than their length", () => {
    const long = (word: string): string => Array.from({ length: 20_000 }, (_, index) => `${word}${index}\n`).join("");
    expect(applyDiff(long("a"), unifiedDiff("a", long("a"), long("b")))).toBe(long("b"));
  });

  test("no more lines are replaced than have to be", () => {
    const diff = unifiedDiff("a", "a\nb\nc\na\nb\nb\na\n", "c\nb\na\nb\na\nc\n");
    expect(diff.match(/^[-+](?![-+])/gm)).toHaveLength(5);
  });
});

/** What `patch` does, strictly: every context line and every removed line has to be there. */
function applyDiff(before: string, diff: string): string {
  const source = before === "" ? [] : before.split(/(?<=\n)/);
  const result: string[] = [];
  let position = 0;
  const lines = diff.split(/(?<=\n)/).slice(2);
  lines.forEach((line, index) => {
    const header = /^@@ -(\d+)(?:,(\d+))? /.exec(line);
    if (header) {
      const start = Number(header[1]) - (header[2] === "0" ? 0 : 1);
      result.push(...source.slice(position, start));
      position = start;
      return;
    }
    if (line.startsWith("\\")) return;
    const content = lines[index + 1]?.startsWith("\\") ? line.slice(1, -1) : line.slice(1);
    if (line.startsWith("+")) result.push(content);
    else if (source[position] !== content) throw new Error(`Line ${position + 1} is not ${JSON.stringify(content)}.`);
    else {
      if (line.startsWith(" ")) result.push(content);
      position++;
    }
  });
  return [...result, ...source.slice(position)].join("");
}
