// AWS Signature Version 4, calculated as the server does it: canonical request, string to sign, derived key.
import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { S3Request } from "./request.ts";

export interface Scope {
  /** `20261121` */
  readonly day: string;
  readonly region: string;
}

export interface SigningContext {
  readonly scope: Scope;
  /** `20261121T091402Z` */
  readonly time: string;
  readonly key: Buffer;
}

export function signingContext(secret: string, time: string, scope: Scope): SigningContext {
  const dayKey = hmac(`AWS4${secret}`, scope.day);
  const key = hmac(hmac(hmac(dayKey, scope.region), "s3"), "aws4_request");
  return { scope, time, key };
}

/** @param payload what stands for the body: its hash, or a word such as `UNSIGNED-PAYLOAD` */
export function requestSignature(
  context: SigningContext,
  request: S3Request,
  signedHeaders: readonly string[],
  payload: string,
): string {
  const canonical = [
    request.method,
    canonicalPath(request.rawPath),
    canonicalQuery(request.query),
    ...signedHeaders.map(name => `${name}:${request.headers.get(name) ?? ""}`),
    "",
    signedHeaders.join(";"),
    payload,
  ].join("\n");
  return sign(context, ["AWS4-HMAC-SHA256", context.time, scopeText(context.scope), sha256(canonical)]);
}

/** Of a chunk of a body that is signed while it is sent. */
export function chunkSignature(context: SigningContext, previous: string, chunk: Uint8Array): string {
  const lines = [
    "AWS4-HMAC-SHA256-PAYLOAD",
    context.time,
    scopeText(context.scope),
    previous,
    sha256(""),
    sha256(chunk),
  ];
  return sign(context, lines);
}

/** Of the headers that follow a body in chunks. */
export function trailerSignature(context: SigningContext, previous: string, trailer: string): string {
  return sign(context, ["AWS4-HMAC-SHA256-TRAILER", context.time, scopeText(context.scope), previous, sha256(trailer)]);
}

export function isSame(given: string, calculated: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(calculated)];
  return left.length === right.length && timingSafeEqual(left, right);
}

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}

function sign({ key }: SigningContext, lines: readonly string[]): string {
  return hmac(key, lines.join("\n")).toString("hex");
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function scopeText({ day, region }: Scope): string {
  return `${day}/${region}/s3/aws4_request`;
}

/** Each part decoded and encoded anew, so that it is the same whatever a client leaves as it is. */
function canonicalPath(rawPath: string): string {
  const parts = (rawPath === "" ? "/" : rawPath).split("/");
  return parts.map(part => encode(decodeURIComponent(part))).join("/");
}

function canonicalQuery(query: S3Request["query"]): string {
  return query
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => ({ name: encode(name), value: encode(value) }))
    .sort((a, b) => (a.name === b.name ? order(a.value, b.value) : order(a.name, b.name)))
    .map(({ name, value }) => `${name}=${value}`)
    .join("&");
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, mark => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}
