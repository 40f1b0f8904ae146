// Secret values never reach a reader.
import { expect, test } from "vitest";
import { masking } from "./mask.ts";

const mask = masking(["minioadmin", "minioadmin123", "p/w+d =x", "line one\nline two", "abc", ""]);

test.each([
  ["key minioadmin is used", "key •••••• is used"],
  ["minioadmin123,minioadmin", "••••••,••••••"],
  ["http://u:p%2Fw%2Bd%20%3Dx@host", "http://u:••••••@host"],
  ["said line two again", "said •••••• again"],
  ['"line one\\nline two"', '"••••••"'],
  ["abc is too short to be told from words", "abc is too short to be told from words"],
])("%s", (line, masked) => {
  expect(mask(line)).toBe(masked);
});

test("signs of regular expressions are taken as they are", () => {
  expect(masking(["a.*b$"])("xxa.*b$ and aXXb")).toBe("xx•••••• and aXXb");
});

test("half a pair of surrogates does no harm", () => {
  expect(masking(["bad\ud800value"])("a bad\ud800value here")).toBe("a •••••• here");
});
