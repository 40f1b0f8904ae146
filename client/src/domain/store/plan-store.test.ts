// What a Secret and a model URI make of the initializer's first request. The same is held against rclone itself in
// test/integration/stores; here are the details that a request over the wire does not show.
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { planStore, reveal, secretValue, storeEnvironment, type S3Plan, type StorePlan } from "./index.ts";

const MINIO = {
  TYPE: "s3",
  PROVIDER: "Minio",
  ACCESS_KEY_ID: "minioadmin",
  SECRET_ACCESS_KEY: "planted-secret",
  ENDPOINT: "http://minio.minio.svc.cluster.local:9000",
};

/** @param options of the remote s3 */
function plan(
  modelUri: string,
  options: Readonly<Record<string, string>> = MINIO,
  more: Readonly<Record<string, string>> = {},
): StorePlan {
  const variables = Object.entries(options).map(([name, value]): [string, string] => [
    `RCLONE_CONFIG_S3_${name}`,
    value,
  ]);
  return planStore({ modelUri, environment: storeEnvironment([...variables, ...Object.entries(more)]) });
}

function s3Plan(
  modelUri: string,
  options?: Readonly<Record<string, string>>,
  more?: Readonly<Record<string, string>>,
): S3Plan {
  const made = plan(modelUri, options, more);
  if (made.kind !== "s3") throw new Error(inspect(made));
  return made;
}

test("the diary's Secret asks MinIO for the folder, with the bucket in the path (seed 000)", () => {
  expect(s3Plan("s3://mlflow-artifacts/1/run/artifacts/model")).toMatchObject({
    ...{ endpoint: "http://minio.minio.svc.cluster.local:9000", bucket: "mlflow-artifacts", isPathStyle: true },
    ...{ prefix: "1/run/artifacts/model", isFolderOnly: false, region: "us-east-1", listVersion: 2, notices: [] },
  });
});

describe("values of the Secret", () => {
  test("are in no text that a plan can be made to", () => {
    const made = s3Plan("s3://models/churn", { ...MINIO, SESSION_TOKEN: "planted-token" });
    expect(inspect(made, { depth: 9, showHidden: true, getters: true }) + JSON.stringify(made)).not.toContain(
      "planted",
    );
    expect(String(made.credentials?.secretAccessKey)).toBe("***");
    expect(made.credentials && reveal(made.credentials.secretAccessKey)).toBe("planted-secret");
  });

  test("are not in what is said of a wrong one", () => {
    for (const name of ["TYPE", "ENV_AUTH", "ENDPOINT", "REGION", "PROVIDER"]) {
      for (const value of ["planted\n", "http://planted:planted@host name", "planted"]) {
        const made = plan("s3://models/churn", { ...MINIO, [name]: value });
        const { endpoint: _, region: __, ...said } = { endpoint: "", region: "", ...made };
        expect(JSON.stringify(said)).not.toContain("planted");
      }
    }
  });

  test("do not stand in the endpoint as a user and a password", () => {
    const { endpoint } = s3Plan("s3://models/churn", { ...MINIO, ENDPOINT: "http://user:planted@minio:9000" });
    expect(endpoint).toBe("http://minio:9000");
  });

  test("print as stars alone, too", () => {
    const value = secretValue("planted");
    expect([String(value), JSON.stringify({ value }), inspect(value)]).toEqual(["***", '{"value":"***"}', "***"]);
  });
});

describe("stores that are not looked into", () => {
  test.each([
    ["gs://seldon-models/v1.17.1/sklearn/iris", "gcs"],
    ["pvc://claim/path", "pvc"],
    ["s3://", "bucket-list"],
  ])("%s: %s", (modelUri, store) => {
    expect(plan(modelUri)).toMatchObject({ kind: "unsupported", store });
  });

  test("say why", () => {
    const role = { TYPE: "s3", PROVIDER: "AWS", ENV_AUTH: "true", REGION: "eu-central-1" };
    expect(plan("s3://models/churn", role)).toMatchObject({ kind: "unsupported", store: "role" });
    expect(plan("s3://models/churn", { ...MINIO, V2_AUTH: "true" })).toMatchObject({ store: "signature-v2" });
    const azure = { RCLONE_CONFIG_AZUREBLOB_TYPE: "azureblob", RCLONE_CONFIG_AZUREBLOB_ACCOUNT: "a" };
    expect(plan("azureblob://models/churn", {}, azure)).toMatchObject({ store: "azure" });
    const web = { RCLONE_CONFIG_HTTPS_TYPE: "http", RCLONE_CONFIG_HTTPS_URL: "https://host" };
    expect(plan("https://models/churn", {}, web)).toMatchObject({ store: "other" });
  });
});

describe("Amazon without an endpoint", () => {
  const aws = { ...MINIO, PROVIDER: "AWS", ENDPOINT: "" };

  test.each([
    [{}, "https://s3.us-east-1.amazonaws.com"],
    [{ REGION: "eu-central-1" }, "https://s3.eu-central-1.amazonaws.com"],
    [{ REGION: "cn-north-1" }, "https://s3.cn-north-1.amazonaws.com.cn"],
  ])("%o: %s", (options, endpoint) => {
    expect(s3Plan("s3://models/churn", { ...aws, ...options })).toMatchObject({ endpoint, isPathStyle: false });
  });

  test("is not sent MinIO's keys, which rclone would do (F10)", () => {
    const failed = { kind: "fails", mode: "F10", variable: "RCLONE_CONFIG_S3_ENDPOINT" };
    expect(plan("s3://models/churn", { ...MINIO, ENDPOINT: "" })).toMatchObject(failed);
    expect(plan("s3://models/churn", { ...MINIO, ENDPOINT: "", PROVIDER: "minio" })).toMatchObject(failed);
  });

  test("gets the documented Secret, whose provider is in lower case, by path (S05)", () => {
    expect(s3Plan("s3://models/churn", { ...aws, PROVIDER: "aws" })).toMatchObject({
      ...{ isPathStyle: true, listVersion: 1, notices: [{ variable: "RCLONE_CONFIG_S3_PROVIDER" }] },
    });
  });

  test("has a bucket with dots in the path, since no certificate fits (a.b over TLS)", () => {
    expect(s3Plan("s3://models.v2/churn", aws)).toMatchObject({ isPathStyle: true });
  });
});

test("variables that change more than the remote are told of, and nothing is said of those that do not", () => {
  const more = { RCLONE_EXCLUDE: "*.pkl", HTTPS_PROXY: "http://proxy", RCLONE_TRANSFERS: "1", RCLONE_VERBOSE: "2" };
  const { notices } = s3Plan("s3://models/churn", MINIO, more);
  expect(notices.map(({ variable }) => variable)).toEqual(["RCLONE_EXCLUDE", "HTTPS_PROXY"]);
});
