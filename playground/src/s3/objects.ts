// One object: read whole or in part, told of, written, removed.
import { createHash } from "node:crypto";
import { entityTag, type S3Content } from "./content.ts";
import { LAST_MODIFIED } from "./list-objects.ts";
import type { S3Request } from "./request.ts";
import { s3Error, type S3Error } from "./s3-error.ts";

export interface S3Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export function getObject(content: S3Content, { bucket, key, headers }: S3Request): S3Answer | S3Error {
  const bytes = content.read(bucket, key);
  if (!bytes) return s3Error("NoSuchKey");
  const told = {
    "accept-ranges": "bytes",
    "content-type": "application/octet-stream",
    "last-modified": new Date(LAST_MODIFIED).toUTCString(),
    etag: entityTag(bytes),
  };
  const range = headers.get("range");
  if (range === undefined) return { status: 200, headers: told, body: bytes };
  const part = readRange(range, bytes.length);
  if (!part) return s3Error("InvalidRange");
  return {
    status: 206,
    headers: { ...told, "content-range": `bytes ${part.from}-${part.to}/${bytes.length}` },
    body: bytes.subarray(part.from, part.to + 1),
  };
}

/** `bytes=0-9`, `bytes=10-`, `bytes=-5`; both ends are within. */
function readRange(text: string, size: number): { readonly from: number; readonly to: number } | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(text) ?? [];
  if (first === "" && last === "") return undefined;
  const from = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const to = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  return from > to ? undefined : { from, to };
}

export function putObject(content: S3Content, request: S3Request, body: Uint8Array): S3Answer | S3Error {
  if (!content.write) return s3Error("AccessDenied");
  if (request.headers.has("x-amz-copy-source")) return s3Error("NotImplemented");
  const digest = request.headers.get("content-md5");
  if (digest !== undefined && digest !== createHash("md5").update(body).digest("base64")) return s3Error("BadDigest");
  content.write(request.bucket, request.key, body);
  return { status: 200, headers: { etag: entityTag(body) }, body: new Uint8Array() };
}

/** It is no mistake to remove what is not there. */
export function deleteObject(content: S3Content, { bucket, key }: S3Request): S3Answer | S3Error {
  if (!content.remove) return s3Error("AccessDenied");
  content.remove(bucket, key);
  return { status: 204, headers: {}, body: new Uint8Array() };
}
