// What pins name.
import { expect, test } from "vitest";
import { pinOf } from "./judge-packages.ts";

test.each([
  ["==1.2.0", "1.2.0"],
  ["=1.2.0", "1.2.0"],
  ["== 1.2.*", "1.2"],
  ["==1.*", "1"],
  ["=1", "1"],
  [">=1.2", undefined],
  ["", undefined],
])("%s pins %s", (specifier, pin) => {
  expect(pinOf({ name: "scikit-learn", specifier, installer: "pip" })).toBe(pin);
});
