// The contract with MLflow's REST API, against answers written down from its documentation (test/support/mlflow-server.ts).
import { afterEach, expect, test } from "vitest";
import {
  startMlflowServer,
  type MlflowContent,
  type MlflowServer,
  type MlflowServerOptions,
} from "../../../../test/support/mlflow-server.ts";
import { createMlflowStore, isMlflowError, type AskOptions, type MlflowStore } from "./index.ts";

const CONTENT: MlflowContent = {
  models: {
    churn: [
      { version: "1", source: "s3://mlflow/1/aa/artifacts/model", stage: "Archived" },
      { version: "2", source: "s3://mlflow/1/bb/artifacts/model", stage: "Production", aliases: ["old"] },
      { version: "10", source: "s3://mlflow/1/cc/artifacts/model", aliases: ["champion", "eu"], runId: "cc" },
    ],
    "it's fraud": [{ version: "1", source: "s3://mlflow/2/dd/artifacts/model" }],
    empty: [],
  },
  runs: {
    cc: {
      artifactUri: "s3://mlflow/1/cc/artifacts",
      metrics: { accuracy: 0.9312, loss: Number.NaN },
      tags: { "mlflow.user": "ana" },
      files: ["model/MLmodel", "model/model.pkl", "plot.png"],
    },
  },
};

const servers: MlflowServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(options?: MlflowServerOptions, content = CONTENT): Promise<MlflowServer> {
  const server = await startMlflowServer(content, options);
  servers.push(server);
  return server;
}

async function open(options?: MlflowServerOptions, ask?: AskOptions): Promise<MlflowStore> {
  return createMlflowStore((await start(options)).url, ask);
}

/** Reason and words of the failure. */
async function failureOf(work: Promise<unknown>): Promise<{ reason: string; message: string }> {
  const error: unknown = await work.then(
    () => undefined,
    (failure: unknown) => failure,
  );
  if (!isMlflowError(error)) throw new Error(`No MlflowError: ${String(error)}`);
  return { reason: error.reason, message: error.message };
}

test("lists models with their aliases and the newest version of each stage", async () => {
  const { items, isComplete } = await (await open()).models();
  expect(isComplete).toBe(true);
  expect(items.map(({ name }) => name)).toEqual(["churn", "empty", "it's fraud"]);
  expect(items[0]?.aliases).toEqual([
    { alias: "old", version: "2" },
    { alias: "champion", version: "10" },
    { alias: "eu", version: "10" },
  ]);
  expect(items[0]?.latest.map(({ version, stage }) => `${version} ${stage}`)).toEqual([
    "1 Archived",
    "2 Production",
    "10 None",
  ]);
  expect(items[1]).toMatchObject({ aliases: [], latest: [] });
});

test("turns pages until there are none, and stops at a limit", async () => {
  const models = Object.fromEntries(
    Array.from({ length: 25 }, (_, index) => [`m${String(index).padStart(2, "0")}`, []] as const),
  );
  const server = await start({ pageSize: 10 }, { models });
  const store = createMlflowStore(server.url);
  expect((await store.models()).items).toHaveLength(25);
  expect(server.requests).toHaveLength(3);
  expect(await store.models({ limit: 12 })).toMatchObject({ isComplete: false, items: { length: 12 } });
});

test("lists the versions of a model, the newest first by number, whatever its name holds", async () => {
  const store = await open();
  expect((await store.versions("churn")).items.map(({ version }) => version)).toEqual(["10", "2", "1"]);
  expect((await store.versions("it's fraud")).items).toHaveLength(1);
  expect((await store.versions("nothing")).items).toEqual([]);
  expect((await store.versions("churn")).items[0]).toEqual({
    ...{ name: "churn", version: "10", stage: "None", aliases: ["champion", "eu"], status: "READY" },
    ...{ source: "s3://mlflow/1/cc/artifacts/model", runId: "cc", description: "", createdAt: 1_700_000_000_000 },
  });
});

test("finds a version by number, alias and stage, and where it lies", async () => {
  const store = await open();
  expect((await store.version("churn", "2")).stage).toBe("Production");
  expect((await store.versionByAlias("churn", "champion")).version).toBe("10");
  expect((await store.latestVersion("churn", "production")).version).toBe("2");
  expect((await store.latestVersion("churn", undefined)).version).toBe("10");
  expect(await store.downloadUri("churn", "10")).toBe("s3://mlflow/1/cc/artifacts/model");
});

test("reads a run and what lies in its artifacts", async () => {
  const store = await open();
  const run = await store.run("cc");
  expect(run).toMatchObject({ id: "cc", name: "steady-finch-7", artifactUri: "s3://mlflow/1/cc/artifacts" });
  expect(run.metrics[0]).toEqual({ key: "accuracy", value: 0.9312 });
  expect(run.tags.get("mlflow.user")).toBe("ana");
  expect((await store.artifacts("cc", "model")).items).toEqual([
    { path: "model/MLmodel", isFolder: false, size: 120 },
    { path: "model/model.pkl", isFolder: false, size: 120 },
  ]);
});

test.each([
  ["a version", (store: MlflowStore) => store.version("churn", "7"), "Model Version (name=churn, version=7) not found"],
  ["an alias", (store: MlflowStore) => store.versionByAlias("churn", "x"), "Registered model alias x not found."],
  ["a model", (store: MlflowStore) => store.versionByAlias("chrun", "x"), "Registered Model with name=chrun not found"],
  ["a stage", (store: MlflowStore) => store.latestVersion("churn", "Staging"), "churn has no version in stage Staging"],
  ["a run", (store: MlflowStore) => store.run("zz"), "Run with id=zz not found"],
])("says that %s is not there", async (_, ask, message) => {
  expect(await failureOf(ask(await open()))).toEqual({ reason: "not-found", message });
});

