// The serving end of a SPDY/3.1 connection: takes streams that the client opens, as kubectl does for a port-forward.
// Windows are neither kept nor heeded, as in the library that kubectl and the real kubelet use (moby/spdystream): who does not read
// its stream holds up the whole connection, and thereby the client, once the stream's buffer is full.
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
  const streams = new Map<number, OpenStream>();
  const send = (frame: Buffer, done: () => void = () => {}): void => {
    if (connection.writable) connection.write(frame, done);
    else done();
  };
  const open = async (frame: Frame): Promise<void> => {
    const streamId = frame.payload.readUInt32BE(0);
    const headers = await codec.read(frame.payload.subarray(10));
    const opened = createStream(streamId, send, () => streams.delete(streamId));
    const { stream } = opened;
    streams.set(streamId, opened);
    const block = await codec.write(new Map());
    send(controlFrame(FRAME.synReply, 0, Buffer.concat([streamNumber(streamId), block])));
    onStream({ headers, stream });
    if ((frame.flags & FLAG_FIN) !== 0) stream.push(null);
  };
  const take = async (frame: Frame): Promise<void> => {
    const opened = streams.get(frame.type === undefined ? frame.streamId : frame.payload.readUInt32BE(0));
    if (frame.type === undefined) {
      if (frame.payload.length > 0) await opened?.deliver(frame.payload);
      if ((frame.flags & FLAG_FIN) !== 0) opened?.stream.push(null);
    } else if (frame.type === FRAME.synStream) await open(frame);
    else if (frame.type === FRAME.ping) send(controlFrame(FRAME.ping, 0, frame.payload));
    else if (frame.type === FRAME.reset) opened?.stream.destroy();
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
  // Also where a stream that nobody reads keeps `run` waiting.
  const endAll = (): void => {
    for (const { stream } of streams.values()) stream.destroy();
  };
  connection.on("close", endAll);
  void run()
    .catch(() => {})
    .finally(() => {
      connection.destroy();
      endAll();
      codec.close();
    });
}

interface OpenStream {
  readonly stream: Duplex;
  /** Hands on what the client has sent; resolves once there is room for more, or nobody wants any. */
  deliver(payload: Buffer): Promise<void>;
}

/** Bytes that a stream keeps for a reader that is slow. */
const STREAM_BUFFER = 1024 * 1024;

function createStream(
  streamId: number,
  send: (frame: Buffer, done?: () => void) => void,
  forget: () => void,
): OpenStream {
  let hasEnded = false;
  let goOn: () => void = () => {};
  const stream = new Duplex({
    readableHighWaterMark: STREAM_BUFFER,
    read: () => goOn(),
    write(chunk: unknown, _encoding, done) {
      send(dataFrame(streamId, 0, Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))), done);
    },
    final(done) {
      hasEnded = true;
      send(dataFrame(streamId, FLAG_FIN, Buffer.alloc(0)), done);
    },
    destroy(error, done) {
      forget();
      goOn();
      if (!hasEnded) {
        const payload = Buffer.concat([streamNumber(streamId), streamNumber(CANCEL)]);
        send(controlFrame(FRAME.reset, 0, payload));
      }
      done(error);
    },
  });
  stream.on("error", () => {});
  return {
    stream,
    deliver: payload =>
      new Promise(resolve => {
        goOn = resolve;
        if (stream.destroyed || stream.push(payload)) resolve();
      }),
  };
}
