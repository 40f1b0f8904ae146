// Offsets and positions over every kind of line break.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineIndex } from "./line-index.ts";

describe("LineIndex", () => {
  const text = "ab\ncd\r\nef\rg😀h";

  test.each([
    [0, 0, 0],
    [2, 0, 2],
    [3, 1, 0],
    [5, 1, 2],
    [7, 2, 0],
    [10, 3, 0],
    [13, 3, 3],
    [14, 3, 4],
  ])("offset %i is line %i, character %i, and back", (offset, line, character) => {
    const index = new LineIndex(text);
    expect(index.position(offset)).toEqual({ line, character });
    expect(index.offset({ line, character })).toBe(offset);
  });

  test("counts the line behind the last line break", () => {
    expect(new LineIndex("").lineCount).toBe(1);
    expect(new LineIndex("a\n").lineCount).toBe(2);
    expect(new LineIndex(text).lineCount).toBe(4);
  });

  test("takes what lies outside as the nearest end", () => {
    const index = new LineIndex(text);
    expect(index.position(-1)).toEqual({ line: 0, character: 0 });
    expect(index.position(99)).toEqual({ line: 3, character: 4 });
    expect(index.offset({ line: 9, character: 0 })).toBe(text.length);
  });

  test("takes a character past the end of a line as the end of that line, not as a place in the next", () => {
    const index = new LineIndex(text);
    expect(index.offset({ line: 0, character: 99 })).toBe(2);
    expect(index.offset({ line: 1, character: 99 })).toBe(5);
    expect(index.offset({ line: 3, character: 99 })).toBe(text.length);
  });

  test("leads back to every offset of every text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "\n", "\r", "é", "😀") }), text => {
        const index = new LineIndex(text);
        for (let offset = 0; offset <= text.length; offset++) {
          // Between the two halves of CRLF there is no position in LSP: the end of the line stands for it.
          const isInside = text[offset - 1] === "\r" && text[offset] === "\n";
          expect(index.offset(index.position(offset))).toBe(isInside ? offset - 1 : offset);
        }
      }),
    );
  });
});
