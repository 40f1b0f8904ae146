// The initializer's lines and exit codes, row by row as seldon-facts §4 and failure-modes §4.1 give them.
import { describe, expect, test } from "vitest";
import { runProgram, testNetwork, type RunOptions } from "../testing/run-program.ts";
import { storageInitializer } from "./rclone-copy.ts";

const MINIO = {
  RCLONE_CONFIG_S3_TYPE: "s3",
  RCLONE_CONFIG_S3_PROVIDER: "Minio",
  RCLONE_CONFIG_S3_ENV_AUTH: "false",
  RCLONE_CONFIG_S3_ACCESS_KEY_ID: "minioadmin",
  RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "minioadmin123",
  RCLONE_CONFIG_S3_ENDPOINT: "http://minio.minio.svc.cluster.local:9000",
};
const RUN = "s3://mlflow-artifacts/3/0b1c2d3e4f5a46718293a4b5c6d7e8f9/artifacts/model";

async function copy(
  address: string,
  env: Readonly<Record<string, string>> = {},
  options: RunOptions = {},
): Promise<{ exitCode: number; log: string; files: string[] }> {
  const run = runProgram(storageInitializer, { ...options, command: [address, "/mnt/models"], env });
  const { exitCode } = await run.exit;
  return { exitCode, log: run.lines.join("\n"), files: [...run.files.keys()].sort() };
}

test("a public model is copied, and the notice about the configuration comes first", async () => {
  const { exitCode, log, files } = await copy("gs://seldon-models/v1.17.1/sklearn/iris");
  expect(exitCode).toBe(0);
  expect(log.split("\n")[0]).toBe('2026/03/01 12:00:00 NOTICE: Config file "/.rclone.conf" not found - using defaults');
  expect(log).toContain("INFO  : model.joblib: Copied (new)");
  expect(files).toContain("/mnt/models/model.joblib");
});

test("the diary's model comes from MinIO with MLflow's files and no model.bst", async () => {
  const { exitCode, files } = await copy(RUN, MINIO);
  expect(exitCode).toBe(0);
  expect(files).toEqual(
    ["MLmodel", "conda.yaml", "model.xgb", "python_env.yaml", "requirements.txt"].map(name => `/mnt/models/${name}`),
  );
});

test.each([
  ["gs://seldon-models/v1.18.0-dev/sklearn/iris", "model.joblib"],
  ["gs:seldon-models/sklearn/iris", "model.joblib"],
  ["gs://seldon-models/xgboost/iris", "model.bst"],
  ["gs://seldon-models/v1.12.0-dev/mlflow/elasticnet_wine", "MLmodel"],
  ["gs://seldon-models/tfserving/half_plus_two", "1/saved_model.pb"],
  ["gs://kfserving-samples/models/tensorflow/flowers", "1/saved_model.pb"],
  ["gs://seldon-models/triton/tf_cifar10", "cifar10/config.pbtxt"],
  ["gs://seldon-models/sklearn/income/explainer-py37-0.6.0", "explainer.dill"],
  ["gs://seldon-models/v1.17.1/sklearn/iris/model.joblib", "model.joblib"],
])("%s has %s", async (address, file) => {
  const { exitCode, files } = await copy(address);
  expect({ exitCode, has: files.includes(`/mnt/models/${file}`) }).toEqual({ exitCode: 0, has: true });
});

