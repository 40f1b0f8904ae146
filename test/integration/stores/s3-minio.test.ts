// The test store held against MinIO's own client, and addresses signed in the URL against plain fetch.
import { text } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { Client } from "minio";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startS3Server, type S3Server } from "../../support/s3-server.ts";

const KEY = { id: "minioadmin", secret: "minioadmin123" };
const MANY = 1200;

let server: S3Server;
let client: Client;

beforeAll(async () => {
  server = await startS3Server({
    keys: [KEY],
    buckets: {
      models: {
        "a b/c+d.txt": "odd",
        "churn/MLmodel": "flavors: {}\n",
        "churn/code/a.py": "pass\n",
        ...Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`many/${index}.txt`, "x"])),
      },
    },
  });
  client = connect(KEY);
});
afterAll(async () => server.close());

function connect({ id, secret }: typeof KEY): Client {
  return new Client({ endPoint: "127.0.0.1", port: server.port, useSSL: false, accessKey: id, secretKey: secret });
}

async function names(prefix: string, isRecursive: boolean, version: 1 | 2): Promise<string[]> {
  const stream =
    version === 2
      ? client.listObjectsV2("models", prefix, isRecursive)
      : client.listObjects("models", prefix, isRecursive);
  const found: string[] = [];
  stream.on("data", ({ name, prefix: folder }: { name?: string; prefix?: string }) => found.push(name ?? folder ?? ""));
  await finished(stream);
  return found;
}

describe.each([1, 2] as const)("lists of version %i", version => {
  test("go on over pages", async () => {
    expect(await names("many/", true, version)).toHaveLength(MANY);
  });

  test("have folders, and names with spaces and plus signs", async () => {
    expect(await names("churn/", false, version)).toEqual(["churn/MLmodel", "churn/code/"]);
    expect(await names("a b/c+", true, version)).toEqual(["a b/c+d.txt"]);
  });
});

test("objects are written in signed chunks, looked at, read in part and removed", async () => {
  const body = "0123456789".repeat(20_000);
  await client.putObject("models", "written/x y+z.bin", body);
  const { size } = await client.statObject("models", "written/x y+z.bin");
  expect(size).toBe(body.length);
  const part = await client.getPartialObject("models", "written/x y+z.bin", 10, 4);
  expect(await text(part)).toBe("0123");
  await client.removeObject("models", "written/x y+z.bin");
  await expect(client.statObject("models", "written/x y+z.bin")).rejects.toMatchObject({ code: "NotFound" });
});

describe("signed addresses", () => {
  test("open an object without further keys, for their time", async () => {
    const url = await client.presignedGetObject("models", "churn/MLmodel", 60);
    expect(await (await fetch(url)).text()).toBe("flavors: {}\n");
    const late = await client.presignedGetObject("models", "churn/MLmodel", 60, {}, new Date(Date.now() - 120_000));
    expect(await (await fetch(late)).text()).toContain("<Message>Request has expired</Message>");
  });

  test("do not survive a change", async () => {
    const url = await client.presignedGetObject("models", "churn/MLmodel", 60);
    const other = await fetch(url.replace("churn/MLmodel", "churn/code/a.py"));
    expect(other.status).toBe(403);
    expect(await other.text()).toContain("<Code>SignatureDoesNotMatch</Code>");
    expect((await fetch(url.replace("X-Amz-Expires=60", "X-Amz-Expires=600"))).status).toBe(403);
  });

  test("can write", async () => {
    const url = await client.presignedPutObject("models", "put.txt", 60);
    expect((await fetch(url, { method: "PUT", body: "hello" })).status).toBe(200);
    expect(await names("put", true, 2)).toEqual(["put.txt"]);
  });
});

describe("refusals", () => {
  test("name the reason", async () => {
    await expect(connect({ ...KEY, secret: "wrong" }).listBuckets()).rejects.toMatchObject({
      code: "SignatureDoesNotMatch",
    });
    await expect(connect({ ...KEY, id: "other" }).listBuckets()).rejects.toMatchObject({ code: "InvalidAccessKeyId" });
    await expect(client.getObject("models", "none")).rejects.toMatchObject({ code: "NoSuchKey" });
    expect(await client.bucketExists("none")).toBe(false);
    expect(await client.bucketExists("models")).toBe(true);
    expect((await client.listBuckets()).map(({ name }) => name)).toEqual(["models"]);
  });

  test("meet a body that is not the one that was signed", async () => {
    const url = await client.presignedUrl("PUT", "models", "x.txt", 60);
    const answer = await fetch(url, {
      method: "PUT",
      body: "other",
      headers: { "content-md5": "XUFAKrxLKna5cZ2REBfFkg==" },
    });
    expect(await answer.text()).toContain("<Code>BadDigest</Code>");
  });
});
