// Custom resources against a schema with a bit of everything. Texts are those of a real API server (1.20), but for the four
// forms that have changed since: `Too long`, `Too many` for lists and maps, and indices in paths.
import { describe, expect, test } from "vitest";
import { applyStructuralSchema, type StructuralSchema } from "./structural-schema.ts";

const text: StructuralSchema = { type: "string" };
const schema: StructuralSchema = {
  type: "object",
  properties: {
    spec: {
      type: "object",
      required: ["need"],
      properties: {
        need: text,
        int: { type: "integer", format: "int32" },
        number: { type: "number" },
        range: { type: "integer", minimum: 1, maximum: 5 },
        open: { type: "integer", minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: true },
        word: { type: "string", enum: ["a", "b"] },
        digit: { type: "integer", enum: [1, 2] },
        pattern: { type: "string", pattern: "^a+$" },
        goPattern: { type: "string", pattern: "(?P<word>a)" },
        length: { type: "string", minLength: 2, maxLength: 3 },
        list: { type: "array", minItems: 1, maxItems: 2, items: text },
        port: { "x-kubernetes-int-or-string": true },
        amount: { "x-kubernetes-int-or-string": true, pattern: "^[0-9]+$" },
        set: { type: "array", "x-kubernetes-list-type": "set", items: text },
        map: {
          type: "array",
          "x-kubernetes-list-type": "map",
          "x-kubernetes-list-map-keys": ["name", "n"],
          items: { type: "object", required: ["name"], properties: { name: text, n: { type: "integer", default: 1 } } },
        },
        time: { type: "string", format: "date-time" },
        bytes: { type: "string", format: "byte" },
        nullable: { type: "string", nullable: true },
        texts: { type: "object", additionalProperties: text },
        few: { type: "object", maxProperties: 1, additionalProperties: text },
        free: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
        filled: { type: "string", default: "x" },
        flag: { type: "boolean" },
      },
    },
  },
};

function errorsOf(spec: unknown): string[] {
  return applyStructuralSchema(schema, { spec }).errors.map(({ field, detail }) => `${field}: ${detail}`);
}

function typed(field: string, wanted: string, actual: string): string {
  return `spec.${field}: Invalid value: "${actual}": spec.${field} in body must be of type ${wanted}: "${actual}"`;
}

function invalid(field: string, value: string, message: string): string {
  return `spec.${field}: Invalid value: ${value}: spec.${field} in body ${message}`;
}