describe("what stops the initializer", () => {
  const without = (...names: string[]): Record<string, string> =>
    Object.fromEntries(Object.entries(MINIO).filter(([name]) => !names.includes(name)));
  const withValue = (name: keyof typeof MINIO, value: string): Record<string, string> => ({ ...MINIO, [name]: value });

  test.each<[string, string, Readonly<Record<string, string>>, number, string]>([
    ["no remote", RUN, {}, 1, `Failed to create file system for "${RUN}": didn't find section in config file`],
    ["AWS_* only", RUN, { AWS_ACCESS_KEY_ID: "x" }, 1, "didn't find section in config file"],
    ["TYPE missing", RUN, without("RCLONE_CONFIG_S3_TYPE"), 1, "didn't find section in config file"],
    ["lower case", RUN, { RCLONE_CONFIG_s3_TYPE: "s3" }, 1, "didn't find section in config file"],
    ["MLflow registry", "models:/churn/7", MINIO, 1, "didn't find section in config file"],
    ["TYPE wrong", RUN, withValue("RCLONE_CONFIG_S3_TYPE", "S3"), 1, `didn't find backend called "S3"`],
    ["newline in TYPE", RUN, withValue("RCLONE_CONFIG_S3_TYPE", "s3\n"), 1, `didn't find backend called "s3\\n"`],
    ["no secret", RUN, without("RCLONE_CONFIG_S3_SECRET_ACCESS_KEY"), 1, "secret_access_key not found"],
    ["no key id", RUN, without("RCLONE_CONFIG_S3_ACCESS_KEY_ID"), 1, "access_key_id not found"],
    [
      "bad boolean",
      RUN,
      withValue("RCLONE_CONFIG_S3_ENV_AUTH", "maybe"),
      1,
      `couldn't parse config item "env_auth" = "maybe" as bool`,
    ],
    [
      "key unknown",
      RUN,
      withValue("RCLONE_CONFIG_S3_ACCESS_KEY_ID", "nobody"),
      1,
      "InvalidAccessKeyId: The Access Key Id you provided does not exist in our records.",
    ],
    ["secret wrong", RUN, withValue("RCLONE_CONFIG_S3_SECRET_ACCESS_KEY", "x"), 1, "SignatureDoesNotMatch"],
    [
      "no keys",
      RUN,
      without("RCLONE_CONFIG_S3_ACCESS_KEY_ID", "RCLONE_CONFIG_S3_SECRET_ACCESS_KEY"),
      1,
      "AccessDenied: Access Denied.",
    ],
    [
      "newline in a key",
      RUN,
      withValue("RCLONE_CONFIG_S3_ACCESS_KEY_ID", "minioadmin\n"),
      1,
      `invalid header field value for "Authorization"`,
    ],
    [
      "localhost",
      RUN,
      withValue("RCLONE_CONFIG_S3_ENDPOINT", "http://localhost:9000"),
      1,
      "dial tcp 127.0.0.1:9000: connect: connection refused",
    ],
    [
      "short name",
      RUN,
      withValue("RCLONE_CONFIG_S3_ENDPOINT", "http://minio:9000"),
      1,
      "dial tcp: lookup minio on 10.96.0.10:53: no such host",
    ],
    [
      "provider AWS",
      RUN,
      withValue("RCLONE_CONFIG_S3_PROVIDER", "AWS"),
      1,
      "lookup mlflow-artifacts.minio.minio.svc.cluster.local on",
    ],
    [
      "no scheme",
      RUN,
      withValue("RCLONE_CONFIG_S3_ENDPOINT", "minio.minio.svc.cluster.local:9000"),
      1,
      "tls: first record does not look like a TLS handshake",
    ],
    [
      "wrong port",
      RUN,
      withValue("RCLONE_CONFIG_S3_ENDPOINT", "http://minio.minio:9090"),
      1,
      "connect: connection refused",
    ],
    ["no endpoint, so the real cloud", RUN, without("RCLONE_CONFIG_S3_ENDPOINT"), 1, "InvalidAccessKeyId"],
    ["no bucket", "s3://nowhere/churn/7", MINIO, 3, "Failed to copy: directory not found"],
    [
      "placeholder",
      "MODEL_URI_PLACEHOLDER",
      {},
      3,
      "Local file system at /MODEL_URI_PLACEHOLDER: error reading source root directory: directory not found",
    ],
    [
      "no such folder in the claim",
      "/mnt/pvc/gone",
      {},
      3,
      "Local file system at /mnt/pvc/gone: error reading source root directory: directory not found",
    ],
  ])("%s", async (_name, address, env, exitCode, text) => {
    const result = await copy(address, env);
    expect(result.log).toContain(text);
    expect(result.exitCode).toBe(exitCode);
  });

  test("three attempts are made", async () => {
    const { log } = await copy("s3://nowhere/churn/7", MINIO);
    expect(log).toContain(
      "ERROR : S3 bucket nowhere path churn/7: error reading source root directory: directory not found",
    );
    expect(log.match(/Attempt \d\/3 failed with 1 errors and: directory not found/g)).toHaveLength(3);
  });

  test("too few arguments", async () => {
    const run = runProgram(storageInitializer, { command: ["/mnt/models"] });
    expect((await run.exit).exitCode).toBe(1);
    expect(run.lines.at(-1)).toBe(
      'Command copy needs 2 arguments minimum: you provided 1 non flag arguments: ["/mnt/models"]',
    );
  });
});

