// `seldon/objects` through the server: the one reading of YAML, on which deploy, explorer and links stand.
import { expect, test } from "vitest";
import { ObjectsResult } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";

test("an open document answers with its objects, read as kubectl reads them, and their places", async () => {
  await using client = await LspClient.start();
  await client.open(URI, `${CANARY}---\napiVersion: v1\nkind: Secret\nmetadata: {name: store, namespace: ml}\n`);
  const result = ObjectsResult.parse(await client.objects({ uri: URI }));
  expect(result).toMatchObject({ version: 1, hasSyntaxErrors: false });
  expect(result.objects.map(({ kind, name, namespace }) => [kind, name, namespace])).toEqual([
    ["SeldonDeployment", "iris", null],
    ["Secret", "store", "ml"],
  ]);
  const [deployment] = result.objects;
  expect(deployment?.value).toMatchObject({
    metadata: { name: "iris" },
    spec: { predictors: [{ traffic: 50 }, { traffic: 40, graph: { modelUri: "gs://models/iris/v2" } }] },
  });
  expect(deployment?.nameRange).toEqual({ start: { line: 4, character: 8 }, end: { line: 4, character: 12 } });
  expect(deployment?.predictors.map(({ name, range, units }) => [name, range.start.line, units.length])).toEqual([
    ["main", 8, 1],
    ["canary", 14, 1],
  ]);
});

test("a text that is not open is read as it is handed over", async () => {
  await using client = await LspClient.start();
  const result = await client.objects({ uri: "file:///elsewhere.yaml", text: CANARY });
  expect(result.version).toBeNull();
  expect(result.objects.map(({ name }) => name)).toEqual(["iris"]);
});

test("what is no manifest holds no objects, and a broken one says so", async () => {
  await using client = await LspClient.start();
  expect((await client.objects({ uri: URI, text: "just: words\n" })).objects).toEqual([]);
  expect((await client.objects({ uri: URI })).objects).toEqual([]);
  expect((await client.objects({ uri: URI, text: "kind: SeldonDeployment\nspec: [\n" })).hasSyntaxErrors).toBe(true);
});
