// Port-forward over SPDY/3.1, as kubectl speaks it: for each local connection an error stream and a data stream.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type PortDialer, refusalText } from "./port-forward.ts";
import { serveSpdy, type SpdyStream } from "./spdy/session.ts";

/** What kubectl calls the protocol in `X-Stream-Protocol-Version`. */
const PROTOCOL = "portforward.k8s.io";
/** The same through a WebSocket whose messages are the bytes of the connection (KEP-4006), which kubectl 1.31 and newer try first. */
export const SPDY_TUNNEL = `SPDY/3.1+${PROTOCOL}`;

/** Whether a request asks to go on in SPDY with port-forwards. */
export function isSpdyPortForward({ headers }: IncomingMessage): boolean {
  const offered = headers["x-stream-protocol-version"];
  const protocols = (Array.isArray(offered) ? offered : [offered ?? ""]).flatMap(text => text.split(","));
  return headers.upgrade?.toLowerCase() === "spdy/3.1" && protocols.some(name => name.trim() === PROTOCOL);
}

/** Answers the upgrade and serves what follows. `pod` and `dial` are those of `servePortForward`. */
export function upgradeToSpdy(socket: Duplex, head: Buffer, pod: string, dial: PortDialer): void {
  socket.write(
    "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n" +
      `X-Stream-Protocol-Version: ${PROTOCOL}\r\n\r\n`,
  );
  if (head.length > 0) socket.unshift(head);
  serveSpdyPortForward(socket, pod, dial);
}

/** Serves a connection that speaks SPDY already. */
export function serveSpdyPortForward(connection: Duplex, pod: string, dial: PortDialer): void {
  const waiting = new Map<string, Map<string, SpdyStream>>();
  serveSpdy(connection, opened => {
    const request = opened.headers.get("requestid") ?? "";
    const pair = waiting.get(request) ?? new Map<string, SpdyStream>();
    pair.set(opened.headers.get("streamtype") ?? "", opened);
    waiting.set(request, pair);
    const [data, error] = [pair.get("data"), pair.get("error")];
    if (!data || !error) return;
    waiting.delete(request);
    forward(data, error, pod, dial);
  });
}

function forward(data: SpdyStream, error: SpdyStream, pod: string, dial: PortDialer): void {
  const port = Number(data.headers.get("port"));
  error.stream.resume();
  dial(port).then(
    target => {
      const end = (): void => {
        if (!error.stream.writableEnded) error.stream.end();
      };
      target.on("error", () => data.stream.end());
      target.on("close", () => {
        data.stream.end();
        end();
      });
      data.stream.on("close", () => target.destroy());
      data.stream.pipe(target);
      target.pipe(data.stream);
    },
    () => {
      error.stream.end(refusalText(port, pod));
      data.stream.end();
    },
  );
}
