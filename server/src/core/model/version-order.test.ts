// Versions are numbers between dots, not text.
import { expect, test } from "vitest";
import { isOlderVersion } from "./version-order.ts";

test.each([
  ["1.9.0", "1.17.1", true],
  ["2.0.0", "2.0", false],
  ["2.0", "2.0.1", true],
  ["2.17.2", "2.5.0", false],
])("%s before %s: %s", (version, other, isOlder) => {
  expect(isOlderVersion(version, other)).toBe(isOlder);
});
