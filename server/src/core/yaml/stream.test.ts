// Files of several documents: nothing throws, every place lies in its text, and what did not change is not parsed again.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomYaml } from "../../../../test/support/random-yaml.ts";
import { parseStream, type YamlStream } from "./stream.ts";
import type { YamlDocument } from "./document.ts";
import type { YamlNode } from "./tree.ts";

const fragment = fc.constantFrom(
  ...[
    "a",
    "b: ",
    ":",
    "- ",
    "-",
    "\n",
    "\n  ",
    "\n    ",
    "\r\n",
    "\r",
    " ",
    "\t",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "&x ",
    "*x",
    "!!str ",
    "!t ",
  ],
  ...[
    "|",
    "|+\n",
    ">-\n",
    "|2",
    "'",
    '"',
    " # c",
    "#",
    "\n---\n",
    "\n...\n",
    "%YAML 1.2\n",
    "? ",
    "<<: *x",
    "~",
    "@",
    "`",
    "\\",
    "\uFEFF",
    "😀",
    "\u0000",
  ],
);
const brokenYaml = fc.array(fragment, { maxLength: 30 }).map(fragments => fragments.join(""));
const anyText = fc.oneof(
  brokenYaml,
  fc.string({ unit: "binary" }),
  fc.uint8Array().map(bytes => String.fromCharCode(...bytes)),
);
const file = fc
  .array(randomYaml, { maxLength: 4 })
  .map(documents => documents.map(({ text }) => text.replace("\uFEFF", "")).join("\n---\n"));

describe("parseStream", () => {
  test("never throws, and every place lies in its text", () => {
    fc.assert(
      fc.property(anyText, text => {
        const stream = parseStream(text);
        expect(stream.documents.map(({ document }) => document.text).join("")).toBe(text);
        for (const { document } of stream.documents) checkPlaces(document);
      }),
      { numRuns: 3000 },
    );
  });

  test("gives the same with and without a previous version", () => {
    fc.assert(
      fc.property(fc.oneof(file, brokenYaml), fc.nat(), fc.nat(20), brokenYaml, (text, at, length, inserted) => {
        const start = at % (text.length + 1);
        const edited = text.slice(0, start) + inserted + text.slice(start + length);
        expect(outline(parseStream(edited, parseStream(text)))).toEqual(outline(parseStream(edited)));
      }),
    );
  });

  test("takes over the documents that did not change", () => {
    const before = parseStream("a: 1\n---\nb: 2\n---\nc: 3\n");
    const after = parseStream("# new\na: 1\n---\nb: 2\n---\nc: 4\n", before);
    const same = after.documents.map(({ document }, index) => document === before.documents[index]?.document);
    expect(same).toEqual([false, true, false]);
    expect(after.documents.map(({ offset }) => offset)).toEqual([0, 11, 20]);
  });
});

function outline(stream: YamlStream): unknown {
  return stream.documents.map(({ offset, document }) => ({
    offset,
    text: document.text,
    problems: document.problems,
    root: document.root,
  }));
}

function checkPlaces(document: YamlDocument): void {
  const { length } = document.text;
  for (const { start, end } of document.problems) expect(0 <= start && start <= end && end <= length).toBe(true);
  const pending: (YamlNode | undefined)[] = [document.root];
  for (let node = pending.pop(); pending.length > 0 || node; node = pending.pop()) {
    if (!node) continue;
    expect(0 <= node.start && node.start <= node.end && node.end <= length).toBe(true);
    if (node.kind === "map") pending.push(...node.entries.flatMap(({ key, value }) => [key, value]));
    if (node.kind === "sequence") {
      pending.push(...node.items);
      if (!node.flow) expect(node.dashes).toHaveLength(node.items.length);
      for (const dash of node.dashes) if (dash !== undefined) expect(document.text[dash]).toBe("-");
    }
  }
}
