import { expect, test } from "vitest";
import { decodeSource, encodeSource, readableLetters } from "./source-text.ts";

const utf8 = new TextEncoder();

test("UTF-8 comes through as it is", () => {
  expect(decodeSource(utf8.encode("name: über-🚀\r\n"))).toEqual({
    text: "name: über-🚀\r\n",
    hasByteOrderMark: false,
  });
});

test("a byte order mark is taken off and put back", () => {
  const decoded = decodeSource(utf8.encode("\uFEFFkind: Secret"));
  expect(decoded).toEqual({ text: "kind: Secret", hasByteOrderMark: true });
  expect(decoded && encodeSource(decoded)).toBe("\uFEFFkind: Secret");
});

test("only one byte order mark is taken off", () => {
  expect(decodeSource(utf8.encode("\uFEFF\uFEFFa"))?.text).toBe("\uFEFFa");
});

test("other encodings are refused rather than guessed at", () => {
  expect(decodeSource(Uint8Array.of(0x6e, 0xe9, 0x65))).toBeUndefined();
  expect(decodeSource(Uint8Array.of(0xff, 0xfe, 0x6b, 0x00))).toBeUndefined();
});

test("the letters of a UTF-16 text can be searched", () => {
  expect(readableLetters(Uint8Array.of(0xff, 0xfe, 0x6b, 0x00, 0x69, 0x00))).toContain("ki");
});
