// The test store held against a real rclone, the program that the storage initializer is.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findRclone } from "../../support/rclone-program.ts";
import { startS3Server, type S3Server } from "../../support/s3-server.ts";

const found = findRclone();
const program = "program" in found ? found.program : "";
const why = "lacks" in found ? ` (skipped: this needs ${found.lacks})` : "";

const KEY = { id: "minioadmin", secret: "minioadmin123" };
const MANY = 1100;

describe.skipIf(program === "")(`rclone${why}`, () => {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-s3-rclone-"));
  let server: S3Server;

  beforeAll(async () => {
    server = await startS3Server({
      keys: [KEY],
      domain: "s3.test",
      buckets: {
        models: {
          "odd/a b+c&d.txt": "odd",
          "odd/<ü>.txt": "odd",
          "odd/folder/": "",
          "odd/folder/x.txt": "x",
          ...Object.fromEntries(Array.from({ length: MANY }, (_, index) => [`many/${index % 3}/${index}.txt`, ""])),
        },
        written: {},
      },
    });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param options of the remote, over those of MinIO's */
  async function rclone(args: readonly string[], options: Readonly<Record<string, string>> = {}): Promise<string> {
    const remote = {
      TYPE: "s3",
      PROVIDER: "Minio",
      ACCESS_KEY_ID: KEY.id,
      SECRET_ACCESS_KEY: KEY.secret,
      ENDPOINT: server.url,
    };
    const env: Record<string, string> = { HOME: folder, HTTP_PROXY: server.url, RCLONE_RETRIES: "1" };
    for (const [name, value] of Object.entries({ ...remote, ...options })) env[`RCLONE_CONFIG_S3_${name}`] = value;
    return (await promisify(execFile)(program, [...args], { cwd: folder, env, timeout: 60_000 })).stdout;
  }

  test.each([
    ["the second version of lists", {}],
    ["the first version", { PROVIDER: "Ceph" }],
    ["encoded names in the first version", { PROVIDER: "Ceph", LIST_URL_ENCODE: "true" }],
    ["small pages", { LIST_CHUNK: "100" }],
  ])("lists everything with %s", async (_, options) => {
    expect((await rclone(["lsf", "-R", "--files-only", "s3:models/many"], options)).trim().split("\n")).toHaveLength(
      MANY,
    );
    expect((await rclone(["lsf", "-R", "s3:models/odd"], options)).trim().split("\n").sort()).toEqual(
      ["<ü>.txt", "a b+c&d.txt", "folder/", "folder/x.txt"].sort(),
    );
  });

  test("finds a bucket by its host's name", async () => {
    const options = { PROVIDER: "AWS", ENDPOINT: `http://s3.test:${server.port}` };
    server.exchanges.length = 0;
    expect(await rclone(["cat", "s3:models/odd/a b+c&d.txt"], options)).toBe("odd");
    expect(new Set(server.exchanges.map(({ host }) => host))).toEqual(new Set([`models.s3.test:${server.port}`]));
  });

  test("copies there and back, and removes", async () => {
    mkdirSync(path.join(folder, "up"));
    writeFileSync(path.join(folder, "up", "model x+1.bin"), "0123456789".repeat(1000));
    await rclone(["copy", "up", "s3:written/here"]);
    await rclone(["copy", "s3:written/here", "down"]);
    expect(readFileSync(path.join(folder, "down", "model x+1.bin"), "utf8")).toBe("0123456789".repeat(1000));
    await rclone(["check", "up", "s3:written/here"]);
    await rclone(["delete", "s3:written/here"]);
    expect(await rclone(["lsf", "s3:written"])).toBe("");
  });

  // With an endpoint of its own rclone knows no other place to go to, and says so (predicted as `BucketRegionError`).
  test("is sent away by a bucket of another region", async () => {
    const buckets = { b: { x: "y" } };
    const away = await startS3Server({ keys: [KEY], region: "eu-central-1", otherRegion: "redirect", buckets });
    try {
      const asked = rclone(["lsf", "s3:b"], { ENDPOINT: away.url });
      await expect(asked).rejects.toThrow(`can't set region to "eu-central-1" as endpoint is set`);
      expect(await rclone(["lsf", "s3:b"], { ENDPOINT: away.url, REGION: "eu-central-1" })).toBe("x\n");
    } finally {
      await away.close();
    }
  });
});
