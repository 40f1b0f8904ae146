// The strict S3 store of the playground on a port of this machine, over HTTP or HTTPS, with what it was asked.
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { once } from "node:events";
import {
  memoryContent,
  s3Listener,
  type S3Exchange,
  type S3Key,
  type S3Options,
} from "../../playground/src/s3/index.ts";

export interface S3ServerSetup extends Omit<S3Options, "content" | "key" | "onAnswer"> {
  readonly keys: readonly S3Key[];
  /** Objects of each bucket by key, as text. */
  readonly buckets: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** A certificate and its key in PEM, for HTTPS. */
  readonly secure?: { readonly cert: string; readonly key: string };
}

export interface S3Server {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** In the order of the answers; empty it as you like. */
  readonly exchanges: S3Exchange[];
  close(): Promise<void>;
}

export async function startS3Server({ keys, buckets, secure, ...options }: S3ServerSetup): Promise<S3Server> {
  const exchanges: S3Exchange[] = [];
  const listener = s3Listener({
    ...options,
    content: memoryContent(buckets),
    key: id => keys.find(key => key.id === id),
    onAnswer: exchange => exchanges.push(exchange),
  });
  const server = await listen(secure ? createSecureServer(secure, listener) : createServer(listener));
  return { ...server, url: `${secure ? "https" : "http"}://127.0.0.1:${server.port}`, exchanges };
}

/** A server that answers as told, such as a console. */
export async function startHttpServer(listener: RequestListener): Promise<Omit<S3Server, "exchanges">> {
  const server = await listen(createServer(listener));
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}

async function listen(server: Server): Promise<{ readonly port: number; close(): Promise<void> }> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  const close = async (): Promise<void> => {
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { port: address.port, close };
}
