// `seldon/artifacts`: what a store holds stands on the model URI's line, and goes when the URI is another or the check is repeated.
import { expect, test } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import { ARTIFACTS_METHOD, type CheckedModel } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";

const URI = "file:///work/churn.yaml";
const MODEL = "s3://models/churn/7";

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: default
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: ${MODEL}
        envSecretRefName: minio
`;

const EMPTY: CheckedModel = { uri: MODEL, secret: "minio", seen: "nothing", files: [], texts: [] };

const OLD_PICKLE: CheckedModel = {
  ...{ uri: MODEL, secret: "minio", seen: "folder" },
  files: ["model.joblib", "requirements.txt"].map(path => ({ path, size: 20 })),
  texts: [{ path: "requirements.txt", text: "scikit-learn==1.3.2\n" }],
};

function codes(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, range }) => `${String(code)} at line ${range.start.line + 1}`);
}

test("findings follow what the store is said to hold", async () => {
  await using client = await LspClient.start({ pulls: true });
  await client.open(URI, MANIFEST);
  const pull = async (): Promise<string[]> => {
    const report = await client.pull(URI);
    return report.kind === "full" ? codes(report.items) : ["unchanged"];
  };
  expect(await pull()).toEqual([]);
  expect(await client.request(ARTIFACTS_METHOD, { uri: URI, models: [EMPTY] })).toEqual({ isTaken: true });
  expect(await pull()).toEqual(["model-artifact at line 11"]);
  expect(client.refreshes).toBe(1);
  await client.request(ARTIFACTS_METHOD, { uri: URI, models: [OLD_PICKLE] });
  expect(await pull()).toEqual(["pickle-version at line 11"]);
  await client.change(URI, MANIFEST.replace(MODEL, "s3://models/churn/8"));
  expect(await pull()).toEqual([]);
  await client.change(URI, MANIFEST);
  await client.request(ARTIFACTS_METHOD, { uri: URI, models: [] });
  expect(await pull()).toEqual([]);
});

test("the same address with a Secret of the same name is another model in another namespace", async () => {
  await using client = await LspClient.start({ pulls: true });
  const inNamespace = (namespace: string): string => MANIFEST.replace("  name: churn", `$&\n  namespace: ${namespace}`);
  await client.open(URI, `${inNamespace("staging")}---\n${inNamespace("prod")}`);
  const models: CheckedModel[] = [
    { ...EMPTY, namespace: "prod" },
    { ...OLD_PICKLE, namespace: "staging" },
  ];
  expect(await client.request(ARTIFACTS_METHOD, { uri: URI, models })).toEqual({ isTaken: true });
  const report = await client.pull(URI);
  expect(report.kind === "full" && codes(report.items)).toEqual([
    "pickle-version at line 12",
    "model-artifact at line 26",
  ]);
  // Where the manifest leaves it open, the newest answer counts, which comes first.
  await client.change(URI, MANIFEST);
  expect(await client.pull(URI)).toMatchObject({ items: [{ code: "model-artifact" }] });
});

test("what is told of one document says nothing about others", async () => {
  await using client = await LspClient.start({ pulls: true });
  await client.open(URI, MANIFEST);
  await client.request(ARTIFACTS_METHOD, { uri: "file:///work/other.yaml", models: [EMPTY] });
  expect(await client.pull(URI)).toMatchObject({ items: [] });
});

test("an entry that cannot be understood is left out and named in the log", async () => {
  await using client = await LspClient.start({ pulls: true });
  await client.open(URI, MANIFEST);
  const models = [{ ...EMPTY, seen: "ruins" }, EMPTY];
  expect(await client.request(ARTIFACTS_METHOD, { uri: URI, models })).toEqual({ isTaken: false });
  expect(await client.pull(URI)).toMatchObject({ items: [{ code: "model-artifact" }] });
  expect(await client.request(ARTIFACTS_METHOD, null)).toEqual({ isTaken: false });
});
