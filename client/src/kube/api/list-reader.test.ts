import { Buffer } from "node:buffer";
import { array, constantFrom, dictionary, json, nat, property, assert as check, string } from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "../json.ts";
import { createListReader } from "./list-reader.ts";

interface Read {
  readonly list: unknown;
  readonly items: readonly unknown[];
}

/** Reads a text that comes in pieces, cut at the offsets. */
function read(text: string, cuts: readonly number[] = []): Read {
  const bytes = Buffer.from(text);
  const items: unknown[] = [];
  const reader = createListReader(item => items.push(item));
  let from = 0;
  for (const cut of [...cuts.map(offset => offset % (bytes.length + 1)), bytes.length].sort((a, b) => a - b)) {
    reader.push(bytes.subarray(from, cut));
    from = cut;
  }
  return { list: reader.end(), items };
}

/** What `JSON.parse` makes of the same text. */
function parsed(text: string): Read {
  const list = parseJson(text);
  if (typeof list !== "object" || list === null || !("items" in list) || !Array.isArray(list.items))
    return { list, items: [] };
  const items: readonly unknown[] = list.items;
  return { list: { ...list, items: [] }, items };
}

const values = json().map((text): unknown => JSON.parse(text));
const indents = constantFrom(0, 2, "\t");
const cuts = array(nat());

test("a list in any pieces is what JSON.parse makes of it in one", () => {
  const others = dictionary(string({ unit: "binary" }), values);
  check(
    property(others, array(values), others, indents, cuts, (before, items, after, indent, offsets) => {
      const text = JSON.stringify({ ...before, items, ...after }, undefined, indent);
      expect(read(text, offsets)).toEqual(parsed(text));
    }),
  );
});

test("a text with one character changed is what JSON.parse makes of it", () => {
  const character = constantFrom("[", "]", "{", "}", ",", ":", '"', "\\", " ", "1", "\u00a0", "é");
  check(
    property(array(values, { maxLength: 3 }), nat(), character, cuts, (items, at, other, offsets) => {
      const text = JSON.stringify({ kind: "PodList", items, metadata: { resourceVersion: "1" } });
      const start = at % text.length;
      const changed = text.slice(0, start) + other + text.slice(start + 1);
      const { list, items: told } = read(changed, offsets);
      const expected = parsed(changed);
      expect(list === undefined).toBe(expected.list === undefined);
      if (list !== undefined) expect(told).toEqual(expected.items);
    }),
    { numRuns: 500 },
  );
});

test("a character that is cut in two comes out whole", () => {
  const text = JSON.stringify({ items: [{ name: 'größe 模型 🙂 \\ " [,]{}' }], metadata: { continue: "é" } });
  for (let cut = 0; cut <= Buffer.byteLength(text); cut += 1) expect(read(text, [cut])).toEqual(parsed(text));
});

test.each([
  '{"items": null, "metadata": {}}',
  '{"items": {"items": [1]}}',
  '{"a": {"items": [1]}, "b": [{"items": [2]}]}',
  '{"a\\"items": [1], "items\\"": [2], "b": "items", "c": [3]}',
  '{"items": [ \n ], "c": 1}',
  '{"\\u0069tems": []}',
  '{"kind":"Status","status":"Failure","message":"items\\": ["}',
  '[{"items": [1]}]',
  '"items"',
  "null",
])("what is no list is read as JSON.parse reads it: %s", text => {
  expect(read(text)).toEqual({ list: parseJson(text), items: [] });
});

test("an escaped name of the items is a name of the items", () => {
  expect(read('{"\\u0069tems": [1, 2]}').items).toEqual([1, 2]);
});

test.each([
  "",
  "<html>",
  '{"items": [1',
  '{"items": [1,]}',
  '{"items": [,1]}',
  '{"items": [1 2]}',
  '{"items": [1}',
  '{"items": [{"a": 1]]}',
  '{"items": [\u00a0]}',
  '{"items": [1]} {"items": [2]}',
])("no JSON is no list: %s", text => {
  expect(parseJson(text)).toBeUndefined();
  expect(read(text).list).toBeUndefined();
});
