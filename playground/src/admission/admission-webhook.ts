// Seldon's webhook as an HTTPS server on loopback, for the playground's API server or a real one.
import { createServer } from "node:https";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { IssuedCertificate } from "../kubernetes/certificates.ts";
import { review } from "./admission-review.ts";
import { WEBHOOK_PATH } from "./webhook-configuration.ts";

export interface AdmissionWebhookOptions extends IssuedCertificate {
  /** The authority's certificate in PEM. */
  readonly authority: string;
  /** A free one where it is missing. */
  readonly port?: number;
}

export interface AdmissionWebhook {
  /** With path, as a ValidatingWebhookConfiguration wants it. */
  readonly url: string;
  readonly port: number;
  /** Shows another certificate from now on. */
  present(issued: IssuedCertificate): void;
  /** PEM in base64, as a ValidatingWebhookConfiguration wants it. */
  readonly caBundle: string;
  /** Ends kept connections, too. */
  close(): Promise<void>;
}

/** A review of the largest object that an API server takes (3 MiB), twice for an update, and its frame. */
const LARGEST_REVIEW = 7 * 1024 * 1024;

/** Listens on 127.0.0.1. Rejects where the port is taken. */
export async function startAdmissionWebhook(options: AdmissionWebhookOptions): Promise<AdmissionWebhook> {
  const server = createServer({ cert: options.certificate, key: options.key }, (request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", () => {
      server.off("error", reject);
      resolve(portOf(server.address()));
    });
  });
  return {
    url: `https://127.0.0.1:${port}${WEBHOOK_PATH}`,
    port,
    present: ({ certificate, key }) => server.setSecureContext({ cert: certificate, key }),
    caBundle: Buffer.from(options.authority, "utf8").toString("base64"),
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path] = (request.url ?? "").split("?");
  if (path !== WEBHOOK_PATH || request.method !== "POST") {
    end(response, path === WEBHOOK_PATH ? 405 : 404);
    return;
  }
  const text = await readBody(request);
  const answered = text === undefined ? undefined : review(text);
  if (answered === undefined) end(response, text === undefined ? 413 : 400);
  else end(response, 200, JSON.stringify(answered));
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > LARGEST_REVIEW) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function end(response: ServerResponse, status: number, body = ""): void {
  response.writeHead(status, { "content-type": "application/json" }).end(body);
}
