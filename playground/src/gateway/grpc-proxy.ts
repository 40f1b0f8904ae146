// gRPC through the gateway: HTTP/2 streams, led by path and metadata (seldon-facts §5.5, §5.6, §7.3).
import {
  connect,
  constants,
  createServer,
  type ClientHttp2Stream,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { Duplex } from "node:stream";

/** Where a call goes: a stream to a pod, or the HTTP status that Envoy answers instead. */
export type GrpcRouter = (path: string, headers: Readonly<Record<string, string>>) => Promise<Duplex | number>;

/** Makes what takes connections that speak HTTP/2. */
export function createGrpcProxy(route: GrpcRouter): (connection: Duplex) => void {
  const server = createServer();
  server.on("stream", (stream, headers) => {
    stream.on("error", () => {});
    handOn(route, stream, headers).catch(() => {
      refuse(stream, 503);
    });
  });
  server.on("sessionError", () => {});
  return connection => {
    server.emit("connection", connection);
  };
}

async function handOn(route: GrpcRouter, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
  const path = String(headers[constants.HTTP2_HEADER_PATH] ?? "/");
  const plain = Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (name.startsWith(":") ? [] : [[name, String(value)]])),
  );
  const host = String(headers[constants.HTTP2_HEADER_AUTHORITY] ?? "");
  const to = await route(path.split("?", 1)[0] ?? path, { host, ...plain });
  if (typeof to === "number") {
    refuse(stream, to);
    return;
  }
  const session = connect("http://pod", { createConnection: () => to });
  session.on("error", () => refuse(stream, 503));
  const onward = session.request({ ...plain, ":method": "POST", ":path": path });
  relay(stream, onward);
  onward.once("close", () => session.close());
}

/** Messages both ways; the status comes last, in trailers, or with the head where there is no message. */
function relay(stream: ServerHttp2Stream, onward: ClientHttp2Stream): void {
  let trailers: IncomingHttpHeaders = {};
  stream.pipe(onward);
  onward.on("trailers", (received: IncomingHttpHeaders) => (trailers = received));
  onward.once("response", (head, flags) => {
    const isOver = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    stream.respond({ ...head, server: "envoy" }, { waitForTrailers: !isOver, endStream: isOver });
    if (!isOver) onward.pipe(stream);
  });
  onward.on("error", () => refuse(stream, 503));
  stream.once("close", () => onward.close());
}

/** As Envoy does where it has nobody to ask: a status of HTTP, without one of gRPC. */
function refuse(stream: ServerHttp2Stream, status: number): void {
  if (stream.destroyed) return;
  if (stream.headersSent) stream.close(constants.NGHTTP2_INTERNAL_ERROR);
  else stream.respond({ ":status": status, server: "envoy" }, { endStream: true });
}
