// The test store held against Amazon's own client: what it lists, reads and writes, and how it refuses.
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startS3Server, type S3Server } from "../../support/s3-server.ts";

const KEY = { id: "AKIDEXAMPLE", secret: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const ODD_KEYS = ["odd/a b+c&d.txt", "odd/%41~(1)!'*.txt", "odd/<ü>/x.txt"];
const MANY = 2500;

let server: S3Server;

beforeAll(async () => {
  server = await startS3Server({
    keys: [KEY, { ...KEY, id: "BLIND", denies: ["list"] }, { ...KEY, id: "TEMPORARY", token: "session-token" }],
    buckets: {
      models: {
        "iris/model.joblib": "0123456789",
        "iris/metadata.yaml": "name: iris\n",
        empty: "",
        "iris/": "",
        ...Object.fromEntries(ODD_KEYS.map(key => [key, key])),
        ...Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`many/${index}.txt`, "x"])),
      },
    },
  });
});
afterAll(async () => server.close());

function connect(config: S3ClientConfig = {}): S3Client {
  return new S3Client({
    ...{ endpoint: server.url, region: "us-east-1", forcePathStyle: true, maxAttempts: 1 },
    credentials: { accessKeyId: KEY.id, secretAccessKey: KEY.secret },
    ...config,
  });
}

const Bucket = "models";

describe("lists", () => {
  test("page by page in the order of the names' bytes, in both versions", async () => {
    const client = connect();
    const second: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: "many/", MaxKeys: 700, ...(token && { ContinuationToken: token }) }),
      );
      second.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    const first: string[] = [];
    let marker = "";
    for (let isCut = true; isCut;) {
      const page = await client.send(new ListObjectsCommand({ Bucket, Prefix: "many/", Marker: marker }));
      first.push(...(page.Contents ?? []).map(({ Key = "" }) => Key));
      expect(page.Contents?.length).toBeLessThanOrEqual(1000);
      marker = first.at(-1) ?? "";
      isCut = page.IsTruncated === true;
    }
    expect(second).toEqual(Array.from({ length: MANY }, (_, index) => `many/${index}.txt`).sort());
    expect(first).toEqual(second);
  });

  test("one level at a time, a folder counting as one entry of a page", async () => {
    const client = connect();
    const page = await client.send(new ListObjectsV2Command({ Bucket, Delimiter: "/", MaxKeys: 2 }));
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(["empty"]);
    expect(page.CommonPrefixes).toEqual([{ Prefix: "iris/" }]);
    expect(page.IsTruncated).toBe(true);
    const rest = await client.send(
      new ListObjectsV2Command({ Bucket, Delimiter: "/", ContinuationToken: page.NextContinuationToken }),
    );
    expect(rest.CommonPrefixes).toEqual([{ Prefix: "many/" }, { Prefix: "odd/" }]);
    expect(rest.IsTruncated).toBe(false);
  });

  test("with names as they are, or encoded on demand with a plus for a space", async () => {
    const client = connect();
    const plain = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "odd/" }));
    expect(plain.Contents?.map(({ Key }) => Key).sort()).toEqual([...ODD_KEYS].sort());
    const encoded = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "odd/a b+", EncodingType: "url" }));
    expect(encoded.Contents?.map(({ Key }) => Key)).toEqual(["odd/a+b%2Bc%26d.txt"]);
    expect(encoded.Prefix).toBe("odd/a+b%2B");
  });

  test("not with a token that it never gave", async () => {
    const asked = connect().send(new ListObjectsV2Command({ Bucket, ContinuationToken: "bm9uZQ==" }));
    await expect(asked).rejects.toMatchObject({ name: "InvalidArgument" });
  });
});

describe("objects", () => {
  test("are read whole, in part and by odd names", async () => {
    const client = connect();
    const read = async (Key: string, Range?: string): Promise<string | undefined> =>
      (await client.send(new GetObjectCommand({ Bucket, Key, ...(Range && { Range }) }))).Body?.transformToString();
    expect(await read("iris/model.joblib")).toBe("0123456789");
    expect(await read("iris/model.joblib", "bytes=2-4")).toBe("234");
    expect(await read("iris/model.joblib", "bytes=-3")).toBe("789");
    for (const key of ODD_KEYS) expect(await read(key)).toBe(key);
    await expect(read("empty", "bytes=0-0")).rejects.toMatchObject({ name: "InvalidRange" });
    await expect(read("iris/none")).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("are written with a checksum behind the body, told of, and removed", async () => {
    const client = connect();
    const Key = "written/new file+1.txt";
    await client.send(new PutObjectCommand({ Bucket, Key, Body: "hello", ChecksumAlgorithm: "CRC32" }));
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head.ContentLength).toBe(5);
    expect(head.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await expect(client.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: "NotFound" });
  });
});

describe("refusals", () => {
  const list = async (config: S3ClientConfig, bucket = Bucket): Promise<unknown> =>
    connect(config).send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "iris/" }));
  const keys = (accessKeyId: string, secretAccessKey: string): S3ClientConfig => ({
    credentials: { accessKeyId, secretAccessKey },
  });

  test.each([
    ["a key that nobody has", keys("AKIDOTHER", KEY.secret), "InvalidAccessKeyId", 403],
    ["a wrong secret", keys(KEY.id, "wrong"), "SignatureDoesNotMatch", 403],
    ["a key that may not list", keys("BLIND", KEY.secret), "AccessDenied", 403],
    ["a temporary key without its token", keys("TEMPORARY", KEY.secret), "InvalidTokenId", 403],
    ["a clock that is an hour off", { systemClockOffset: 3_600_000 }, "RequestTimeTooSkewed", 403],
  ])("of %s", async (_, config, name, httpStatusCode) => {
    await expect(list(config)).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
  });

  test("of nobody", async () => {
    const signer = { sign: async <Request>(request: Request): Promise<Request> => Promise.resolve(request) };
    await expect(list({ signer })).rejects.toMatchObject({ name: "AccessDenied" });
  });

  test("of a bucket that does not exist", async () => {
    await expect(list({}, "other")).rejects.toMatchObject({ name: "NoSuchBucket", $metadata: { httpStatusCode: 404 } });
  });

  test("not of a temporary key with its token", async () => {
    const credentials = { accessKeyId: "TEMPORARY", secretAccessKey: KEY.secret, sessionToken: "session-token" };
    await expect(list({ credentials })).resolves.toMatchObject({ KeyCount: 3 });
  });
});

test("a region of its own is insisted on", async () => {
  const strict = await startS3Server({ keys: [KEY], region: "eu-central-1", buckets: { models: {} } });
  try {
    const ask = async (region: string): Promise<unknown> =>
      connect({ endpoint: strict.url, region }).send(new ListObjectsV2Command({ Bucket }));
    await expect(ask("us-east-1")).rejects.toMatchObject({
      name: "AuthorizationHeaderMalformed",
      Region: "eu-central-1",
    });
    await expect(ask("eu-central-1")).resolves.toMatchObject({ KeyCount: 0 });
  } finally {
    await strict.close();
  }
});
