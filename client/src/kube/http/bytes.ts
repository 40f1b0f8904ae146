// A piece of text that comes in several pieces, put together as bytes.
import { Buffer } from "node:buffer";

interface Bytes {
  length(): number;
  add(chunk: Uint8Array, from: number, to: number): void;
  text(): string;
  /** What has come since, if it is as long as that. */
  textFrom(start: number, length: number): string | undefined;
  clear(): void;
}

/** Bytes one after the other, in memory that is used again: outside of V8's heap, and no garbage for each item. */
export function createBytes(): Bytes {
  let buffer = Buffer.allocUnsafeSlow(32_768);
  let used = 0;
  return {
    length: () => used,
    add(chunk, from, to) {
      const needed = used + to - from;
      if (needed > buffer.length) {
        const larger = Buffer.allocUnsafeSlow(Math.max(needed, buffer.length * 2));
        buffer.copy(larger, 0, 0, used);
        buffer = larger;
      }
      buffer.set(chunk.subarray(from, to), used);
      used = needed;
    },
    text: () => buffer.toString("utf8", 0, used),
    textFrom: (start, length) => (used - start === length ? buffer.toString("utf8", start, used) : undefined),
    clear: () => (used = 0),
  };
}
