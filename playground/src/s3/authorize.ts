// Who asks, and whether the signature proves it: Signature Version 4 in the header or in the URL, or nobody at all.
import { chunkedKind, readChunks } from "./chunked-body.ts";
import type { S3Request } from "./request.ts";
import { isS3Error, s3Error, type S3Error } from "./s3-error.ts";
import { isSame, requestSignature, sha256, signingContext } from "./signature.ts";

export type S3Right = "list" | "read" | "write";

export interface S3Key {
  readonly id: string;
  readonly secret: string;
  /** Of temporary credentials. */
  readonly token?: string;
  readonly denies?: readonly S3Right[];
}

export interface SignatureRules {
  key(id: string): S3Key | undefined;
  /** Requests signed for another are refused; any is right where it is absent, as with MinIO. */
  readonly region?: string | undefined;
  /** Milliseconds since the epoch. */
  now(): number;
}

export interface Caller {
  /** Absent for anonymous requests. */
  readonly key: S3Key | undefined;
  /** Without the chunks that it came in. */
  readonly body: Uint8Array;
}

/** Milliseconds that the clocks may differ. */
const MOST_SKEW = 15 * 60_000;

export function authorize(request: S3Request, rules: SignatureRules): Caller | S3Error {
  const proof = readProof(request);
  if (proof === undefined) return { key: undefined, body: request.body };
  return isS3Error(proof) ? proof : check(request, proof, rules);
}

interface Proof {
  readonly id: string;
  readonly day: string;
  readonly region: string;
  readonly time: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly payload: string;
  readonly token: string | undefined;
  /** Seconds, of a URL. */
  readonly expires: number | undefined;
}

function readProof(request: S3Request): Proof | S3Error | undefined {
  const header = request.headers.get("authorization");
  if (header !== undefined) return headerProof(request, header);
  return request.query.some(([name]) => name === "X-Amz-Signature") ? urlProof(request) : undefined;
}

function headerProof({ headers }: S3Request, header: string): Proof | S3Error {
  const [, credential, names, signature] =
    /^AWS4-HMAC-SHA256 Credential=(.+?), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(header) ?? [];
  const malformed = s3Error("AuthorizationHeaderMalformed");
  const payload = headers.get("x-amz-content-sha256");
  if (credential === undefined || names === undefined || signature === undefined || payload === undefined)
    return malformed;
  const scope = readCredential(credential);
  const time = headers.get("x-amz-date") ?? "";
  if (!scope) return malformed;
  const token = headers.get("x-amz-security-token");
  return { ...scope, time, signedHeaders: names.split(";"), signature, payload, token, expires: undefined };
}

function urlProof({ query, headers }: S3Request): Proof | S3Error {
  const read = (name: string): string => query.find(([given]) => given === name)?.[1] ?? "";
  const malformed = s3Error("AuthorizationQueryParametersError");
  const scope = readCredential(read("X-Amz-Credential"));
  const expires = Number(read("X-Amz-Expires"));
  if (!scope || read("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256" || !(expires > 0 && expires <= 604_800))
    return malformed;
  const given = read("X-Amz-Content-Sha256");
  const payload = given === "" ? (headers.get("x-amz-content-sha256") ?? "UNSIGNED-PAYLOAD") : given;
  const token = read("X-Amz-Security-Token");
  return {
    ...{ ...scope, expires, payload, time: read("X-Amz-Date"), signature: read("X-Amz-Signature") },
    ...{ signedHeaders: read("X-Amz-SignedHeaders").split(";"), token: token === "" ? undefined : token },
  };
}

/** `ID/20261121/us-east-1/s3/aws4_request`; the id may have slashes of its own. */
function readCredential(text: string): Pick<Proof, "id" | "day" | "region"> | undefined {
  const [, id, day, region] = /^(.+)\/(\d{8})\/([^/]*)\/s3\/aws4_request$/.exec(text) ?? [];
  return id === undefined || day === undefined || region === undefined ? undefined : { id, day, region };
}

function check(request: S3Request, proof: Proof, rules: SignatureRules): Caller | S3Error {
  const key = rules.key(proof.id);
  if (!key) return s3Error("InvalidAccessKeyId");
  if (key.token !== proof.token) return s3Error("InvalidTokenId");
  // Whoever asks for a bucket's region cannot know it yet.
  const region = request.query.some(([name]) => name === "location") ? undefined : rules.region;
  const wrong = checkTime(proof, rules.now()) ?? checkRegion(proof, region) ?? checkHeaders(request, proof);
  if (wrong) return wrong;
  const context = signingContext(key.secret, proof.time, proof);
  const calculated = requestSignature(context, request, proof.signedHeaders, proof.payload);
  if (!isSame(proof.signature, calculated)) return s3Error("SignatureDoesNotMatch");
  const chunked = chunkedKind(proof.payload);
  if (chunked) {
    const length = Number(request.headers.get("x-amz-decoded-content-length") ?? Number.NaN);
    const body = readChunks(request.body, chunked.isSigned, context, proof.signature, length);
    return isS3Error(body) ? body : { key, body };
  }
  const isRight = proof.payload === "UNSIGNED-PAYLOAD" || proof.payload === sha256(request.body);
  return isRight ? { key, body: request.body } : s3Error("XAmzContentSHA256Mismatch");
}

function checkTime({ time, day, expires }: Proof, now: number): S3Error | undefined {
  const [, date = "", hour, minute, second] = /^(\d{8})T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  if (date !== day) return s3Error("AuthorizationHeaderMalformed");
  const iso = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${hour}:${minute}:${second}Z`;
  const age = now - Date.parse(iso);
  if (expires !== undefined && age > expires * 1000) return s3Error("AccessDenied", { message: "Request has expired" });
  const isTooOld = expires === undefined && age > MOST_SKEW;
  return isTooOld || age < -MOST_SKEW || Number.isNaN(age) ? s3Error("RequestTimeTooSkewed") : undefined;
}

function checkRegion({ region: given }: Proof, region: string | undefined): S3Error | undefined {
  if (region === undefined || given === region) return undefined;
  const message = `The authorization header is malformed; the region is wrong; expecting '${region}'.`;
  return s3Error("AuthorizationHeaderMalformed", { message, region });
}

/** The host and all headers of Amazon's have to be signed, or somebody on the way could change them. */
function checkHeaders({ headers }: S3Request, { signedHeaders, expires }: Proof): S3Error | undefined {
  const needed = ["host", ...Array.from(headers.keys()).filter(name => name.startsWith("x-amz-"))];
  const exempt = expires === undefined ? [] : ["x-amz-content-sha256"];
  const isSigned = needed.every(name => signedHeaders.includes(name) || exempt.includes(name));
  const message = "There were headers present in the request which were not signed";
  return isSigned ? undefined : s3Error("AccessDenied", { message });
}
