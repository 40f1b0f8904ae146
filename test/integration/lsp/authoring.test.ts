// What the server gives to whoever writes a manifest: hints, lines on servers, folds, selections, links, refactorings, models and Secrets.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import type { WorkspaceEdit } from "vscode-languageserver/node";
import { AUTHORING_METHOD, AuthoringResult } from "../../../schemas/src/index.ts";
import { LspClient, type ServerStart } from "../../support/lsp-client.ts";
import { fullCapabilities } from "../../support/lsp-capabilities.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  replicas: 3
  predictors:
    - name: main
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://models/churn
`;
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: store
  namespace: lab
stringData:
  RCLONE_CONFIG_LAKE_TYPE: s3
`;
const MLMODEL = `flavors:
  python_function:
    env: {conda: conda.yaml}
  sklearn: {}
mlflow_version: 2.3.1
signature:
  inputs: '[{"name": "age", "type": "double"}]'
`;
const URI = "file:///workspace/churn.yaml";
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

test("hints and lines on servers come, and each can be switched off", async () => {
  await using client = await LspClient.start({ options: { inlayHints: { port: false } } });
  await client.open(URI, MANIFEST);
  expect(await hints(client)).toEqual(["7: http://churn-main:8000"]);
  expect(await lenses(client)).toEqual([
    "8: scikit-learn model saved with joblib · seldonio/sklearnserver:1.17.1 · looks for model.joblib",
  ]);
  await client.configure({ seldon: { inlayHints: { port: true, serviceUrl: false }, codeLens: false } });
  expect(await hints(client)).toEqual(["9: http 9000, grpc 9500"]);
  expect(await lenses(client)).toEqual([]);
  await client.configure({ seldon: { codeLens: true, codeLensKinds: { server: false } } });
  expect(await lenses(client)).toEqual([]);
  await client.configure({ seldon: { codeLens: true, codeLensKinds: { graph: false } } });
  expect(await lenses(client)).toHaveLength(1);
});

test("folds, selections and links follow the tree, and other people's files are left alone", async () => {
  await using client = await LspClient.start();
  await client.open(URI, MANIFEST);
  const folds = await client.folds(URI);
  expect(folds?.map(({ startLine, endLine }) => [startLine, endLine])).toContainEqual([8, 11]);
  const positions = [client.positionOf(URI, "SKLEARN")];
  const [selection] = (await client.selections(URI, positions)) ?? [];
  expect(selection?.range).toEqual({ start: { line: 10, character: 24 }, end: { line: 10, character: 38 } });
  expect(selection?.parent?.parent?.range.start.line).toBe(9);
  const [link] = await client.links(URI);
  expect(link?.target).toBe("https://console.cloud.google.com/storage/browser/models/churn");
  await client.change(URI, "kind: Deployment\nspec:\n  replicas: 1\n");
  expect(await client.folds(URI)).toBeNull();
  expect(await client.selections(URI, positions)).toBeNull();
  expect(client.complaints).toEqual([]);
});

test("a canary is offered where the deployment begins, and applied it is there", async () => {
  await using client = await LspClient.start();
  await client.open(URI, MANIFEST);
  const at = client.positionOf(URI, "name: churn");
  const offered = await client.codeActions(URI, { start: at, end: at }, [], ["refactor"]);
  const canary = offered.find(({ title }) => title.startsWith("Add a canary"));
  expect(canary?.kind).toBe("refactor.rewrite");
  if (canary?.edit) await client.apply(canary.edit);
  expect(client.text(URI)).toContain("    - name: canary\n      traffic: 10\n");
  expect(await client.diagnostics(URI)).toEqual([]);
});

test("a file is split by an edit that makes files, but only for clients that can, and never over a file that is there", async () => {
  const folder = scratchFolder({ "churn.yaml": `${MANIFEST}---\n${SECRET}` });
  const uri = pathToFileURL(path.join(folder.path, "churn.yaml")).href;
  const edit = async (start: ServerStart): Promise<WorkspaceEdit | undefined> => {
    await using client = await LspClient.start(start);
    await client.open(uri, readFileSync(fileURLToPath(uri), "utf8"));
    const actions = await client.codeActions(
      uri,
      { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      [],
      ["refactor.move"],
    );
    return actions[0]?.edit;
  };
  expect(await edit({})).toBeUndefined();
  const full = fullCapabilities(true, false);
  const capabilities = {
    ...full,
    workspace: {
      ...full.workspace,
      workspaceEdit: { documentChanges: true, resourceOperations: ["create" as const, "rename" as const] },
    },
  };
  const created = pathToFileURL(path.join(folder.path, "store-secret.yaml")).href;
  expect((await edit({ capabilities }))?.documentChanges).toMatchObject([
    { kind: "create", uri: created, options: { overwrite: false, ignoreIfExists: false } },
    { textDocument: { uri: created, version: null }, edits: [{ newText: SECRET }] },
    { textDocument: { uri, version: 1 }, edits: [{ newText: "\n" }] },
  ]);
  writeFileSync(fileURLToPath(created), SECRET);
  expect(await edit({ capabilities })).toBeUndefined();
});

test("models, Secrets, namespaces and the version are told from the files of the workspace", async () => {
  const folder = scratchFolder({
    "models/churn/MLmodel": MLMODEL,
    "store.yaml": SECRET,
    ".seldonlint.yaml": 'seldonVersion: "1.16"\n',
  });
  const root = pathToFileURL(folder.path).href;
  await using client = await LspClient.start({ workspaceFolder: root });
  const result = AuthoringResult.parse(await client.request(AUTHORING_METHOD, { uri: `${root}/new.yaml` }));
  expect(result.seldonVersion).toBe("1.16.0");
  expect(result.models).toMatchObject([
    { name: "models/churn", model: { mlflowVersion: "2.3.1", hasEnvironmentMap: true } },
  ]);
  expect(result.secrets.map(({ name, remotes }) => [name, remotes?.[0]?.name])).toEqual([["store", "lake"]]);
  expect(result.namespaces).toEqual(["lab"]);
});

async function hints(client: LspClient): Promise<string[]> {
  const found = await client.inlayHints(URI, WHOLE);
  return found.map(({ position, label }) => `${position.line}: ${typeof label === "string" ? label : ""}`);
}

async function lenses(client: LspClient): Promise<string[]> {
  const found = await client.codeLenses(URI);
  return found.map(({ range, command }) => `${range.start.line}: ${command?.title ?? ""}`);
}
