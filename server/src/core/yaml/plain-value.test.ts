import { expect, test } from "vitest";
import { parseDocument } from "./document.ts";
import { plainValue } from "./plain-value.ts";

function read(text: string): unknown {
  return plainValue(parseDocument(text).cursor());
}

test("reads scalars as kubectl does, which is not YAML 1.2", () => {
  expect(read("a: yes\nb: 010\nc: '010'\nd:\ne: 2020-01-01\nf: [1, ~]\n")).toEqual({
    a: true,
    b: 8,
    c: "010",
    d: null,
    e: "2020-01-01",
    f: [1, null],
  });
});

test("applies merge keys, follows aliases, and takes the last of a repeated key", () => {
  expect(read("base: &b {x: 1, y: 2}\nuse:\n  <<: *b\n  y: 3\nalias: *b\nk: 1\nk: 2\n")).toEqual({
    base: { x: 1, y: 2 },
    use: { x: 1, y: 3 },
    alias: { x: 1, y: 2 },
    k: 2,
  });
});

test("gives up on aliases that would make more than a million values", () => {
  const levels = Array.from({ length: 8 }, (_, level) => {
    const items = level === 0 ? "1" : Array.from({ length: 10 }, () => `*a${level - 1}`).join(", ");
    return `a${level}: &a${level} [${items}]`;
  });
  expect(read(`${levels.join("\n")}\n`)).toBeUndefined();
});

test("gives nothing that JSON cannot carry", () => {
  expect(JSON.stringify(read("a: 9007199254740993\nb: .inf\n"))).toBe('{"a":9007199254740992,"b":null}');
});
