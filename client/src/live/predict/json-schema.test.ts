import { expect, test } from "vitest";
import { matchesSchema } from "./json-schema.ts";

const BODY = { data: { ndarray: [[1, 2]] } };

test("tells what of a body a schema does not allow, by its place", () => {
  const schema = { required: ["meta"], properties: { data: { properties: { ndarray: { maxItems: 0 } } } } };
  expect(matchesSchema(schema, BODY)).toEqual([
    "The body must have required property 'meta'",
    "/data/ndarray must NOT have more than 0 items",
  ]);
  expect(matchesSchema({ type: "object" }, BODY)).toEqual([]);
});

test("a schema of another dialect or with an id of its own is used all the same, and twice", () => {
  const schema = {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: "https://example.com/a",
    type: "array",
  };
  expect(matchesSchema(schema, BODY)).toEqual(["The body must be array"]);
  expect(matchesSchema({ ...schema, type: "object" }, BODY)).toEqual([]);
});

test("a schema that is none is said to be so, and what it refers to is not fetched", () => {
  expect(matchesSchema({ type: "nonsense" }, BODY)[0]).toMatch(/^The schema cannot be used: schema is invalid/);
  expect(matchesSchema({ $ref: "https://example.com/b" }, BODY)[0]).toMatch(/can't resolve reference/);
});
