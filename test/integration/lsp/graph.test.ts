// `seldon/graph` through the server: inference graphs with their places, and the problems that stand in each unit.
import { expect, test } from "vitest";
import { GRAPH_METHOD, GraphResult } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";

test("an open document has a graph for each predictor", async () => {
  await using client = await LspClient.start();
  await client.open(URI, CANARY);
  const { version, deployments } = GraphResult.parse(await client.request(GRAPH_METHOD, { uri: URI }));
  expect(version).toBe(1);
  const lines = CANARY.split("\n");
  const [deployment] = deployments;
  expect(deployment?.predictors.map(({ share }) => share)).toEqual([50, 40]);
  const units = deployment?.predictors.flatMap(predictor => predictor.units) ?? [];
  expect(units).toHaveLength(2);
  for (const { name, range } of units) expect(lines[range.start.line]).toContain(`name: ${name}`);
});

test("a document that is not open has none", async () => {
  await using client = await LspClient.start();
  expect(await client.request(GRAPH_METHOD, { uri: URI })).toEqual({
    version: null,
    hasSyntaxErrors: false,
    deployments: [],
  });
});
