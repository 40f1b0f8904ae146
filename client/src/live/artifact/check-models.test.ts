// Models in an S3 store of this machine, read with Secrets as a workspace has them; the way through a cluster is in test/kube.
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { artifactText } from "../../features/artifact/artifact-text.ts";
import { checkWords, type ModelCheck, type ModelFinding } from "../../domain/artifact/index.ts";
import { startS3Server, type S3Server } from "../../../../test/support/s3-server.ts";
import { checkModels, type CheckOptions } from "./check-models.ts";

const KEY = { id: "PLANTEDKEYID2345", secret: "planted/secret+key=67890" };
const BLIND = { id: "PLANTEDBLIND6789", secret: KEY.secret, denies: ["list", "read"] as const };
const RUN = "3/5f2e8c1d9b7a4e6f8c0d2b4a6e8f0a1c/artifacts";
const MLMODEL = "flavors:\n  python_function:\n    env: conda.yaml\nmlflow_version: 2.17.2\n";

let server: S3Server;

beforeAll(async () => {
  server = await startS3Server({
    keys: [KEY, BLIND],
    buckets: {
      mlflow: {
        [`${RUN}/model/MLmodel`]: MLMODEL,
        [`${RUN}/model/conda.yaml`]: "dependencies: []\n",
        [`${RUN}/model/model.xgb`]: "x".repeat(2000),
        [`${RUN}/metrics.json`]: "{}",
      },
      models: {
        "iris/v1/model.joblib": "0123456789",
        "iris/v1/requirements.txt": "scikit-learn==1.3.2\n",
        "big/requirements.txt": "x".repeat(300_000),
        ...Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`many/${index}.bin`, "x"])),
      },
    },
  });
});
afterAll(async () => server.close());

function secretOf(options: Readonly<Record<string, string>> = {}): unknown {
  const values: Record<string, string> = {
    ...{
      TYPE: "s3",
      PROVIDER: "Minio",
      ENDPOINT: "http://minio.store.svc:9000",
      ACCESS_KEY_ID: KEY.id,
      SECRET_ACCESS_KEY: KEY.secret,
    },
    ...options,
  };
  const entries = Object.entries(values).map(([name, value]): [string, string] => [`RCLONE_CONFIG_S3_${name}`, value]);
  const stringData: Readonly<Record<string, string>> = Object.fromEntries(entries);
  return { kind: "Secret", stringData };
}

/** One that lets nobody read Secrets and Services, and forwards to the store. */
function cluster(): CheckOptions["session"] {
  const refusal = Object.assign(new Error("forbidden"), { name: "KubeError", reason: "forbidden" });
  const name = "staging";
  return {
    context: { ...{ name, file: "", cluster: name, user: name, namespace: "" }, ...NO_SERVER },
    get: () => Promise.reject(refusal),
    forward: () =>
      Promise.resolve({
        host: "127.0.0.1",
        localPort: server.port,
        info: () => {
          throw new Error("Nobody asks for it.");
        },
        arrival: () => Promise.reject(refusal),
        release: () => Promise.resolve(),
      }),
  };
}

const NO_SERVER = { server: "https://127.0.0.1:1", isCurrent: true, execPlugin: undefined };

async function check(modelUri: string, secret: unknown = secretOf(), signal?: AbortSignal): Promise<ModelCheck> {
  const place = { predictor: "main", unit: "classifier", implementation: "MLFLOW_SERVER", modelUri, secret: "store" };
  const [found] = await checkModels([place], {
    ...{ session: cluster(), namespace: "models", signal },
    writtenSecret: name => Promise.resolve(name === "store" ? { secret, file: "secrets/store.yaml" } : undefined),
  });
  if (!found) throw new Error("There is no check.");
  return found;
}

function stored({ finding }: { readonly finding: ModelFinding }): object {
  if (finding.kind !== "seen") throw new Error(`It was not seen: ${JSON.stringify(finding)}`);
  return finding.stored;
}

describe("what the store holds", () => {
  test("a model, with the texts that tell of it", async () => {
    const found = await check(`s3://mlflow/${RUN}/model`);
    expect(stored(found)).toEqual({
      ...{ uri: `s3://mlflow/${RUN}/model`, secret: "store", seen: "folder" },
      files: [
        { path: "MLmodel", size: MLMODEL.length },
        { path: "conda.yaml", size: 17 },
        { path: "model.xgb", size: 2000 },
      ],
      texts: [
        { path: "MLmodel", text: MLMODEL },
        { path: "conda.yaml", text: "dependencies: []\n" },
      ],
    });
    expect(found).toMatchObject({
      secret: { kind: "workspace", file: "secrets/store.yaml" },
      through: "Service store/minio:9000",
    });
    expect(checkWords(found)).toEqual({ tone: "good", text: "The initializer copies 3 files, 2.1 KB." });
  });

  test("nothing, and the nearest folder above that holds something", async () => {
    const found = await check("s3://models/iris/v7/model");
    expect(stored(found)).toMatchObject({
      seen: "nothing",
      files: [],
      around: { uri: "s3://models/iris", files: [{ path: "v1/model.joblib" }, { path: "v1/requirements.txt" }] },
    });
    expect(checkWords(found)).toMatchObject({ tone: "bad", log: "There was nothing to transfer" });
  });

  test("the folder of a run, whose model lies below", async () => {
    const found = stored(await check(`s3://mlflow/${RUN}/`));
    expect(found).toMatchObject({
      seen: "folder",
      files: [{ path: "metrics.json" }, { path: "model/MLmodel" }, {}, {}],
    });
    expect(found).toMatchObject({ texts: [] });
  });

  test("a single file", async () => {
    const found = stored(await check("s3://models/iris/v1/model.joblib"));
    expect(found).toMatchObject({ seen: "file", files: [{ path: "model.joblib", size: 10 }] });
    expect(found).toMatchObject({ around: { uri: "s3://models/iris/v1" } });
  });

  test("no such bucket", async () => {
    const found = await check("s3://mlflw/x");
    expect(stored(found)).toMatchObject({ seen: "no-bucket" });
    expect(checkWords(found)).toMatchObject({ tone: "bad", log: "directory not found" });
  });

  test("more files than are looked at, and a text that is too large to be one", async () => {
    expect(stored(await check("s3://models/many"))).toMatchObject({ isPartial: true });
    expect(stored(await check("s3://models/big"))).toMatchObject({ texts: [] });
  });
});

