// An HTTP proxy that knows names as a cluster's DNS would, so that a program here reaches them without being in the cluster.
import { createServer, request as httpRequest } from "node:http";
import { once } from "node:events";
import { connect } from "node:net";

export interface ClusterNetwork {
  /** Of the proxy, for `HTTP_PROXY` and `HTTPS_PROXY`. */
  readonly url: string;
  close(): Promise<void>;
}

/** @param routes ports of this machine by `host:port` of the cluster; whatever else is asked for is cut off */
export async function startClusterNetwork(routes: ReadonlyMap<string, number>): Promise<ClusterNetwork> {
  const server = createServer((request, response) => {
    const [, host = "", path = "/"] = /^http:\/\/([^/?]+)(.*)$/i.exec(request.url ?? "") ?? [];
    const port = routes.get(host.includes(":") ? host : `${host}:80`);
    if (port === undefined) {
      request.socket.destroy();
      return;
    }
    const { method, headers } = request;
    const onwards = httpRequest({ host: "127.0.0.1", port, method, headers, path, agent: false });
    onwards.on("response", answer => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    onwards.on("error", () => request.socket.destroy());
    request.pipe(onwards);
  });
  server.on("connect", (request, client) => {
    const port = routes.get(request.url ?? "");
    if (port === undefined) {
      client.destroy();
      return;
    }
    const store = connect(port, "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      store.pipe(client);
      client.pipe(store);
    });
    store.on("error", () => client.destroy());
    client.on("error", () => store.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const close = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`, close };
}
