// Writes and reads large bodies piece by piece, so that 100 MB do not stop everything else in the process.
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";

/** Characters turned into bytes at a time. */
const PIECE = 256 * 1024;

/** Resolves when all of it has been handed to the stream, or when the stream is gone. */
export async function writeText(stream: Writable, text: string): Promise<void> {
  for (let start = 0; start < text.length && !stream.destroyed;) {
    const end = pieceEnd(text, start);
    const isFull = !stream.write(text.slice(start, end), "utf8");
    start = end;
    // Even a stream that takes everything must let others have their turn.
    await (isFull ? drained(stream) : turn());
  }
}

/** Bytes that the text takes. */
export async function textSize(text: string): Promise<number> {
  let size = 0;
  for (let start = 0; start < text.length;) {
    const end = pieceEnd(text, start);
    size += Buffer.byteLength(text.slice(start, end));
    start = end;
    if (end < text.length) await turn();
  }
  return size;
}

/** The same with bytes. */
export async function writeBytes(stream: Writable, bytes: Uint8Array): Promise<void> {
  for (let start = 0; start < bytes.length && !stream.destroyed; start += PIECE) {
    const isFull = !stream.write(bytes.subarray(start, start + PIECE));
    await (isFull ? drained(stream) : turn());
  }
}

/** No piece ends between the halves of a character. */
function pieceEnd(text: string, start: number): number {
  const end = Math.min(start + PIECE, text.length);
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}

function drained(stream: Writable): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      stream.off("drain", done).off("close", done);
      resolve();
    };
    stream.once("drain", done).once("close", done);
    if (stream.destroyed) done();
  });
}

function turn(): Promise<void> {
  return new Promise(resolve => void setImmediate(resolve));
}

/** The whole of a stream as text, and its size in bytes. */
export async function readText(stream: Readable): Promise<{ text: string; size: number }> {
  const decoder = new StringDecoder("utf8");
  const pieces: string[] = [];
  let size = 0;
  for await (const piece of stream) {
    if (!(piece instanceof Uint8Array)) continue;
    size += piece.length;
    if (size > LONGEST) throw new Error(`The answer is larger than ${LONGEST / MEGABYTE} MB.`);
    pieces.push(decoder.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)));
  }
  pieces.push(decoder.end());
  return { text: pieces.join(""), size };
}

const MEGABYTE = 1024 * 1024;
/** Bytes; JavaScript's strings end at about 512 MB. */
const LONGEST = 256 * MEGABYTE;
