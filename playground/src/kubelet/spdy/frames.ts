// Frames of SPDY/3.1: eight bytes of head, then what it says. Source: the SPDY protocol, draft 3.1, section 2.2.

/** Types of control frames that a port-forward meets. */
export const FRAME = { synStream: 1, synReply: 2, reset: 3, settings: 4, ping: 6, goAway: 7, windowUpdate: 9 } as const;

/** The last frame of its sender on this stream. */
export const FLAG_FIN = 1;

/** A frame as it was read; data frames have no type. */
export interface Frame {
  readonly type: number | undefined;
  readonly flags: number;
  /** Of data frames; control frames name their stream in the payload. */
  readonly streamId: number;
  readonly payload: Buffer;
}

const HEAD = 8;
const VERSION = 3;

/** Cuts whole frames off the bytes; what is left belongs to the next. */
export function readFrames(bytes: Buffer): { readonly frames: readonly Frame[]; readonly rest: Buffer } {
  const frames: Frame[] = [];
  let rest = bytes;
  while (rest.length >= HEAD) {
    const length = rest.readUIntBE(5, 3);
    if (rest.length < HEAD + length) break;
    const first = rest.readUInt32BE(0);
    const isControl = first >= 0x80000000;
    frames.push({
      type: isControl ? rest.readUInt16BE(2) : undefined,
      flags: rest.readUInt8(4),
      streamId: isControl ? 0 : first,
      payload: rest.subarray(HEAD, HEAD + length),
    });
    rest = rest.subarray(HEAD + length);
  }
  return { frames, rest };
}

/** A control frame. */
export function controlFrame(type: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt16BE(0x8000 + VERSION, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt32BE(payload.length, 4);
  head.writeUInt8(flags, 4);
  return Buffer.concat([head, payload]);
}

/** A data frame. */
export function dataFrame(streamId: number, flags: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(HEAD);
  head.writeUInt32BE(streamId, 0);
  head.writeUInt32BE(payload.length, 4);
  head.writeUInt8(flags, 4);
  return Buffer.concat([head, payload]);
}

/** The four bytes of a stream's number, with which many payloads begin. */
export function streamNumber(streamId: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(streamId);
  return bytes;
}