describe("what is not seen is told", () => {
  test.each([
    ["a wrong key", { SECRET_ACCESS_KEY: "planted-wrong-key-1" }, "bad", /SignatureDoesNotMatch.*exit code 1 \(F12\)/],
    ["a key that may not list", { ACCESS_KEY_ID: BLIND.id }, "bad", /AccessDenied.*exit code 1/],
    ["an address of the pod itself", { ENDPOINT: "http://localhost:9000" }, "bad", /exit code 1 \(S08\)/],
    ["no type", { TYPE: "" }, "bad", /before it reaches a store/],
    ["another store", { TYPE: "azureblob" }, "unknown", /^Not checked\./],
  ])("%s", async (_, options, tone, words) => {
    const found = await check("s3://models/iris/v1", secretOf(options));
    expect(checkWords(found)).toMatchObject({ tone });
    expect(checkWords(found).text).toMatch(words);
  });

  test("a store that may as well be a host of the world outside, where no cluster is chosen", async () => {
    // Nobody answers there, and the request would be signed.
    const secret = secretOf({ ENDPOINT: `http://minio.store:${server.port}` });
    const place = { predictor: "main", unit: "a", implementation: undefined, modelUri: "s3://a/b", secret: "store" };
    const [found] = await checkModels([place], {
      ...{ session: undefined, namespace: "models" },
      writtenSecret: () => Promise.resolve({ secret, file: "a.yaml" }),
    });
    expect(found?.finding).toMatchObject({ kind: "not-checked" });
    expect(found && checkWords(found).text).toMatch(/minio\.store may be Service store\/minio:\d+ of a cluster/);
  });

  test("a store within a cluster, where none is chosen", async () => {
    const place = { predictor: "main", unit: "a", implementation: undefined, modelUri: "s3://a/b", secret: "store" };
    const [found] = await checkModels([place], {
      ...{ session: undefined, namespace: "models" },
      writtenSecret: () => Promise.resolve({ secret: secretOf(), file: "a.yaml" }),
    });
    expect(found && checkWords(found).text).toMatch(/no cluster is chosen to reach it/);
  });

  test("a Secret that nobody has", async () => {
    const place = { predictor: "main", unit: "a", implementation: undefined, modelUri: "s3://a/b", secret: "other" };
    const [found] = await checkModels([place], {
      ...{ session: undefined, namespace: "models" },
      writtenSecret: () => Promise.resolve(undefined),
    });
    expect(found && checkWords(found).text).toMatch(/^Not checked\. No manifest of the workspace has the Secret other/);
  });

  test("a check that was cancelled", async () => {
    const found = await check("s3://models/iris/v1", secretOf(), AbortSignal.abort());
    expect(found.finding.kind).toBe("refused");
  });
});

test("no value of the Secret is in anything that is returned or shown", async () => {
  const wrong = "planted-wrong-key-1";
  const secrets = [
    secretOf(),
    secretOf({ SECRET_ACCESS_KEY: wrong }),
    secretOf({ TYPE: wrong }),
    secretOf({ PROVIDER: wrong }),
    secretOf({ ENDPOINT: `http://${KEY.id}:${wrong}@127.0.0.1:1/` }),
    secretOf({ ACCESS_KEY_ID: `${wrong}\n` }),
  ];
  for (const secret of secrets) {
    const found = await check("s3://models/iris/v1", secret);
    const shown = artifactText(
      [{ name: "a", namespace: "b", context: "c", checks: [found], problems: [], isJudged: true }],
      0,
    );
    const said = [JSON.stringify(found), inspect(found, { depth: 20 }), shown].join("\n");
    for (const value of [KEY.id, KEY.secret, wrong]) expect(said).not.toContain(value);
  }
});

test("places that ask the same are looked at once, and answered each", async () => {
  server.exchanges.length = 0;
  const place = { predictor: "main", implementation: undefined, modelUri: "s3://mlflw/x", secret: "store" };
  const places = [
    { ...place, unit: "a" },
    { ...place, unit: "b" },
  ];
  const found = await checkModels(places, {
    ...{ session: cluster(), namespace: "models" },
    writtenSecret: () => Promise.resolve({ secret: secretOf(), file: "a.yaml" }),
  });
  expect(found.map(one => one.place.unit)).toEqual(["a", "b"]);
  const paths = server.exchanges.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(paths).size).toBe(paths.length);
});
