// `seldon/edits` through the server: a gesture's change of an object becomes edits of its text.
import { expect, test } from "vitest";
import { EDITS_METHOD, EditsResult } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const URI = "file:///workspace/canary.yaml";
const traffic = (predictor: number, value: number): unknown => ({
  op: "set",
  path: ["spec", "predictors", predictor, "traffic"],
  value,
});

test("a split becomes two edits at the version of the open document", async () => {
  await using client = await LspClient.start();
  await client.open(URI, CANARY);
  const answer = EditsResult.parse(
    await client.request(EDITS_METHOD, { uri: URI, index: 0, edits: [traffic(0, 75), traffic(1, 25)] }),
  );
  expect(answer.refused).toBeNull();
  expect(answer.version).toBe(1);
  const lines = CANARY.split("\n");
  expect(answer.edits.map(({ range, newText }) => [lines[range.start.line]?.trim(), newText])).toEqual([
    ["traffic: 50 # half of it", "75"],
    ["traffic: 40", "25"],
  ]);
});

test("what cannot be done without harm is refused with a reason, and nothing is changed", async () => {
  await using client = await LspClient.start();
  const edits = [{ op: "insert", path: ["spec", "predictors", 0], value: { name: "third" } }];
  const answer = EditsResult.parse(await client.request(EDITS_METHOD, { uri: URI, text: CANARY, index: 0, edits }));
  expect(answer).toMatchObject({ edits: [], version: null });
  expect(answer.refused).toContain("at the end only");
});
