// Bodies in pieces: nothing is lost or torn where pieces meet.
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { readText, textSize, writeBytes, writeText } from "./body-writer.ts";

/** Three bytes, and four in two halves: no piece of a power of two ends where a character does. */
const TEXT = "€𝄞x".repeat(200_000);

test("a text of several pieces arrives as it is", async () => {
  const stream = new PassThrough({ highWaterMark: 1000 });
  const reading = readText(stream);
  await writeText(stream, TEXT);
  stream.end();
  const { text, size } = await reading;
  expect(text === TEXT).toBe(true);
  expect(size).toBe(Buffer.byteLength(TEXT));
  expect(await textSize(TEXT)).toBe(size);
});

test("so do bytes", async () => {
  const bytes = Buffer.from(TEXT);
  const stream = new PassThrough();
  const reading = readText(stream);
  await writeBytes(stream, bytes);
  stream.end();
  expect((await reading).text === TEXT).toBe(true);
});

test("a stream that goes away meanwhile keeps nobody waiting", async () => {
  const stream = new PassThrough({ highWaterMark: 10 });
  const writing = writeText(stream, TEXT);
  stream.destroy();
  await writing;
  expect(stream.destroyed).toBe(true);
});
