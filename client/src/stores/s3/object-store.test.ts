// Our reader of S3 stores against a strict one: pages, parts, limits, detours, and nothing of this machine in between.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { inspect } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { startHttpServer, startS3Server, type S3Server } from "../../../../test/support/s3-server.ts";
import { planStore, storeEnvironment, type S3Plan } from "../../domain/store/index.ts";
import { openStore, type ObjectStore, type StoreOptions } from "./index.ts";

const KEY = { id: "minioadmin", secret: "planted-secret" };
const MANY = 2300;

let server: S3Server;
const opened: ObjectStore[] = [];

beforeAll(async () => {
  server = await startS3Server({
    keys: [KEY],
    isPublic: bucket => bucket === "open",
    buckets: {
      models: {
        "churn/": "",
        "churn/MLmodel": "0123456789",
        "churn/code/a.py": "pass\n",
        "churn/empty": "",
        "other/x": "x",
        ...Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`many/${index}`, "x"])),
      },
      open: { "a/b": "x" },
    },
  });
});
afterAll(async () => server.close());
afterEach(() => {
  for (const store of opened.splice(0)) store.close();
  vi.unstubAllEnvs();
});

/** @param options of the remote, over MinIO's */
function planFor(modelUri: string, options: Readonly<Record<string, string>> = {}): S3Plan {
  const remote = { TYPE: "s3", PROVIDER: "Minio", ACCESS_KEY_ID: KEY.id, SECRET_ACCESS_KEY: KEY.secret };
  const variables = { ...remote, ENDPOINT: "http://minio.minio.svc:9000", ...options };
  const environment = storeEnvironment(
    Object.entries(variables).map(([name, value]): [string, string] => [`RCLONE_CONFIG_S3_${name}`, value]),
  );
  const plan = planStore({ modelUri, environment });
  if (plan.kind !== "s3") throw new Error(inspect(plan));
  return plan;
}

function open(plan: S3Plan, options: StoreOptions = {}): ObjectStore {
  const store = openStore(plan, { via: { host: "127.0.0.1", localPort: server.port }, ...options });
  opened.push(store);
  return store;
}

describe.each(["Minio", "Other"])("lists of a store that rclone asks as %s", PROVIDER => {
  const plan = planFor("s3://models/churn", { PROVIDER });

  test("have the files below the folder, without the empty object that stands for it", async () => {
    const answer = await open(plan).list();
    expect(answer).toMatchObject({ kind: "listed", isComplete: true, folders: [] });
    expect(answer.kind === "listed" && answer.files.map(file => [file.path, file.size])).toEqual([
      ["MLmodel", 10],
      ["code/a.py", 5],
      ["empty", 0],
    ]);
  });

  test("tell of what is there instead, level by level", async () => {
    const answer = await open(plan).list({ prefix: "", delimiter: "/" });
    expect(answer).toMatchObject({ folders: ["churn", "many", "other"], files: [], isComplete: true });
  });

  test.each([
    [MANY + 1, MANY, true],
    [MANY, MANY, true],
    [MANY - 1, MANY - 1, false],
    [1500, 1500, false],
    [1, 1, false],
  ])("end at a limit of %i", async (limit, count, isComplete) => {
    const answer = await open(plan).list({ prefix: "many/", limit });
    expect(answer.kind === "listed" && { count: answer.files.length, isComplete: answer.isComplete }).toEqual({
      count,
      isComplete,
    });
  });
});

describe("objects", () => {
  test("are read up to a size, and their own size is told", async () => {
    const store = open(planFor("s3://models/churn"));
    const part = await store.read("churn/MLmodel", { maxBytes: 4 });
    expect(part).toMatchObject({ kind: "read", size: 10, isWhole: false });
    expect(part.kind === "read" && Buffer.from(part.bytes).toString()).toBe("0123");
    expect(await store.read("churn/MLmodel", { maxBytes: 10 })).toMatchObject({ size: 10, isWhole: true });
    expect(await store.read("churn/empty", { maxBytes: 10 })).toMatchObject({ size: 0, isWhole: true });
    expect(await store.read("churn/none", { maxBytes: 10 })).toMatchObject({ reason: "object-missing", status: 404 });
    expect(await store.head("churn/MLmodel")).toEqual({ kind: "object", key: "churn/MLmodel", size: 10 });
    expect(await store.head("churn")).toMatchObject({ reason: "object-missing" });
  });

  test("are not read by a store that would send all of a big one", async () => {
    const big = await startHttpServer((_, response) => {
      response.writeHead(200, { "content-length": 1e12, etag: '"x"' });
      response.write("begins");
    });
    const store = open(planFor("s3://models/churn"), { via: { host: "127.0.0.1", localPort: big.port } });
    expect(await store.read("churn/MLmodel", { maxBytes: 4 })).toMatchObject({ kind: "failure", reason: "other" });
    await big.close();
  });
});

