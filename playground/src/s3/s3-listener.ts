// A small, strict S3 store over HTTP: signatures verified, lists paged, errors as MinIO words them. For the playground's MinIO and for tests.
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { authorize, type S3Key, type S3Right, type SignatureRules } from "./authorize.ts";
import type { S3Content } from "./content.ts";
import { LAST_MODIFIED, listObjects, readListQuestion } from "./list-objects.ts";
import { deleteObject, getObject, putObject, type S3Answer } from "./objects.ts";
import { readRequest, type S3Request } from "./request.ts";
import { isS3Error, s3Error, type S3Error } from "./s3-error.ts";
import { element, xmlDocument, xmlError, type XmlElement } from "./xml.ts";

export interface S3Options {
  readonly content: S3Content;
  readonly key: (id: string) => S3Key | undefined;
  /** Buckets that need no signature; none unless told. */
  readonly isPublic?: (bucket: string) => boolean;
  readonly region?: string;
  /** How requests for another region end: refused as by MinIO, or sent elsewhere as by AWS. */
  readonly otherRegion?: "refuse" | "redirect";
  /** `bucket.DOMAIN` is a bucket by its host's name; else all are in the path, as with MinIO without `MINIO_DOMAIN`. */
  readonly domain?: string;
  /** Milliseconds since the epoch; the machine's clock unless told. */
  readonly now?: () => number;
  /** Told of every answer; the query may hold a signature and is left out. */
  readonly onAnswer?: (answer: S3Exchange) => void;
}

export interface S3Exchange {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status: number;
  /** Of an error. */
  readonly code?: string;
}

export function s3Listener(options: S3Options): RequestListener {
  const rules: SignatureRules = {
    key: options.key,
    region: options.region,
    now: options.now ?? Date.now,
  };
  return (message, response) => {
    answer(message, options, rules)
      .then(({ request, result }) => {
        const outcome = isS3Error(result) ? errorAnswer(result, request) : result;
        send(response, message.method === "HEAD", outcome);
        const code = isS3Error(result) ? { code: result.code } : {};
        const path = (message.url ?? "").replace(/^https?:\/\/[^/?]*/i, "").replace(/\?.*/s, "");
        const host = message.headers.host ?? "";
        options.onAnswer?.({ method: message.method ?? "", host, path, status: outcome.status, ...code });
      })
      .catch(() => response.destroy());
  };
}

async function answer(
  message: IncomingMessage,
  options: S3Options,
  rules: SignatureRules,
): Promise<{ readonly request?: S3Request; readonly result: S3Answer | S3Error }> {
  const request = await readRequest(message, options.domain);
  if (isS3Error(request)) return { result: request };
  const caller = authorize(request, rules);
  if (isS3Error(caller)) return { request, result: elsewhere(caller, options) };
  const { content } = options;
  const right = rightFor(request);
  const isAllowed = caller.key
    ? caller.key.denies?.includes(right) !== true
    : right !== "write" && isPublic(request, options);
  if (!isAllowed) return { request, result: s3Error("AccessDenied") };
  if (request.bucket === "")
    return { request, result: request.method === "GET" ? bucketList(content) : s3Error("MethodNotAllowed") };
  if (!content.hasBucket(request.bucket)) return { request, result: s3Error("NoSuchBucket") };
  return { request, result: request.key === "" ? ofBucket(request, options) : ofObject(request, content, caller.body) };
}

function isPublic({ bucket }: S3Request, options: S3Options): boolean {
  return options.isPublic?.(bucket) === true;
}

function rightFor({ method, key }: S3Request): S3Right {
  if (method !== "GET" && method !== "HEAD") return "write";
  return key === "" ? "list" : "read";
}

/** AWS sends requests for another region's bucket away, and tells the region in a header. */
function elsewhere(error: S3Error, { otherRegion }: S3Options): S3Error {
  if (error.region === undefined || otherRegion !== "redirect") return error;
  return s3Error("PermanentRedirect", { region: error.region });
}

/** Sub-resources that we know; others are refused rather than taken for something else. */
const LIST_PARAMETERS =
  /^(?:list-type|prefix|delimiter|max-keys|marker|continuation-token|start-after|encoding-type|fetch-owner|x-id|X-Amz-.*)$/i;

function ofBucket(request: S3Request, { content, region }: S3Options): S3Answer | S3Error {
  if (request.method === "HEAD") return { status: 200, headers: {}, body: new Uint8Array() };
  if (request.method !== "GET") return s3Error("NotImplemented");
  const names = request.query.map(([name]) => name);
  if (names.includes("location")) return xmlAnswer(element("LocationConstraint", region ?? ""));
  if (!names.every(name => LIST_PARAMETERS.test(name))) return s3Error("NotImplemented");
  const question = readListQuestion(request);
  return isS3Error(question) ? question : xmlAnswer(listObjects(content, question));
}

function ofObject(request: S3Request, content: S3Content, body: Uint8Array): S3Answer | S3Error {
  const isPlain = request.query.every(([name]) => /^(?:x-id|X-Amz-.*|response-.*)$/i.test(name));
  if (!isPlain) return s3Error("NotImplemented");
  switch (request.method) {
    case "GET":
    case "HEAD":
      return getObject(content, request);
    case "PUT":
      return putObject(content, request, body);
    case "DELETE":
      return deleteObject(content, request);
    default:
      return s3Error("MethodNotAllowed");
  }
}

function bucketList(content: S3Content): S3Answer {
  const buckets = content
    .buckets()
    .map(name => element("Bucket", [element("Name", name), element("CreationDate", LAST_MODIFIED)]));
  const owner = element("Owner", [element("ID", "minio"), element("DisplayName", "minio")]);
  return xmlAnswer(element("ListAllMyBucketsResult", [owner, element("Buckets", buckets)]));
}

function xmlAnswer(root: XmlElement): S3Answer {
  return { status: 200, headers: XML, body: Buffer.from(xmlDocument(root)) };
}

const XML = { "content-type": "application/xml" };

function errorAnswer({ status, code, message, region }: S3Error, request: S3Request | undefined): S3Answer {
  const root = element("Error", [
    element("Code", code),
    element("Message", message),
    ...(request === undefined || request.key === "" ? [] : [element("Key", request.key)]),
    ...(request === undefined || request.bucket === "" ? [] : [element("BucketName", request.bucket)]),
    element("Resource", request === undefined ? "/" : `/${request.bucket}/${request.key}`),
    ...(region === undefined ? [] : [element("Region", region)]),
    element("RequestId", REQUEST_ID),
    element("HostId", ""),
  ]);
  const headers = { ...XML, ...(region !== undefined && { "x-amz-bucket-region": region }) };
  return { status, headers, body: Buffer.from(xmlError(root)) };
}

/** The same each time, so that a run can be compared with another. */
const REQUEST_ID = "17D3E0C5A1B2F4C8";

function send(response: ServerResponse, isHead: boolean, { status, headers, body }: S3Answer): void {
  const always = { "x-amz-request-id": REQUEST_ID, server: "MinIO" };
  // A 204 has no body, and so no length either.
  const length = status === 204 ? {} : { "content-length": String(body.length) };
  response.writeHead(status, { ...always, ...headers, ...length });
  response.end(isHead ? undefined : body);
}
