import { expect, test } from "vitest";
import { wrapText } from "./wrap-text.ts";

test("breaks at spaces so that no line is longer than asked for", () => {
  expect(wrapText("one two three four", 9)).toEqual(["one two", "three", "four"]);
});

test("leaves a word that is too long whole", () => {
  expect(wrapText("see gs://seldon-models/v1.17.1 there", 10)).toEqual(["see", "gs://seldon-models/v1.17.1", "there"]);
});

test("runs of white space count as one space", () => {
  expect(wrapText("  one\n two  ", 20)).toEqual(["one two"]);
  expect(wrapText("", 20)).toEqual([]);
});
