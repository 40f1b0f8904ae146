// An S3 request as it came over the wire: whose bucket and key, with which parameters.
import type { IncomingMessage } from "node:http";
import { s3Error, type S3Error } from "./s3-error.ts";

export interface S3Request {
  readonly method: string;
  /** In lower case, several of one name joined by a comma. */
  readonly headers: ReadonlyMap<string, string>;
  /** The path on the wire, still encoded. */
  readonly rawPath: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  readonly bucket: string;
  /** Decoded; empty for the bucket itself. */
  readonly key: string;
  readonly body: Uint8Array;
}

const MOST_BYTES = 64 * 1024 * 1024;

/** @param domain where it is set, `bucket.DOMAIN` is a bucket by its host's name */
export async function readRequest(message: IncomingMessage, domain: string | undefined): Promise<S3Request | S3Error> {
  // A client that takes us for its proxy sends the whole URL.
  const url = (message.url ?? "/").replace(/^https?:\/\/[^/?]*/i, "");
  const mark = url.indexOf("?");
  const rawPath = mark < 0 ? url : url.slice(0, mark);
  const path = decoded(rawPath === "" ? "/" : rawPath);
  if (path === undefined) return s3Error("InvalidArgument");
  const body = await readBody(message);
  if (body === undefined) return s3Error("EntityTooLarge");
  const query = parseQuery(mark < 0 ? "" : url.slice(mark + 1));
  if (query === undefined) return s3Error("InvalidArgument");
  const headers = headerMap(message.rawHeaders);
  const ofHost = bucketOfHost(headers.get("host") ?? "", domain);
  const whole = path.slice(1);
  const slash = whole.indexOf("/");
  const place =
    ofHost !== undefined
      ? { bucket: ofHost, key: whole }
      : { bucket: slash < 0 ? whole : whole.slice(0, slash), key: slash < 0 ? "" : whole.slice(slash + 1) };
  return { method: message.method ?? "GET", headers, rawPath, query, ...place, body };
}

function bucketOfHost(host: string, domain: string | undefined): string | undefined {
  const name = host.replace(/:\d+$/, "").toLowerCase();
  return domain !== undefined && name.endsWith(`.${domain}`) ? name.slice(0, -domain.length - 1) : undefined;
}

/** As MinIO reads it: a plus is a space, and a name alone has an empty value. */
function parseQuery(text: string): [string, string][] | undefined {
  const pairs: [string, string][] = [];
  for (const part of text.split("&").filter(piece => piece !== "")) {
    const equals = part.indexOf("=");
    const [rawName, rawValue] = equals < 0 ? [part, ""] : [part.slice(0, equals), part.slice(equals + 1)];
    const name = decoded(rawName.replaceAll("+", " "));
    const value = decoded(rawValue.replaceAll("+", " "));
    if (name === undefined || value === undefined) return undefined;
    pairs.push([name, value]);
  }
  return pairs;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function headerMap(raw: readonly string[]): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = (raw[index] ?? "").toLowerCase();
    // Signatures are over values with single spaces and none around them.
    const value = (raw[index + 1] ?? "").trim().replace(/ +/g, " ");
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
}

async function readBody(message: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
