// The serving end of a SPDY/3.1 connection: takes streams that the client opens, as kubectl does for a port-forward.
// Windows are neither kept nor heeded, as in the library that kubectl and the real kubelet use (moby/spdystream).
import { Duplex } from "node:stream";
import { controlFrame, dataFrame, FLAG_FIN, FRAME, readFrames, streamNumber, type Frame } from "./frames.ts";
import { createHeaderCodec, type Headers } from "./headers.ts";

/** A stream that the client has opened. Ending it tells the client so; destroying it before it has ended resets it. */
export interface SpdyStream {
  /** Names are in lower case. */
  readonly headers: Headers;
  readonly stream: Duplex;
}

const CANCEL = 5;

/** Serves a connection whose upgrade has been answered, until it closes. */
export function serveSpdy(connection: Duplex, onStream: (opened: SpdyStream) => void): void {
  const codec = createHeaderCodec();
  const streams = new Map<number, Duplex>();
  const send = (frame: Buffer, done: () => void = () => {}): void => {
    if (connection.writable) connection.write(frame, done);
    else done();
  };
  const open = async (frame: Frame): Promise<void> => {
    const streamId = frame.payload.readUInt32BE(0);
    const headers = await codec.read(frame.payload.subarray(10));
    const stream = createStream(streamId, send, () => streams.delete(streamId));
    streams.set(streamId, stream);
    const block = await codec.write(new Map());
    send(controlFrame(FRAME.synReply, 0, Buffer.concat([streamNumber(streamId), block])));
    onStream({ headers, stream });
    if ((frame.flags & FLAG_FIN) !== 0) stream.push(null);
  };
  const take = async (frame: Frame): Promise<void> => {
    const stream = streams.get(frame.type === undefined ? frame.streamId : frame.payload.readUInt32BE(0));
    if (frame.type === undefined) {
      if (frame.payload.length > 0) stream?.push(frame.payload);
      if ((frame.flags & FLAG_FIN) !== 0) stream?.push(null);
    } else if (frame.type === FRAME.synStream) await open(frame);
    else if (frame.type === FRAME.ping) send(controlFrame(FRAME.ping, 0, frame.payload));
    else if (frame.type === FRAME.reset) stream?.destroy();
  };
  const run = async (): Promise<void> => {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of connection) {
      if (!Buffer.isBuffer(chunk)) continue;
      const read = readFrames(Buffer.concat([rest, chunk]));
      rest = read.rest;
      // One after another: header blocks share a dictionary that grows.
      for (const frame of read.frames) await take(frame);
    }
  };
  connection.on("error", () => connection.destroy());
  void run()
    .catch(() => {})
    .finally(() => {
      connection.destroy();
      for (const stream of streams.values()) stream.destroy();
      codec.close();
    });
}

function createStream(streamId: number, send: (frame: Buffer, done?: () => void) => void, forget: () => void): Duplex {
  let hasEnded = false;
  const stream = new Duplex({
    read() {},
    write(chunk: unknown, _encoding, done) {
      send(dataFrame(streamId, 0, Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))), done);
    },
    final(done) {
      hasEnded = true;
      send(dataFrame(streamId, FLAG_FIN, Buffer.alloc(0)), done);
    },
    destroy(error, done) {
      forget();
      if (!hasEnded) {
        const payload = Buffer.concat([streamNumber(streamId), streamNumber(CANCEL)]);
        send(controlFrame(FRAME.reset, 0, payload));
      }
      done(error);
    },
  });
  stream.on("error", () => {});
  return stream;
}
