// Port-forward over WebSocket, as the kubelet speaks it: two channels per port, data and error, told apart by the first byte.
import type { Duplex } from "node:stream";
import type { RawData, WebSocket } from "ws";

/** The subprotocols that are understood, in the order of preference; none at all counts as binary, too. */
export const portForwardProtocols: readonly string[] = ["v4.channel.k8s.io", "v4.base64.channel.k8s.io"];

/** Opens a connection to a port of the pod. Rejects with Node's error, such as `connect ECONNREFUSED`. */
export type PortDialer = (port: number) => Promise<Duplex>;

/**
 * Serves one WebSocket. Each port has the channels 2i (data) and 2i+1 (errors, from here only); both begin with the port
 * as two bytes, little-endian. One connection per port and WebSocket, which is closed when all have ended.
 *
 * @param pod - names the pod in errors: `pod x_default, uid 1234`
 */
export function servePortForward(socket: WebSocket, ports: readonly number[], pod: string, dial: PortDialer): void {
  const isBase64 = socket.protocol === "v4.base64.channel.k8s.io";
  const send = (channel: number, data: Buffer, onSent: () => void = () => {}): void => {
    if (socket.readyState !== socket.OPEN) return onSent();
    if (isBase64) socket.send(`${channel}${data.toString("base64")}`, onSent);
    else socket.send(Buffer.concat([Buffer.from([channel]), data]), { binary: true }, onSent);
  };
  let open = ports.length;
  const endOne = (): void => {
    open -= 1;
    if (open === 0) socket.close(1000);
  };
  const connections = ports.map((port, index) => {
    const prefix = Buffer.alloc(2);
    prefix.writeUInt16LE(port);
    send(index * 2, prefix);
    send(index * 2 + 1, prefix);
    return openPort(
      () => dial(port),
      (data, onSent) => send(index * 2, data, onSent),
      () => send(index * 2 + 1, Buffer.from(refusalText(port, pod), "utf8")),
      endOne,
    );
  });
  socket.on("message", data => {
    const message = readMessage(data, isBase64);
    if (!message || message.channel % 2 !== 0) return;
    const room = connections[message.channel / 2]?.write(message.payload);
    if (!room) return;
    socket.pause();
    void room.then(() => socket.resume());
  });
  const closeAll = (): void => {
    for (const connection of connections) connection.close();
  };
  socket.on("close", closeAll);
  socket.on("error", closeAll);
}

/** What containerd answers where nothing listens on the port. */
export function refusalText(port: number, pod: string): string {
  const reason = `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused`;
  return `error forwarding port ${port} to ${pod}: failed to connect to localhost:${port} inside namespace, ${reason}`;
}

interface ForwardedPort {
  /** Answers what to wait for before more is written, where the pod has not taken what it was sent. */
  write(data: Buffer): Promise<void> | undefined;
  close(): void;
}

/** Dials at once, as the kubelet does; what is written meanwhile waits. */
function openPort(
  dial: () => Promise<Duplex>,
  onData: (data: Buffer, onSent: () => void) => void,
  onRefused: () => void,
  onEnd: () => void,
): ForwardedPort {
  const early: Buffer[] = [];
  let connection: Duplex | undefined;
  let isClosed = false;
  dial().then(
    opened => {
      connection = opened;
      opened.on("data", (data: Buffer) => {
        // No more is taken from the pod than the client takes.
        opened.pause();
        onData(data, () => opened.resume());
      });
      opened.on("error", () => {});
      opened.on("close", onEnd);
      for (const data of early.splice(0)) opened.write(data);
      if (isClosed) opened.destroy();
    },
    () => {
      onRefused();
      onEnd();
    },
  );
  return {
    write(data) {
      if (!connection) early.push(data);
      else if (!connection.write(data)) return drained(connection);
      return undefined;
    },
    close() {
      isClosed = true;
      connection?.destroy();
    },
  };
}

/** Resolves once a stream takes more, or will never take any. */
function drained(stream: Duplex): Promise<void> {
  return new Promise(resolve => {
    const end = (): void => {
      stream.off("drain", end).off("close", end);
      resolve();
    };
    stream.on("drain", end).on("close", end);
  });
}

function readMessage(data: RawData, isBase64: boolean): { channel: number; payload: Buffer } | undefined {
  const bytes = Buffer.isBuffer(data) ? data : Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
  const [first] = bytes;
  if (first === undefined) return undefined;
  const rest = bytes.subarray(1);
  if (!isBase64) return { channel: first, payload: rest };
  return { channel: first - 0x30, payload: Buffer.from(rest.toString("latin1"), "base64") };
}
