import { expect, test } from "vitest";
import { cutObject } from "./kept-fields.ts";

const object = {
  ...{ apiVersion: "v1", kind: "Pod" },
  metadata: { name: "a", managedFields: [], labels: { a: "b" } },
  spec: {
    nodeName: "n",
    containers: [
      { name: "c", image: "i" },
      { name: "d", image: "j" },
    ],
  },
  status: { phase: "Running" },
};

test("without a word about fields, all stay but managedFields", () => {
  const { managedFields: _, ...metadata } = object.metadata;
  expect(cutObject(object, undefined)).toEqual({ ...object, metadata });
});

test("what is not named is left out, lists are looked through, and what every object has stays", () => {
  expect(cutObject(object, { spec: { containers: { name: true } } })).toEqual({
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", labels: { a: "b" } } },
    spec: { containers: [{ name: "c" }, { name: "d" }] },
  });
});

test("a star stands for all that is not named", () => {
  expect(cutObject(object, { spec: false, metadata: { labels: false, "*": true }, "*": true })).toEqual({
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", managedFields: [] } },
    status: { phase: "Running" },
  });
});

test("the given object is as it was", () => {
  const before = structuredClone(object);
  cutObject(object, { spec: { containers: { name: true } } });
  expect(object).toEqual(before);
});
