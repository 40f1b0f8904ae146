// Signatures against the examples of AWS' own reference (API reference of S3, "Signature Calculations"), and what a strict store refuses.
import { createServer, request as send, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterEach, describe, expect, test } from "vitest";
import { memoryContent } from "./content.ts";
import type { S3Request } from "./request.ts";
import { s3Listener } from "./s3-listener.ts";
import { chunkSignature, requestSignature, sha256, signingContext } from "./signature.ts";

/** The example key of AWS' reference. */
const EXAMPLE = { id: "AKIAIOSFODNN7EXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY" };
const TIME = "20130524T000000Z";
const EMPTY = sha256("");

function request(rawPath: string, query: S3Request["query"], headers: Readonly<Record<string, string>>): S3Request {
  const host = { host: "examplebucket.s3.amazonaws.com" };
  return {
    ...{ method: "GET", rawPath, query, bucket: "examplebucket", key: rawPath.slice(1), body: new Uint8Array() },
    headers: new Map(Object.entries({ ...host, ...headers })),
  };
}

const context = signingContext(EXAMPLE.secret, TIME, { day: "20130524", region: "us-east-1" });
const AMZ = { "x-amz-content-sha256": EMPTY, "x-amz-date": TIME };

describe("AWS' examples", () => {
  test("an object in part", () => {
    const signed = ["host", "range", "x-amz-content-sha256", "x-amz-date"];
    const asked = request("/test.txt", [], { ...AMZ, range: "bytes=0-9" });
    expect(requestSignature(context, asked, signed, EMPTY)).toBe(
      "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41",
    );
  });

  test("a list", () => {
    const query = [
      ["max-keys", "2"],
      ["prefix", "J"],
    ] as const;
    const signed = ["host", "x-amz-content-sha256", "x-amz-date"];
    expect(requestSignature(context, request("/", query, AMZ), signed, EMPTY)).toBe(
      "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
    );
  });

  test("an address", () => {
    const query = [
      ["X-Amz-Algorithm", "AWS4-HMAC-SHA256"],
      ["X-Amz-Credential", `${EXAMPLE.id}/20130524/us-east-1/s3/aws4_request`],
      ["X-Amz-Date", TIME],
      ["X-Amz-Expires", "86400"],
      ["X-Amz-SignedHeaders", "host"],
    ] as const;
    expect(requestSignature(context, request("/test.txt", query, {}), ["host"], "UNSIGNED-PAYLOAD")).toBe(
      "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404",
    );
  });

  test("chunks, each signed over the one before", () => {
    const seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    const first = chunkSignature(context, seed, Buffer.alloc(65_536, "a"));
    const second = chunkSignature(context, first, Buffer.alloc(1024, "a"));
    expect([first, second, chunkSignature(context, second, new Uint8Array())]).toEqual([
      "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
      "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
      "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
    ]);
  });
});

describe("a strict store refuses", () => {
  const now = Date.parse("2013-05-24T00:00:00Z");
  const server = createServer(
    s3Listener({
      content: memoryContent({ examplebucket: { "test.txt": "0123456789abcdef" } }),
      key: id => (id === EXAMPLE.id ? EXAMPLE : undefined),
      domain: "s3.amazonaws.com",
      now: () => now,
    }),
  );
  afterEach(() => {
    server.close();
  });

  /** Signs as the example does, and sends other headers or another body. */
  async function answerTo(
    more: Readonly<Record<string, string>>,
    method = "GET",
    body = "",
    payload = EMPTY,
  ): Promise<string> {
    if (!server.listening) await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const headers = { ...AMZ, "x-amz-content-sha256": payload };
    const signed = ["host", "x-amz-content-sha256", "x-amz-date"];
    const signature = requestSignature(context, { ...request("/test.txt", [], headers), method }, signed, payload);
    const credential = `${EXAMPLE.id}/20130524/us-east-1/s3/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signed.join(";")},Signature=${signature}`;
    const asked = send({
      ...{
        host: "127.0.0.1",
        port: typeof address === "object" ? address?.port : 0,
        path: "/test.txt",
        method,
        agent: false,
      },
      headers: { host: "examplebucket.s3.amazonaws.com", authorization, ...headers, ...more },
    });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      asked.once("response", resolve).once("error", reject);
    });
    asked.end(body);
    return text(await answered);
  }

  test("nothing of a request as it was signed", async () => {
    expect(await answerTo({})).toBe("0123456789abcdef");
  });

  test("a header of Amazon's that is not signed", async () => {
    expect(await answerTo({ "x-amz-acl": "public-read" })).toContain("<Code>AccessDenied</Code>");
  });

  test("another body than the signed one", async () => {
    expect(await answerTo({}, "PUT", "other")).toContain("<Code>XAmzContentSHA256Mismatch</Code>");
  });

  test("another host, and a header without form", async () => {
    expect(await answerTo({ host: "examplebucket.s3.amazonaws.com:81" })).toContain(
      "<Code>SignatureDoesNotMatch</Code>",
    );
    expect(await answerTo({ authorization: "Basic abc" })).toContain("<Code>AuthorizationHeaderMalformed</Code>");
  });

  test("a chunk that is not the signed one, and chunks that end too early", async () => {
    const payload = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    const chunk = `5;chunk-signature=${"0".repeat(64)}\r\nhello\r\n0;chunk-signature=${"0".repeat(64)}\r\n\r\n`;
    expect(await answerTo({}, "PUT", chunk, payload)).toContain("<Code>SignatureDoesNotMatch</Code>");
    expect(await answerTo({}, "PUT", "5\r\nhello", payload)).toContain("<Code>IncompleteBody</Code>");
  });
});
