// A wire between client and server that can be cut, slowed down, or made to carry nothing while it looks connected.
import { connect, createServer, type Server, type Socket } from "node:net";

export interface TcpProxy {
  readonly port: number;
  /** Connections that were made through it so far. */
  readonly connections: () => number;
  /** Ends all connections with a reset; new ones work. */
  cut(): void;
  /** Ends all connections and refuses new ones, until `restore`. */
  refuse(): Promise<void>;
  /** Half-open: connections stay, and are accepted, but carry nothing, until `restore`. */
  freeze(): void;
  /** From now on at most so many bytes a second per connection towards the client. */
  slowDown(bytesPerSecond: number): void;
  restore(): Promise<void>;
  close(): Promise<void>;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
}

const HOST = "127.0.0.1";
const TICK = 20;

/** Starts a wire to a port of this machine. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<Pair>();
  let isFrozen = false;
  let bytesPerTick = Number.POSITIVE_INFINITY;
  let connections = 0;

  const accept = (client: Socket): void => {
    connections += 1;
    const pair = { client, server: connect(targetPort, HOST) };
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      client.destroy();
      pair.server.destroy();
    };
    for (const socket of [client, pair.server]) {
      socket.on("error", end);
      socket.on("close", end);
    }
    client.on("data", chunk => {
      if (!isFrozen) pair.server.write(chunk);
    });
    pair.server.on("data", chunk => {
      if (!isFrozen) void trickle(chunk, pair, () => bytesPerTick);
    });
  };
  const server = createServer(accept);
  const port = await listen(server, 0);
  const cut = (): void => {
    for (const { client, server: other } of pairs) {
      client.resetAndDestroy();
      other.destroy();
    }
  };
  return {
    port,
    connections: () => connections,
    cut,
    async refuse() {
      cut();
      await stop(server);
    },
    freeze: () => void (isFrozen = true),
    slowDown: bytesPerSecond => void (bytesPerTick = Math.max(1, (bytesPerSecond * TICK) / 1000)),
    async restore() {
      // What was lost while frozen cannot be made good.
      if (isFrozen) cut();
      isFrozen = false;
      bytesPerTick = Number.POSITIVE_INFINITY;
      if (!server.listening) await listen(server, port);
    },
    async close() {
      cut();
      await stop(server);
    },
  };
}

async function trickle(chunk: Buffer, { client, server }: Pair, bytesPerTick: () => number): Promise<void> {
  if (bytesPerTick() >= chunk.length) {
    client.write(chunk);
    return;
  }
  server.pause();
  for (let offset = 0; offset < chunk.length && !client.destroyed;) {
    const length = Math.ceil(Math.min(bytesPerTick(), chunk.length));
    client.write(chunk.subarray(offset, offset + length));
    offset += length;
    await new Promise(resolve => setTimeout(resolve, TICK));
  }
  server.resume();
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    if (server.listening) server.close(() => resolve());
    else resolve();
  });
}