const TOKEN = "planted-token-9f2c";
const PASSWORD = "planted-pässword";

test("sends a token or name and password, as MLflow's own clients do", async () => {
  const bearer = await open({ authorization: `Bearer ${TOKEN}` }, { credentials: { kind: "token", token: TOKEN } });
  expect((await bearer.models()).items).toHaveLength(3);
  const basic = `Basic ${Buffer.from(`ana:${PASSWORD}`).toString("base64")}`;
  const store = await open(
    { authorization: basic },
    { credentials: { kind: "basic", user: "ana", password: PASSWORD } },
  );
  expect((await store.models()).items).toHaveLength(3);
});

test("says who was refused, and never shows or logs what was sent", async () => {
  const lines: string[] = [];
  const log = (line: string): number => lines.push(line);
  const without = await failureOf((await open({ authorization: "Bearer other" })).models());
  expect(without).toEqual({ reason: "unauthorized", message: "The MLflow server wants a token or a password (401)" });
  const credentials = { kind: "token", token: TOKEN } as const;
  const wrong = await failureOf((await open({ authorization: "Bearer other" }, { credentials, log })).models());
  expect(wrong.message).toBe("The MLflow server does not take the credentials that it was given (401)");
  const denied = (
    await open({ intercept: (_, response) => refuse(response, 403, "Permission denied") }, { credentials, log })
  ).models();
  expect(await failureOf(denied)).toEqual({
    reason: "forbidden",
    message: "The MLflow server does not let you see that (403)",
  });
  expect(lines).toEqual(["MLflow: GET registered-models/search 401", "MLflow: GET registered-models/search 403"]);
  expect(JSON.stringify([lines, wrong])).not.toContain(TOKEN);
});

test("follows a redirect on the same host, and takes credentials to no other", async () => {
  const other = await start();
  const elsewhere = await open(
    { intercept: (request, response) => redirect(response, `${other.url}${request.url}`) },
    { credentials: { kind: "token", token: TOKEN } },
  );
  const refused = await failureOf(elsewhere.models());
  expect(refused.reason).toBe("redirected");
  expect(refused.message).toContain(other.url);
  expect(other.requests).toEqual([]);
  const same = await open({
    intercept: (request, response) =>
      !request.url?.includes("moved") &&
      redirect(response, `${request.url}${request.url?.includes("?") ? "&" : "?"}moved=1`),
  });
  expect((await same.models()).items).toHaveLength(3);
  const circle = await open({ intercept: (request, response) => redirect(response, request.url ?? "/") });
  expect(await failureOf(circle.models())).toEqual({
    reason: "not-mlflow",
    message: "What answers there sends requests in circles",
  });
});

test("keeps the path of a server behind a proxy", async () => {
  const server = await start({ prefix: "/tools/mlflow" });
  expect((await createMlflowStore(`${server.url}/`).models()).items).toHaveLength(3);
  expect(server.requests[0]?.line).toMatch(/^GET \/tools\/mlflow\/api\/2\.0\/mlflow\/registered-models\/search\?/);
});

test("tells a server that is none, is away, is late, or fails", async () => {
  const page = await open({ intercept: (_, response) => refuse(response, 404, "<html>Not Found</html>") });
  expect(await failureOf(page.models())).toMatchObject({ reason: "not-mlflow" });
  const html = await open({ intercept: (_, response) => refuse(response, 200, "<html>Welcome</html>") });
  expect(await failureOf(html.models())).toMatchObject({ reason: "not-mlflow" });
  const broken = JSON.stringify({ error_code: "INTERNAL_ERROR", message: "database is locked\n  at line 3" });
  const failing = await open({ intercept: (_, response) => refuse(response, 500, broken) });
  expect(await failureOf(failing.models())).toEqual({
    reason: "failed",
    message: "The MLflow server says INTERNAL_ERROR: database is locked",
  });
  const late = await open({ intercept: () => true }, { patience: 50 });
  expect(await failureOf(late.models())).toMatchObject({ reason: "timeout" });
  const gone = await start();
  await gone.close();
  const away = await failureOf(createMlflowStore(gone.url).models());
  expect(away).toMatchObject({ reason: "unreachable" });
  expect(away.message).toContain("ECONNREFUSED");
});

test("stops when it is told to", async () => {
  const store = await open({ intercept: () => true });
  const abort = new AbortController();
  const asked = store.models({ signal: abort.signal });
  abort.abort(new Error("enough"));
  await expect(asked).rejects.toThrow("enough");
});

test.each([
  ["localhost:5000", "none of an HTTP server"],
  ["file:///mlruns", "start `mlflow server` on it"],
  ["databricks://team", "Databricks is not supported"],
  [`http://ana:${PASSWORD}@mlflow`, "holds credentials"],
])("%s is refused as an address", (address, words) => {
  expect(() => createMlflowStore(address)).toThrow(words);
  expect(() => createMlflowStore(address)).not.toThrow(PASSWORD);
});

function refuse(
  response: Parameters<NonNullable<MlflowServerOptions["intercept"]>>[1],
  status: number,
  body: string,
): true {
  response.writeHead(status, { "content-type": "text/html" });
  response.end(body);
  return true;
}

function redirect(response: Parameters<NonNullable<MlflowServerOptions["intercept"]>>[1], location: string): true {
  response.writeHead(308, { location });
  response.end();
  return true;
}
