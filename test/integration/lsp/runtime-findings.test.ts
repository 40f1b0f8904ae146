// `seldon/runtimeFindings`: what a cluster shows stands on the manifest's line, and goes when the cluster has moved on.
import { expect, test } from "vitest";
import type { Diagnostic } from "vscode-languageserver/node";
import { RUNTIME_FINDINGS_METHOD, type ObservedFailure } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CLEAN, FOREIGN, partial } from "./manifests.ts";

const URI = "file:///work/iris.yaml";

const FAILURE: ObservedFailure = {
  kind: "SeldonDeployment",
  name: "iris",
  namespace: "models",
  cluster: "staging",
  predictor: "canary",
  unit: "classifier",
  container: "classifier-model-initializer",
  failureModes: ["F01"],
  signature: "nothing-to-transfer",
  title: "model path is empty",
  meaning: "rclone found nothing under the model URI and calls that a success.",
  remedy: "Let modelUri name the folder that holds the model.",
  evidence: {
    object: "Container classifier-model-initializer of pod iris-canary-0",
    line: "There was nothing to transfer",
  },
};

function tell(client: LspClient, failures: readonly unknown[], context = "staging"): Promise<void> {
  return client.notify(RUNTIME_FINDINGS_METHOD, { context, failures });
}

function places(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ code, range }) => `${String(code)} at line ${range.start.line + 1}`);
}

/** The line of the canary's `modelUri`. */
const CANARY_URI = "observed-failure at line 20";

test("comes to an open document, and goes with the next set", async () => {
  await using client = await LspClient.start();
  await client.open(URI, CLEAN);
  expect(await client.diagnostics(URI)).toEqual([]);
  client.published.length = 0;
  await tell(client, [FAILURE]);
  const [found, ...others] = await client.diagnostics(URI);
  expect(others).toEqual([]);
  expect(places(found ? [found] : [])).toEqual([CANARY_URI]);
  expect(found).toMatchObject({ severity: 2, source: "seldon" });
  expect(found?.message).toBe(
    "Seen in the cluster staging: model path is empty. Container classifier-model-initializer of pod iris-canary-0 said “There was nothing to transfer”. rclone found nothing under the model URI and calls that a success. Let modelUri name the folder that holds the model.",
  );
  client.published.length = 0;
  await tell(client, []);
  expect(await client.diagnostics(URI)).toEqual([]);
});

test("asks a client that pulls to do so again, and answers unchanged where a document is not concerned", async () => {
  await using client = await LspClient.start({ pulls: true });
  const other = "file:///work/wine.yaml";
  await client.open(URI, CLEAN);
  await client.open(other, partial("wine").replaceAll("iris", "wine"));
  const before = await client.pull(URI);
  const beforeOther = await client.pull(other);
  await tell(client, [FAILURE]);
  const after = await client.pull(URI, before.resultId);
  expect(after).toMatchObject({ kind: "full", items: [{ code: "observed-failure" }] });
  expect(await client.pull(other, beforeOther.resultId)).toMatchObject({ kind: "unchanged" });
  expect(client.refreshes).toBe(1);
  await tell(client, [FAILURE]);
  expect(await client.pull(URI, after.resultId)).toMatchObject({ kind: "unchanged" });
  expect(client.refreshes).toBe(1);
});

test("holds for documents that are opened later, and follows their edits", async () => {
  await using client = await LspClient.start();
  await tell(client, [FAILURE]);
  await client.open(URI, CLEAN);
  expect(places(await client.diagnostics(URI))).toEqual([CANARY_URI]);
  await client.change(URI, CLEAN.replace("name: iris", "name: iris-2"));
  expect(await client.diagnostics(URI)).toEqual([]);
  await client.change(URI, `# a line more\n${CLEAN}`);
  expect(places(await client.diagnostics(URI))).toEqual(["observed-failure at line 21"]);
});

test("keeps clusters apart", async () => {
  await using client = await LspClient.start();
  await tell(client, [FAILURE]);
  await tell(client, [{ ...FAILURE, cluster: "production" }], "production");
  await client.open(URI, CLEAN);
  expect(places(await client.diagnostics(URI))).toEqual([CANARY_URI, CANARY_URI]);
  client.published.length = 0;
  await tell(client, []);
  const left = await client.diagnostics(URI);
  expect(left).toHaveLength(1);
  expect(JSON.stringify(left)).toContain("Seen in the cluster production:");
});

test("obeys severities and suppressions like any finding", async () => {
  await using client = await LspClient.start({ options: { rules: { "observed-failure": "hint" } } });
  await tell(client, [FAILURE]);
  await client.open(URI, CLEAN);
  expect((await client.diagnostics(URI)).map(({ severity }) => severity)).toEqual([4]);
  await client.change(URI, `# seldon-lint-disable observed-failure -- the store is being filled\n${CLEAN}`);
  expect(await client.diagnostics(URI)).toEqual([]);
});

test("passes over what it does not understand, and says so", async () => {
  await using client = await LspClient.start();
  await tell(client, [{ ...FAILURE, evidence: "a log" }, FAILURE]);
  await client.notify(RUNTIME_FINDINGS_METHOD, null);
  await client.open(URI, CLEAN);
  expect(places(await client.diagnostics(URI))).toEqual([CANARY_URI]);
  expect(client.complaints).toEqual([
    "seldon/runtimeFindings of staging: failures[0].evidence: an object is needed. The entry is ignored.",
    "seldon/runtimeFindings names no context. It is ignored.",
  ]);
});

test("never speaks of files that are not ours", async () => {
  await using client = await LspClient.start();
  await client.open("file:///work/dashboard.yaml", FOREIGN);
  await client.open(URI, CLEAN);
  await client.diagnostics(URI);
  await tell(client, [{ ...FAILURE, name: "seldon-dashboard", predictor: undefined, unit: undefined }]);
  await client.change(URI, `${CLEAN}\n`);
  await client.diagnostics(URI);
  expect(client.published.map(({ uri }) => uri)).not.toContain("file:///work/dashboard.yaml");
});
