// The schema of request files as editors show it, and the shapes that are made of it.
import { expect, test } from "vitest";
import { jsonObject } from "../json-object.ts";
import { predictionTestSchema } from "./json-schemas.ts";
import { predictionShapesFile } from "./prediction-shapes.ts";

test("every field of a request file is described where it is completed", () => {
  expect(silentFields(predictionTestSchema(), "")).toEqual([]);
});

test("the fields stand at the top, where editors look for them, and those to begin with are required", () => {
  expect(predictionTestSchema()).toMatchObject({ required: ["apiVersion", "kind", "metadata", "spec"] });
});

test("shapes keep what a schema says of a value, and no bound that only says it is a number", () => {
  const { text } = predictionShapesFile({
    type: "object",
    additionalProperties: false,
    required: ["a"],
    properties: {
      a: { type: "string", enum: ["x"], minLength: 1 },
      b: { type: "integer", minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
      c: { anyOf: [{ type: "array", minItems: 1, items: {} }, { type: "null" }] },
      d: { type: "object", additionalProperties: { type: ["string", "boolean"] }, propertyNames: { pattern: "^a" } },
    },
  });
  const shape: unknown = JSON.parse(/: Shape = (.*);/.exec(text)?.[1] ?? "");
  expect(shape).toEqual({
    kind: "object",
    required: ["a"],
    fields: {
      a: { kind: "string", oneOf: ["x"], isFilled: true },
      b: { kind: "number", isWhole: true, min: 0 },
      c: { kind: "either", of: [{ kind: "list", of: { kind: "any" }, isFilled: true }, { kind: "null" }] },
      d: { kind: "map", names: "^a", of: { kind: "either", of: [{ kind: "string" }, { kind: "boolean" }] } },
    },
  });
});

function silentFields(schema: unknown, place: string): string[] {
  const { properties, items, anyOf, additionalProperties } = jsonObject(schema);
  const fields = Object.entries(jsonObject(properties)).flatMap(([name, field]) => {
    const here = `${place}.${name}`;
    const isSilent = typeof jsonObject(field)["description"] !== "string";
    return [...(isSilent ? [here] : []), ...silentFields(field, here)];
  });
  const below = [items, additionalProperties, ...Object.values(jsonObject(anyOf))];
  return [...fields, ...below.flatMap(each => (typeof each === "object" ? silentFields(each, place) : []))];
}
