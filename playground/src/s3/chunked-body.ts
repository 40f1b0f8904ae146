// Bodies in AWS' chunks, each with a signature of its own or none: `size;chunk-signature=…`, and headers behind the last.
import { s3Error, type S3Error } from "./s3-error.ts";
import { chunkSignature, isSame, trailerSignature, type SigningContext } from "./signature.ts";

/** What `x-amz-content-sha256` says of a body in chunks; `undefined` for other words. */
export function chunkedKind(payload: string): { readonly isSigned: boolean; readonly hasTrailer: boolean } | undefined {
  switch (payload) {
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
      return { isSigned: true, hasTrailer: false };
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":
      return { isSigned: true, hasTrailer: true };
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
      return { isSigned: false, hasTrailer: true };
    default:
      return undefined;
  }
}

/**
 * Puts the chunks together and checks their signatures.
 * @param seed the signature of the request's head, with which the chain begins
 * @param length what `x-amz-decoded-content-length` promises
 */
export function readChunks(
  body: Uint8Array,
  isSigned: boolean,
  context: SigningContext,
  seed: string,
  length: number,
): Uint8Array | S3Error {
  const buffer = Buffer.from(body);
  const chunks: Buffer[] = [];
  let previous = seed;
  let at = 0;
  for (;;) {
    const end = buffer.indexOf("\r\n", at);
    const [, digits, signature] =
      /^([0-9a-f]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(
        end < 0 ? "" : buffer.toString("latin1", at, end),
      ) ?? [];
    if (digits === undefined || isSigned !== (signature !== undefined)) return s3Error("IncompleteBody");
    const size = Number.parseInt(digits, 16);
    const chunk = buffer.subarray(end + 2, end + 2 + size);
    if (chunk.length < size) return s3Error("IncompleteBody");
    if (signature !== undefined) {
      if (!isSame(signature, chunkSignature(context, previous, chunk))) return s3Error("SignatureDoesNotMatch");
      previous = signature;
    }
    at = end + 2 + size;
    if (size === 0) break;
    chunks.push(chunk);
    if (buffer.toString("latin1", at, at + 2) !== "\r\n") return s3Error("IncompleteBody");
    at += 2;
  }
  const whole = Buffer.concat(chunks);
  if (whole.length !== length) return s3Error("IncompleteBody");
  return checkTrailer(buffer.toString("latin1", at), isSigned, context, previous) ?? whole;
}

/** `x-amz-checksum-crc32:…`, signed where the chunks are. */
function checkTrailer(text: string, isSigned: boolean, context: SigningContext, previous: string): S3Error | undefined {
  const lines = text.split("\r\n").filter(line => line !== "");
  const given = lines.find(line => line.startsWith("x-amz-trailer-signature:"))?.split(":")[1];
  const headers = lines.filter(line => !line.startsWith("x-amz-trailer-signature:"));
  if (headers.length === 0 || !isSigned) return undefined;
  const calculated = trailerSignature(context, previous, headers.map(line => `${line}\n`).join(""));
  return given !== undefined && isSame(given, calculated) ? undefined : s3Error("SignatureDoesNotMatch");
}
