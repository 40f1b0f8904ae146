// Diagnostics as VS Code asks for them.
import { CancellationTokenSource } from "vscode-languageserver/node";
import { expect, test } from "vitest";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY, CLEAN, FOREIGN } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";

test("a client that can pull is told so and is never pushed to", async () => {
  await using client = await LspClient.start({ pulls: true });
  expect(client.initializeResult.capabilities.diagnosticProvider).toMatchObject({
    identifier: "seldon",
    workspaceDiagnostics: false,
  });
  await client.open(URI, CANARY);
  const report = await client.pull(URI);
  expect(report.kind === "full" ? report.items.map(({ code }) => code) : report).toEqual(["traffic-sum"]);
  expect(client.published).toEqual([]);
});

test("an unchanged document is not sent twice, a changed one is", async () => {
  await using client = await LspClient.start({ pulls: true });
  await client.open(URI, CANARY);
  const first = await client.pull(URI);
  expect(await client.pull(URI, first.resultId)).toEqual({ kind: "unchanged", resultId: first.resultId });
  await client.change(URI, CLEAN);
  const second = await client.pull(URI, first.resultId);
  expect(second).toMatchObject({ kind: "full", items: [] });
  expect(second.resultId).not.toBe(first.resultId);
});

test("a document that was closed and opened again with another text is new, whatever its version", async () => {
  await using client = await LspClient.start({ pulls: true });
  await client.open(URI, CANARY);
  const first = await client.pull(URI);
  await client.close(URI);
  await client.open(URI, CLEAN);
  expect(await client.pull(URI, first.resultId)).toMatchObject({ kind: "full", items: [] });
});

test("changed settings ask for a new pull, which is not unchanged", async () => {
  let configuration: unknown = {};
  await using client = await LspClient.start({ pulls: true, configuration: () => configuration });
  await client.open(URI, CANARY);
  const first = await client.pull(URI);
  configuration = { rules: { "traffic-sum": "off" } };
  await client.configure(null);
  expect(await client.pull(URI, first.resultId)).toMatchObject({ kind: "full", items: [] });
  expect(client.refreshes).toBe(1);
});

test("foreign and unknown documents have nothing", async () => {
  await using client = await LspClient.start({ pulls: true });
  await client.open(URI, FOREIGN);
  expect(await client.pull(URI)).toMatchObject({ kind: "full", items: [] });
  expect(await client.pull("file:///workspace/never-opened.yaml")).toEqual({ kind: "full", items: [] });
});

test("a pull during typing waits for the rest, and is refused when it is cancelled meanwhile", async () => {
  await using client = await LspClient.start({ pulls: true, options: { debounce: 5_000 } });
  await client.open(URI, CLEAN);
  await client.pull(URI);
  await client.change(URI, CANARY);
  const cancellation = new CancellationTokenSource();
  const pull = client.pull(URI, undefined, cancellation.token);
  const before = performance.now();
  cancellation.cancel();
  await expect(pull).rejects.toMatchObject({ code: -32800 });
  expect(performance.now() - before).toBeLessThan(2_000);
});
