// Hover through the server: what Seldon makes of a value, the field's description, and why a problem here hurts.
import http from "node:http";
import { expect, test } from "vitest";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";

async function hoverText(client: LspClient, part: string): Promise<string> {
  const hover = await client.hover(URI, client.positionOf(URI, part, 1));
  const contents = hover?.contents;
  return typeof contents === "object" && "value" in contents ? contents.value : "";
}

test("a value tells what Seldon makes of it and what the field is", async () => {
  await using client = await LspClient.start();
  await client.open(URI, CANARY);
  const text = await hoverText(client, "SKLEARN_SERVER");
  expect(text).toContain("seldonio/sklearnserver:1.17.1");
  expect(text).toContain("model.joblib");
  expect(text).toContain("\n---\n");
  expect(client.complaints).toEqual([]);
});

test("a problem tells why it hurts and what to do, with the rule's page", async () => {
  await using client = await LspClient.start();
  await client.open(URI, CANARY);
  const text = await hoverText(client, "40");
  expect(text).toContain("Together 90 %; the webhook asks for 100.");
  expect(text).toMatch(/\[`traffic-sum`\]\(file:.*docs\/rules\/traffic-sum\.md\)/);
  expect(text).toContain("Seldon's admission webhook refuses the manifest");
});

test("the version in the settings is the one that is told of", async () => {
  await using client = await LspClient.start({ options: { version: "1.15.0" } });
  await client.open(URI, CANARY);
  expect(await hoverText(client, "SKLEARN_SERVER")).toContain("seldonio/sklearnserver:1.15.0");
});

test("documents further down in a file are told of at their own place", async () => {
  await using client = await LspClient.start();
  await client.open(URI, `kind: ConfigMap\n---\n${CANARY}`);
  const hover = await client.hover(URI, client.positionOf(URI, "SKLEARN_SERVER", 1));
  expect(hover?.range?.start).toEqual(client.positionOf(URI, "SKLEARN_SERVER"));
});

test("JSON has the same hover", async () => {
  await using client = await LspClient.start();
  await client.open(
    URI,
    JSON.stringify({
      kind: "SeldonDeployment",
      spec: { predictors: [{ name: "a", graph: { name: "b", implementation: "XGBOOST_SERVER" } }] },
    }),
    "json",
  );
  expect(await hoverText(client, "XGBOOST_SERVER")).toContain("model.bst");
});

test("no schema that a manifest names is ever fetched", async () => {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? "");
    response.end("{}");
  });
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  try {
    const address = server.address();
    const schema = `http://127.0.0.1:${typeof address === "object" ? address?.port : address}/schema.json`;
    await using client = await LspClient.start();
    await client.open(URI, `# yaml-language-server: $schema=${schema}\n$schema: ${schema}\n${CANARY}`);
    // Our own schema stays in force: a manifest cannot talk the server out of it.
    expect(await hoverText(client, "SKLEARN_SERVER")).toContain("\n---\n");
    const proposed = await client.complete(URI, client.positionOf(URI, "SKLEARN_SERVER"));
    expect(proposed.items.map(item => item.label)).toContain("MLFLOW_SERVER");
    expect(client.complaints).toEqual([]);
  } finally {
    server.close();
  }
  expect(requests).toEqual([]);
});
