// Random manifests for property tests: real cases of our rules, bent in ways that people and editors bend them.
import fc from "fast-check";
import { manifestCases } from "./rule-cases.ts";

const texts = manifestCases().map(({ text }) => text);

/** Pieces that are likely to matter to a parser or to a rule. */
const PIECES = [
  ..."\n \r \t : - # & * { } [ ] , ' \" | > % @ ` ! ? . ~ < =".split(" "),
  " ",
  "---\n",
  "...\n",
  "- ",
  ": ",
  "  ",
  "\r\n",
  "\uFEFF",
  "\u0000",
  "🚀",
  "\ud83d",
  "traffic: 40\n",
  "name: x\n",
  "<<: *a\n",
  "&a ",
  "*a",
  "null",
  "{{ .Values.x }}",
  "spec:\n",
  "graph:",
  "children: []",
  "predictors:",
  "1e999",
  "!!binary x",
] as const;

/** One change of a text at a place given as a share of its length, so that it fits any text. */
export interface RandomEdit {
  readonly at: number;
  readonly removed: number;
  readonly inserted: string;
}

export const caseText: fc.Arbitrary<string> = fc.constantFrom(...texts);

export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 8 }) },
    fc.integer({ min: 9, max: 400 }),
  ),
  inserted: fc.oneof(fc.constantFrom(...PIECES), fc.constant(""), fc.string({ maxLength: 6, unit: "binary" })),
});

export function applyRandomEdit(text: string, { at, removed, inserted }: RandomEdit): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + inserted + text.slice(start + removed);
}

/** Whole lines taken out, doubled or swapped, values exchanged: such a text mostly still parses, but means something else. */
export type LineChange = { readonly line: number } & (
  | { readonly kind: "remove" }
  | { readonly kind: "double" }
  | { readonly kind: "value"; readonly value: string }
  | { readonly kind: "comment" }
);

const VALUES = [
  "",
  "null",
  "0",
  "-5",
  "150",
  '"40"',
  "true",
  "MODEL",
  "SKLEARN_SERVER",
  "x y",
  "s3://bucket/model",
  "main",
  "[]",
  "{}",
  "[1]",
  "{a: b}",
];

export const lineChange: fc.Arbitrary<LineChange> = fc
  .tuple(fc.nat(200), fc.constantFrom("remove", "double", "value", "comment"), fc.constantFrom(...VALUES))
  .map(([line, kind, value]) => (kind === "value" ? { line, kind, value } : { line, kind }));

export function applyLineChange(text: string, change: LineChange): string {
  const lines = text.split(/(?<=\n)/);
  const index = change.line % lines.length;
  const line = lines[index] ?? "";
  lines.splice(index, 1, ...changedLine(line, change));
  return lines.join("");
}

function changedLine(line: string, change: LineChange): string[] {
  switch (change.kind) {
    case "remove":
      return [];
    case "double":
      return [line, line];
    case "value":
      return [line.replace(/: \S.*?(\r?\n)?$/, (_, end: string | undefined) => `: ${change.value}${end ?? ""}`)];
    case "comment":
      return [line.replace(/(\r?\n)?$/, " # note$1")];
  }
}
