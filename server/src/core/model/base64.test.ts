// The vectors of RFC 4648 §10, and what only Secrets bring: line breaks, UTF-8, values that are not base64 at all.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeBase64, encodeBase64 } from "./base64.ts";

const VECTORS = [
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
  ["fooba", "Zm9vYmE="],
  ["foobar", "Zm9vYmFy"],
  ["http://minio:9000", "aHR0cDovL21pbmlvOjkwMDA="],
  ["größer €", "Z3LDtsOfZXIg4oKs"],
] as const;

describe("base64", () => {
  test.each(VECTORS)("%j is %j", (text, encoded) => {
    expect(encodeBase64(text)).toBe(encoded);
    expect(decodeBase64(encoded)).toBe(text);
  });

  test("line breaks do not count", () => {
    expect(decodeBase64("Zm9v\r\nYmFy\n")).toBe("foobar");
  });

  test.each(["Zg", "Zg=", "http://minio:9000", "Zm9v YmFy", "=Zm9", "/w=="])("%j gives nothing", encoded => {
    expect(decodeBase64(encoded)).toBeUndefined();
  });

  test("any text survives the way there and back", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), text => decodeBase64(encodeBase64(text)) === text));
  });

  test("a lone surrogate does no harm", () => {
    expect(decodeBase64(encodeBase64("a\uD800b"))).toBe("a\uFFFDb");
  });
});
