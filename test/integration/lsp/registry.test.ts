// `seldon/registry`: addresses of MLflow's registry are completed, resolved by a fix, and reported when their alias has moved.
import { expect, test } from "vitest";
import { REGISTRY_METHOD, type RegistryAddress } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";

const URI = "file:///work/churn.yaml";

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  protocol: v2
  predictors:
    - name: main
      graph:
        name: churn
        implementation: TRITON_SERVER
        modelUri: models:/churn@champion
        envSecretRefName: store
`;

const CHAMPION: RegistryAddress = {
  uri: "models:/churn@champion",
  version: "3",
  artifactUri: "s3://mlflow/1/3f2a9c0d/artifacts/model",
};

function tell(client: LspClient, addresses: readonly unknown[]): Promise<void> {
  return client.notify(REGISTRY_METHOD, { addresses });
}

test("an address that the registry resolves gets a fix, and keeps the error without it", async () => {
  await using client = await LspClient.start();
  await client.open(URI, MANIFEST);
  const [before] = await client.diagnostics(URI);
  expect(before).toMatchObject({ code: "model-uri-scheme", severity: 1 });
  expect(before?.message).toContain("Write where the artifact lies");
  client.published.length = 0;
  await tell(client, [CHAMPION]);
  const [after] = await client.diagnostics(URI);
  expect(after?.message).toContain("MLflow says that it lies at s3://mlflow/1/3f2a9c0d/artifacts/model");
});

test("an alias that moves is told where the manifest remembers it, and goes with the next answer", async () => {
  await using client = await LspClient.start();
  const remembered = MANIFEST.replace(
    "  name: churn\nspec",
    "  name: churn\n  annotations:\n    seldon-deployments/model-alias: models:/churn@champion\nspec",
  ).replace("modelUri: models:/churn@champion", "modelUri: s3://mlflow/1/3f2a9c0d/artifacts/model");
  await client.open(URI, remembered);
  expect(await client.diagnostics(URI)).toEqual([]);
  client.published.length = 0;
  await tell(client, [{ ...CHAMPION, version: "4", artifactUri: "s3://mlflow/1/77b01a2e/artifacts/model" }]);
  expect(await client.diagnostics(URI)).toMatchObject([{ code: "model-alias", severity: 3 }]);
  client.published.length = 0;
  await tell(client, [CHAMPION]);
  expect(await client.diagnostics(URI)).toEqual([]);
});

test("addresses are proposed as model URIs, those that are missing not among them", async () => {
  await using client = await LspClient.start();
  await tell(client, [CHAMPION, { uri: "models:/fraud/2", version: "2" }, { uri: "models:/gone/1", isMissing: true }]);
  const typed = MANIFEST.replace("models:/churn@champion", "models:/");
  await client.open(URI, typed);
  const position = client.document(URI).positionAt(typed.indexOf("models:/") + "models:/".length);
  const { items } = await client.complete(URI, position);
  const ours = items.filter(({ label }) => label.startsWith("models:/"));
  expect(ours.map(({ label }) => label)).toEqual(["models:/churn@champion", "models:/fraud/2"]);
  expect(ours[0]).toMatchObject({
    detail: "version 3 in MLflow's registry",
    textEdit: { newText: "models:/churn@champion", range: { start: { character: 18 }, end: { character: 26 } } },
  });
});

test("passes over what it does not understand, and says so", async () => {
  await using client = await LspClient.start();
  await tell(client, [{ uri: 3 }, CHAMPION]);
  await client.notify(REGISTRY_METHOD, null);
  await client.open(URI, MANIFEST);
  expect(await client.diagnostics(URI)).toHaveLength(1);
  expect(client.complaints).toEqual([
    "seldon/registry: addresses[0].uri: text is needed. The entry is ignored.",
    "seldon/registry: addresses: a list is needed. The entry is ignored.",
  ]);
});
