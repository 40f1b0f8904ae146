// `seldon/locate` through the server: from a path that the API server names to the line in the file.
import { expect, test } from "vitest";
import { LocateResult } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const TEXT = `apiVersion: v1\nkind: Secret\nmetadata: {name: store}\n---\n${CANARY}`;

test("a path leads to its value, and a missing one to what is above it", async () => {
  await using client = await LspClient.start();
  const paths = [
    ["spec", "predictors", 1, "traffic"],
    ["spec", "predictors", 1, "graph", "children", 1],
    ["status"],
    [],
  ];
  const { ranges } = LocateResult.parse(await client.locate({ uri: "file:///a.yaml", text: TEXT, index: 1, paths }));
  const lines = TEXT.split("\n");
  expect(ranges.map(({ start }) => lines[start.line]?.trim())).toEqual([
    "traffic: 40",
    "graph:",
    "apiVersion: machinelearning.seldon.io/v1",
    "apiVersion: machinelearning.seldon.io/v1",
  ]);
  expect(ranges[0]).toEqual({ start: { line: 19, character: 15 }, end: { line: 19, character: 17 } });
});

test("an open document counts with its text in the editor, and an object that is not there has no places", async () => {
  await using client = await LspClient.start();
  await client.open("file:///workspace/canary.yaml", CANARY);
  const uri = "file:///workspace/canary.yaml";
  const named = await client.locate({ uri, index: 0, paths: [["metadata", "name"]] });
  expect(named.ranges.map(({ start }) => start)).toEqual([{ line: 4, character: 8 }]);
  expect(await client.locate({ uri, index: 7, paths: [["metadata", "name"]] })).toEqual({ ranges: [] });
});