describe("values", () => {
  test.each([
    [{ int: 1.5 }, typed("int", "integer", "number")],
    [{ int: "5" }, typed("int", "integer", "string")],
    [{ int: 99999999999999999999 }, typed("int", "integer", "number")],
    [{ number: "x" }, typed("number", "number", "string")],
    [{ flag: "true" }, typed("flag", "boolean", "string")],
    [{ list: "x" }, typed("list", "array", "string")],
    [{ free: [] }, typed("free", "object", "array")],
    [{ port: true }, typed("port", "integer,string", "boolean")],
    [{ port: 1.5 }, typed("port", "integer,string", "number")],
    [{ list: ["a", null] }, typed("list[1]", "string", "null")],
    [{ texts: { a: 5 } }, typed("texts.a", "string", "integer")],
    [{ time: "x" }, typed("time", "date-time", "x")],
    [{ time: "2020-01-01 00:00:00Z" }, typed("time", "date-time", "2020-01-01 00:00:00Z")],
    [{ time: "2020-01-01T00:00:00" }, typed("time", "date-time", "2020-01-01T00:00:00")],
    [{ bytes: "?" }, typed("bytes", "byte", "?")],
    [{ range: 0 }, invalid("range", "0", "should be greater than or equal to 1")],
    [{ range: 6 }, invalid("range", "6", "should be less than or equal to 5")],
    [{ open: 1 }, invalid("open", "1", "should be greater than 1")],
    [{ open: 5 }, invalid("open", "5", "should be less than 5")],
    [{ pattern: "b" }, invalid("pattern", '"b"', "should match '^a+$'")],
    [{ amount: "x" }, invalid("amount", '"x"', "should match '^[0-9]+$'")],
    [{ length: "b" }, invalid("length", '"b"', "should be at least 2 chars long")],
    [{ list: [] }, invalid("list", "0", "should have at least 1 items")],
    [{ length: "bbbb" }, "spec.length: Too long: may not be longer than 3"],
    [{ list: ["a", "b", "c"] }, "spec.list: Too many: 3: must have at most 2 items"],
    [{ few: { a: "", b: "" } }, "spec.few: Too many: 2: must have at most 1 items"],
    [{ word: "c" }, 'spec.word: Unsupported value: "c": supported values: "a", "b"'],
    [{ digit: 5 }, 'spec.digit: Unsupported value: 5: supported values: "1", "2"'],
    [{ set: ["a", "b", "a", "a"] }, 'spec.set[2]: Duplicate value: "a"'],
    [
      { map: [{ name: "a" }, { name: "a", n: 1 }, { name: "a", n: 1 }] },
      'spec.map[1]: Duplicate value: map[string]interface {}{"n":1, "name":"a"}',
    ],
  ])("%j", (fields, expected) => {
    expect(errorsOf({ need: "a", ...fields })).toEqual([expected]);
  });

  test("of the wrong type may lack in an enumeration, too", () => {
    expect(errorsOf({ need: "a", word: 5 })).toEqual([
      typed("word", "string", "integer"),
      'spec.word: Unsupported value: 5: supported values: "a", "b"',
    ]);
  });

  test("that are no objects have no keys", () => {
    expect(errorsOf({ need: "a", map: [{ name: "a" }, { n: 1 }, 5] })).toEqual([
      "spec.map[1].name: Required value",
      typed("map[2]", "object", "integer"),
      "spec.map[2]: Invalid value: 5: must be an object for an array of list-type map",
    ]);
  });

  test.each([{}, { need: null }])("are missing: %j", spec => {
    expect(errorsOf(spec)).toEqual(["spec.need: Required value"]);
  });

  test.each([
    { int: 8589934592 },
    { int: 2 },
    { number: 0 },
    { amount: 5 },
    { port: "http" },
    { time: "2020-01-01T00:00:00Z" },
    { nullable: null },
    { goPattern: "b" },
  ])("pass: %j", fields => {
    expect(errorsOf({ need: "a", ...fields })).toEqual([]);
  });
});

describe("the object", () => {
  test("loses what is unknown, and nulls where none are taken; only the first is told to strict clients", () => {
    const object = {
      apiVersion: "v1",
      kind: "X",
      metadata: { name: "x", anything: 1 },
      spec: { need: "a", nope: { deep: 1 }, map: [{ name: "a", odd: 1 }], texts: { a: null, b: "" }, flag: null },
    };
    const before = structuredClone(object);
    const { object: stored, pruned, droppedNulls } = applyStructuralSchema(schema, object);
    expect(pruned).toEqual(["spec.nope", "spec.map[0].odd"]);
    expect(droppedNulls.toSorted()).toEqual(["spec.flag", "spec.texts.a"]);
    expect(stored).toEqual({
      apiVersion: "v1",
      kind: "X",
      metadata: { name: "x", anything: 1 },
      spec: { need: "a", map: [{ name: "a", n: 1 }], texts: { b: "" }, filled: "x" },
    });
    expect(object).toEqual(before);
  });

  test("keeps nulls and all else where anything goes", () => {
    const spec = { need: "a", filled: "y", free: { a: null, b: 5 } };
    expect(applyStructuralSchema(schema, { spec }).object).toEqual({ spec });
  });

  test("gets a default for a null", () => {
    expect(applyStructuralSchema(schema, { spec: { need: "a", filled: null } }).object).toEqual({
      spec: { need: "a", filled: "x" },
    });
  });

  test("may have names that JavaScript's objects bring along", () => {
    const { pruned, errors } = applyStructuralSchema(schema, { spec: { need: "a", constructor: "x", toString: 1 } });
    expect(pruned).toEqual(["spec.constructor", "spec.toString"]);
    expect(errors).toEqual([]);
  });
});
