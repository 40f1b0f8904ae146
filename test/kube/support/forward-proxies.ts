// Proxies of the two kinds that kubeconfigs name, which write down where they were asked to connect to.
import { createServer } from "node:http";
import { connect, createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { onTestFinished } from "vitest";

interface ForwardProxy {
  readonly url: string;
  /** `host:port` of each tunnel. */
  readonly tunnels: readonly string[];
}

/** HTTP CONNECT. Must be called inside a test. */
export async function startConnectProxy(): Promise<ForwardProxy> {
  const tunnels: string[] = [];
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", (request, client: Socket) => {
    const url = new URL(`http://${request.url ?? ""}`);
    tunnels.push(url.host);
    join(client, url.hostname, Number(url.port), () => client.write("HTTP/1.1 200 Connection established\r\n\r\n"));
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, tunnels };
}

/** SOCKS 5 without a password (RFC 1928), to IPv4 addresses and names. Must be called inside a test. */
export async function startSocksProxy(): Promise<ForwardProxy> {
  const tunnels: string[] = [];
  const server = createTcpServer(client => {
    client.once("data", () => {
      client.write(Buffer.of(5, 0));
      client.once("data", request => {
        const isName = request[3] === 3;
        const length = isName ? (request[4] ?? 0) : 4;
        const start = isName ? 5 : 4;
        const address = request.subarray(start, start + length);
        const host = isName ? address.toString("latin1") : [...address].join(".");
        const port = request.readUInt16BE(start + length);
        tunnels.push(`${host}:${port}`);
        join(client, host, port, () => client.write(Buffer.of(5, 0, 0, 1, 0, 0, 0, 0, 0, 0)));
      });
    });
  });
  return { url: `socks5://127.0.0.1:${await listen(server)}`, tunnels };
}

function join(client: Socket, host: string, port: number, onOpen: () => void): void {
  const target = connect(port, host, () => {
    onOpen();
    target.pipe(client);
    client.pipe(target);
  });
  const end = (): void => {
    target.destroy();
    client.destroy();
  };
  for (const socket of [target, client]) {
    socket.on("error", end);
    socket.on("close", end);
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>(resolve => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return portOf(server.address());
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}
