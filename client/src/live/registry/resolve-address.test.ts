// What addresses inside MLflow stand for, asked of answers that are written down from the REST API's documentation.
import { afterAll, expect, test } from "vitest";
import { startMlflowServer, type MlflowContent } from "../../../../test/support/mlflow-server.ts";
import { createMlflowStore } from "../../stores/mlflow/index.ts";
import { locateVersion, resolveAddress, resolveAddresses } from "./resolve-address.ts";

const MODEL_ID = "m-0123456789abcdef0123456789abcdef";

const CONTENT: MlflowContent = {
  models: {
    churn: [
      { version: "2", source: "s3://mlflow/1/bb/artifacts/model", stage: "Production" },
      { version: "3", source: "s3://mlflow/1/cc/artifacts/model", aliases: ["champion"] },
      { version: "4", source: "mlflow-artifacts:/1/dd/artifacts/model", aliases: ["proxied"] },
      { version: "5", source: `models:/${MODEL_ID}`, aliases: ["logged"] },
      { version: "6", source: "runs:/ee/model", aliases: ["from-run"] },
      { version: "7", source: `models:/${MODEL_ID}`, storage: "s3://mlflow/1/models/m-0/artifacts" },
    ],
  },
  runs: {
    ee: { artifactUri: "s3://mlflow/1/ee/artifacts", files: ["model/MLmodel"] },
    ff: { artifactUri: "s3://mlflow/1/ff/artifacts", modelIds: [MODEL_ID] },
  },
  loggedModels: { [MODEL_ID]: { name: "classifier", artifactUri: "s3://mlflow/1/models/m-0/artifacts" } },
};

const server = await startMlflowServer(CONTENT);
const store = createMlflowStore(server.url);
afterAll(() => server.close());

test.each([
  ["models:/churn/2", "s3://mlflow/1/bb/artifacts/model", "2"],
  ["models:/churn@champion", "s3://mlflow/1/cc/artifacts/model", "3"],
  ["models:/churn/Production", "s3://mlflow/1/bb/artifacts/model", "2"],
  ["models:/churn/latest", "s3://mlflow/1/models/m-0/artifacts", "7"],
  ["models:/churn@proxied", "mlflow-artifacts:/1/dd/artifacts/model", "4"],
  ["models:/churn@logged", "s3://mlflow/1/models/m-0/artifacts", "5"],
  ["models:/churn@from-run", "s3://mlflow/1/ee/artifacts/model", "6"],
  [`models:/${MODEL_ID}`, "s3://mlflow/1/models/m-0/artifacts", undefined],
  ["runs:/ee/model", "s3://mlflow/1/ee/artifacts/model", undefined],
  ["runs:/ee", "s3://mlflow/1/ee/artifacts", undefined],
  ["runs:/ff/classifier", "s3://mlflow/1/models/m-0/artifacts", undefined],
  ["mlflow-artifacts:/1/dd/artifacts/model", "mlflow-artifacts:/1/dd/artifacts/model", undefined],
])("%s lies at %s", async (uri, artifactUri, version) => {
  expect(await resolveAddress(store, uri, { destination: "" })).toEqual({
    ...{ uri, artifactUri },
    ...(version !== undefined && { version }),
  });
});

test.each(["models:/churn/9", "models:/churn@none", "models:/other/1", "models:/churn/Staging", "runs:/zz/model"])(
  "%s is said to be missing",
  async uri => {
    expect(await resolveAddress(store, uri, { destination: "" })).toEqual({ uri, isMissing: true });
  },
);

test("where the server hands out artifacts itself, the destination tells where they lie", async () => {
  const destination = "s3://mlflow-store/root/";
  expect(await resolveAddress(store, "models:/churn@proxied", { destination })).toMatchObject({
    artifactUri: "s3://mlflow-store/root/1/dd/artifacts/model",
  });
  expect(await locateVersion(store, { name: "churn", version: "4" }, { destination })).toBe(
    "s3://mlflow-store/root/1/dd/artifacts/model",
  );
  expect(await locateVersion(store, { name: "churn", version: "3" }, { destination })).toBe(
    "s3://mlflow/1/cc/artifacts/model",
  );
});

test("what is no address of MLflow's is nothing to ask for", async () => {
  expect(await resolveAddress(store, "s3://mlflow/1/cc", { destination: "" })).toBeUndefined();
});

test("what is refused of one address leaves the others' answers", async () => {
  const picky = await startMlflowServer(CONTENT, {
    intercept: (request, response) => {
      if (request.url?.includes("get-latest-versions") !== true) return false;
      response.writeHead(400, { "content-type": "application/json" });
      response.end(
        JSON.stringify({
          error_code: "INVALID_PARAMETER_VALUE",
          message: "Invalid Model Version stage: Foo. Value must be one of None, Staging, Production, Archived.",
        }),
      );
      return true;
    },
  });
  const uris = ["models:/churn/Foo", "models:/churn@champion"];
  const { answers, failures } = await resolveAddresses(createMlflowStore(picky.url), uris, { destination: "" });
  await picky.close();
  expect([...answers.keys()]).toEqual(["models:/churn@champion"]);
  expect(failures).toHaveLength(1);
});

test("a server that lets nobody in is asked once", async () => {
  const closed = await startMlflowServer(CONTENT, { authorization: "Bearer of-somebody-else" });
  const uris = ["models:/churn/2", "models:/churn/3"];
  const { answers, failures } = await resolveAddresses(createMlflowStore(closed.url), uris, { destination: "" });
  await closed.close();
  expect([answers.size, failures.length, closed.requests.length]).toEqual([0, 1, 1]);
});
