// Values as Go reads them; each line was seen on rclone 1.60.1.
import { expect, test } from "vitest";
import { readBoolean, readInteger } from "./option-types.ts";

test.each([
  ["true", true],
  ["TRUE", true],
  ["T", true],
  ["1 ", true],
  ["  true", true],
  ["true\nx", true],
  ["false\n", false],
  ["", false],
  ["y", false],
  ["n", false],
  ["yes", undefined],
  ["on", undefined],
  ["tru", undefined],
  ["fals", undefined],
  ["falsey", undefined],
  ["0x", undefined],
  [" ", undefined],
])("%j as a boolean is %s", (text, value) => {
  expect(readBoolean(text)).toBe(value);
});

test.each([
  ["10", 10],
  [" 10 ", 10],
  ["", 0],
  ["x", undefined],
  ["2x", undefined],
])("%j as a number is %s", (text, value) => {
  expect(readInteger(text)).toBe(value);
});
