// Port-forward over SPDY/3.1 as kubectl's end speaks it: streams in pairs, data both ways, pings, and what is refused.
import { duplexPair, type Duplex } from "node:stream";
import { expect, test } from "vitest";
import type { PortDialer } from "./port-forward.ts";
import { serveSpdyPortForward } from "./port-forward-spdy.ts";
import { controlFrame, dataFrame, FLAG_FIN, FRAME, readFrames, streamNumber, type Frame } from "./spdy/frames.ts";
import { createHeaderCodec, DICTIONARY } from "./spdy/headers.ts";

/** A client's end that keeps the frames it has been sent. */
function connect(dial: PortDialer): Client {
  const [near, far] = duplexPair();
  serveSpdyPortForward(far, "pod p_default, uid 1", dial);
  const codec = createHeaderCodec();
  const frames: Frame[] = [];
  let rest: Buffer = Buffer.alloc(0);
  near.on("data", (chunk: Buffer) => {
    const read = readFrames(Buffer.concat([rest, chunk]));
    rest = read.rest;
    frames.push(...read.frames);
  });
  return {
    near,
    frames,
    async open(streamId, type, port) {
      const headers = new Map([
        ["streamtype", type],
        ["port", String(port)],
        ["requestid", "0"],
      ]);
      const head = Buffer.concat([streamNumber(streamId), streamNumber(0), Buffer.alloc(2)]);
      near.write(controlFrame(FRAME.synStream, 0, Buffer.concat([head, await codec.write(headers)])));
    },
    text: streamId =>
      frames
        .filter(frame => frame.type === undefined && frame.streamId === streamId)
        .map(frame => frame.payload.toString())
        .join(""),
    hasEnded: streamId => frames.some(frame => frame.streamId === streamId && (frame.flags & FLAG_FIN) !== 0),
  };
}

interface Client {
  readonly near: Duplex;
  readonly frames: readonly Frame[];
  open(streamId: number, type: "data" | "error", port: number): Promise<void>;
  text(streamId: number): string;
  hasEnded(streamId: number): boolean;
}

test("the dictionary is the protocol's: its checksum is what every SPDY/3.1 connection begins with", () => {
  let [a, b] = [1, 0];
  for (const byte of DICTIONARY) [a, b] = [(a + byte) % 65_521, (b + a + byte) % 65_521];
  expect((b * 65_536 + a).toString(16)).toBe("e3c6a7c2");
});

test("what is written to the data stream reaches the port, and the answer comes back; both streams then end", async () => {
  const client = connect(port => {
    const [inside, outside] = duplexPair();
    inside.on("data", (chunk: Buffer) => inside.end(`${port} got ${chunk.toString()}`));
    return Promise.resolve(outside);
  });
  await client.open(1, "error", 9000);
  await client.open(3, "data", 9000);
  client.near.write(dataFrame(3, 0, Buffer.from("hello")));
  await expect.poll(() => client.text(3)).toBe("9000 got hello");
  client.near.write(dataFrame(3, FLAG_FIN, Buffer.alloc(0)));
  await expect.poll(() => client.hasEnded(3) && client.hasEnded(1)).toBe(true);
  expect(client.frames.filter(frame => frame.type === FRAME.synReply)).toHaveLength(2);
});

test("where nothing listens, the error stream says so in containerd's words", async () => {
  const client = connect(() => Promise.reject(new Error("refused")));
  await client.open(1, "error", 81);
  await client.open(3, "data", 81);
  await expect.poll(() => client.hasEnded(1)).toBe(true);
  expect(client.text(1)).toContain("error forwarding port 81 to pod p_default, uid 1");
  expect(client.text(1)).toContain("dial tcp4 127.0.0.1:81: connect: connection refused");
});

test("a ping is answered with itself, and bytes that are no frames end the connection alone", async () => {
  const client = connect(() => Promise.reject(new Error("refused")));
  client.near.write(controlFrame(FRAME.ping, 0, streamNumber(7)));
  await expect.poll(() => client.frames.map(({ type, payload }) => [type, payload.readUInt32BE(0)])).toEqual([[6, 7]]);
  client.near.write(controlFrame(FRAME.synStream, 0, Buffer.alloc(20, 255)));
  await expect.poll(() => client.near.destroyed || client.near.readableEnded).toBe(true);
});

test("who does not read what it is sent holds up the client; nothing piles up, and nothing is lost once it reads", async () => {
  const [inside, outside] = duplexPair();
  const client = connect(() => Promise.resolve(outside));
  await client.open(1, "error", 9000);
  await client.open(3, "data", 9000);
  await expect.poll(() => client.frames.length).toBeGreaterThan(1);
  const portion = Buffer.alloc(64 * 1024, 1);
  let sent = 0;
  for (; sent < 200 && client.near.writableLength < 64 * portion.length; sent += 1) {
    client.near.write(dataFrame(3, 0, portion));
    await new Promise(resolve => setImmediate(resolve));
  }
  expect(sent).toBeLessThan(200);
  let received = 0;
  inside.on("data", (chunk: Buffer) => (received += chunk.length));
  await expect.poll(() => received).toBe(sent * portion.length);
});