describe("what looks like success", () => {
  test("one file instead of its folder (F26)", async () => {
    const { exitCode, files } = await copy("gs://seldon-models/mlflow/elasticnet_wine/MLmodel");
    expect({ exitCode, files }).toEqual({ exitCode: 0, files: ["/mnt/models/MLmodel"] });
  });

  test("an empty prefix", async () => {
    const { exitCode, log, files } = await copy("s3://mlflow-artifacts/3/no-such-run/artifacts/model", MINIO);
    expect({ exitCode, files }).toEqual({ exitCode: 0, files: [] });
    expect(log).toContain("INFO  : There was nothing to transfer");
    expect(log).not.toContain("Checks:");
  });

  test("the web console's port", async () => {
    const env = { ...MINIO, RCLONE_CONFIG_S3_ENDPOINT: "http://minio.minio.svc:9001" };
    expect((await copy(RUN, env)).files).toEqual(["/mnt/models/model"]);
  });

  test("a second run has nothing left to copy, and says that it looked", async () => {
    const files = new Map<string, string>();
    const command = ["gs://seldon-models/sklearn/iris", "/mnt/models"];
    await runProgram(storageInitializer, { command, files }).exit;
    const again = runProgram(storageInitializer, { command, files });
    await again.exit;
    expect(again.lines.join("\n")).toMatch(/There was nothing to transfer[^]*Checks: +2 \/ 2, 100%/);
  });

  test("the run instead of its model", async () => {
    const { files } = await copy(RUN.replace(/\/model$/, ""), MINIO);
    expect(files).toContain("/mnt/models/model/MLmodel");
  });
});

test("what does no harm: a provider that rclone spells otherwise, a hyphen in a remote, a short name at home", async () => {
  const spelled = await copy(RUN, { ...MINIO, RCLONE_CONFIG_S3_PROVIDER: "minio" });
  expect(spelled.exitCode).toBe(0);
  expect(spelled.log).toContain('NOTICE: s3: s3 provider "minio" not known - please set correctly');
  const renamed = Object.fromEntries(
    Object.entries(MINIO).map(([name, value]) => [name.replace("_S3_", "_MY-MINIO_"), value]),
  );
  expect((await copy(RUN.replace("s3:", "my-minio:"), renamed)).exitCode).toBe(0);
  const short = { ...MINIO, RCLONE_CONFIG_S3_ENDPOINT: "http://minio:9000" };
  expect((await copy(RUN, short, { namespace: "minio" })).exitCode).toBe(0);
});

test("an endpoint of the cluster that refuses is told from one that is not found", async () => {
  const network = testNetwork();
  network.hosts.set("store.data", "refused");
  const env = { ...MINIO, RCLONE_CONFIG_S3_ENDPOINT: "http://store.data:9000" };
  expect((await copy(RUN, env, { network })).log).toContain("dial tcp store.data:9000: connect: connection refused");
});

test("scenarios take the store away", async () => {
  const address = "gs://seldon-models/sklearn/iris";
  expect((await copy(address, {}, { scenarios: ["bucket-missing"] })).exitCode).toBe(3);
  const rejected = await copy(address, {}, { scenarios: ["credentials-rejected"] });
  expect(rejected.exitCode).toBe(1);
  expect(rejected.log).toContain("status code: 403");
});