describe("a detour", () => {
  test("leads to the forward, with the endpoint's own name in the request and its signature", async () => {
    server.exchanges.length = 0;
    await open(planFor("s3://models/churn")).list();
    expect(server.exchanges).toEqual([{ method: "GET", host: "minio.minio.svc:9000", path: "/models/", status: 200 }]);
  });
});

describe("what this machine knows", () => {
  test("is not used: neither its keys nor its profile nor its endpoint", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "seldon-aws-"));
    writeFileSync(
      path.join(folder, "config"),
      "[default]\nendpoint_url = http://127.0.0.1:1\nregion = eu-west-9\nmax_attempts = 9\n",
    );
    writeFileSync(
      path.join(folder, "credentials"),
      "[default]\naws_access_key_id = other\naws_secret_access_key = other\n",
    );
    vi.stubEnv("AWS_CONFIG_FILE", path.join(folder, "config"));
    vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", path.join(folder, "credentials"));
    vi.stubEnv("AWS_ACCESS_KEY_ID", "other");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "other");
    vi.stubEnv("AWS_ENDPOINT_URL_S3", "http://127.0.0.1:1");
    vi.stubEnv("AWS_REGION", "eu-west-9");
    expect(await open(planFor("s3://models/churn")).list()).toMatchObject({ kind: "listed" });
    const anonymous = { ACCESS_KEY_ID: "", SECRET_ACCESS_KEY: "" };
    expect(await open(planFor("s3://open/a", anonymous)).list()).toMatchObject({
      kind: "listed",
      files: [{ key: "a/b" }],
    });
    expect(await open(planFor("s3://models/churn", anonymous)).list()).toMatchObject({ code: "AccessDenied" });
    rmSync(folder, { recursive: true });
  });
});

describe("failures", () => {
  test.each([
    [
      "a wrong secret",
      { SECRET_ACCESS_KEY: "planted-wrong" },
      { reason: "rejected", code: "SignatureDoesNotMatch", status: 403 },
    ],
    ["a key that nobody has", { ACCESS_KEY_ID: "planted-other" }, { reason: "rejected", code: "InvalidAccessKeyId" }],
  ])("of %s name the store's reason and no value", async (_, options, failure) => {
    const answer = await open(planFor("s3://models/churn", options)).list();
    expect(answer).toMatchObject({ kind: "failure", ...failure });
    expect(inspect(answer, { depth: 9, showHidden: true })).not.toContain("planted");
  });

  test("of a bucket that is not there", async () => {
    expect(await open(planFor("s3://none/churn")).list()).toMatchObject({ reason: "bucket-missing" });
  });

  test("of a port where nobody listens", async () => {
    const store = open(planFor("s3://models/churn"), { via: { host: "127.0.0.1", localPort: 1 } });
    expect(await store.list()).toMatchObject({ reason: "connection-refused", code: "ECONNREFUSED" });
  });

  test("of a server without TLS, and of one that is none of S3", async () => {
    const plan = planFor("s3://models/churn", { ENDPOINT: "https://minio.minio.svc:9000" });
    expect(await open(plan).list()).toMatchObject({ reason: "plain-http" });
    const page = await startHttpServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Console</title>");
    });
    const via = { host: "127.0.0.1", localPort: page.port };
    expect(await open(planFor("s3://models/churn"), { via }).list()).toMatchObject({ reason: "not-a-store" });
    expect(await open(planFor("s3://models/churn"), { via }).head("churn")).toMatchObject({ reason: "not-a-store" });
    await page.close();
  });

  test("of a store that says nothing, within the patience, before an answer and in the middle of one", async () => {
    const silent = await startHttpServer(() => {});
    const slow = await startHttpServer((_, response) => {
      response.writeHead(206, { "content-length": 10, "content-range": "bytes 0-9/10", etag: '"x"' }).write("01");
    });
    for (const { port } of [silent, slow]) {
      const store = open(planFor("s3://models/churn"), { via: { host: "127.0.0.1", localPort: port }, patience: 200 });
      expect(await store.read("churn/MLmodel", { maxBytes: 10 })).toMatchObject({ reason: "timeout" });
    }
    await Promise.all([silent.close(), slow.close()]);
  });

  test("of a request that is called off", async () => {
    const silent = await startHttpServer(() => {});
    const controller = new AbortController();
    const store = open(planFor("s3://models/churn"), { via: { host: "127.0.0.1", localPort: silent.port } });
    const asked = store.list({ signal: controller.signal });
    controller.abort();
    expect(await asked).toMatchObject({ kind: "failure", reason: "cancelled" });
    await silent.close();
  });
});
