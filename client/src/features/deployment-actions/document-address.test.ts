import { expect, test } from "vitest";
import { documentAddress, readDocumentAddress } from "./document-address.ts";

const place = { context: "arn:aws:eks:eu/lab", namespace: "models" } as const;

test("leads back to what it was made of", () => {
  const target = { kind: "unit", ...place, deployment: "iris", predictor: "main", path: ["root", "leaf"] } as const;
  const { path, query } = documentAddress({ view: "describe", target });
  expect(path).toBe("/arn%3Aaws%3Aeks%3Aeu%2Flab/models/iris leaf.txt");
  expect(readDocumentAddress(query)).toEqual({ view: "describe", target });
});

test("ends in a name that the tab shows and that picks the language", () => {
  const target = { kind: "deployment", ...place, name: "iris" } as const;
  expect(documentAddress({ view: "live", target }).path).toMatch(/\/iris\.yaml$/);
  expect(documentAddress({ view: "events", target }).path).toMatch(/\/iris events\.txt$/);
});

test.each([
  "",
  "{",
  '{"view":"live"}',
  '{"view":"rm","target":{"kind":"deployment","context":"c","namespace":"n","name":"x"}}',
])("the query %j names nothing", query => {
  expect(readDocumentAddress(query)).toBeUndefined();
});
