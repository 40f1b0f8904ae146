// Request files (`*.predict.yaml`) through the server: problems, fixes, completion, hover, outline, and their values for the client.
import { expect, test } from "vitest";
import { PredictionTest } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";

const URI = "file:///workspace/wine.predict.yaml";
const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const TEXT = `apiVersion: seldon-deployments/v1
kind: PredictionTest
metadata:
  name: wine
spec:
  target:
    deployment: wine
  request:
    ndarray: [[5.6, 0.31]]
  expect:
    shape: [1]
  cases:
  - name: strong
`;

test("problems come with their rule, also in a file that only its name tells", async () => {
  await using client = await LspClient.start();
  await client.open(URI, TEXT.replace("ndarray", "nd_array"));
  const [found] = await client.diagnostics(URI);
  expect(found).toMatchObject({ code: "prediction-test-shape", severity: 1, source: "seldon" });
  const [action] = await client.codeActions(URI, found?.range ?? NOWHERE, found ? [found] : []);
  expect(action?.title).toBe("Rename to ndarray");
  await client.change(URI, "spec: {}\n");
  const codes = (await client.diagnostics(URI)).map(({ message }) => message);
  expect(codes).toContain("The file needs kind. The file is not sent without it.");
  await client.change(URI, "spec: [\n");
  expect((await client.diagnostics(URI)).map(({ code }) => code)).toContain("yaml-syntax");
});

test("fields and their words are proposed and explained, from the first line on", async () => {
  await using client = await LspClient.start();
  const labels = async (text: string, at: string): Promise<readonly string[]> => {
    await client.change(URI, text);
    const { items } = await client.complete(URI, client.document(URI).positionAt(text.indexOf(at) + at.length));
    return items.map(({ label }) => label);
  };
  await client.open(URI, "");
  expect(await labels("", "")).toEqual(expect.arrayContaining(["apiVersion", "kind", "metadata", "spec"]));
  expect(await labels("apiVersion: ", "apiVersion: ")).toContain("seldon-deployments/v1");
  const target = TEXT.replace("    deployment: wine\n", "    deployment: wine\n    through: \n");
  expect(await labels(target, "through: ")).toEqual(["service", "ingress"]);
  const request = TEXT.replace("    ndarray: [[5.6, 0.31]]\n", "    n\n");
  expect(await labels(request, "    n")).toEqual(expect.arrayContaining(["ndarray", "names"]));
  await client.change(URI, TEXT);
  const hover = await client.hover(URI, client.positionOf(URI, "ndarray", 2));
  expect(JSON.stringify(hover?.contents)).toContain("Rows, such as");
  expect(client.complaints).toEqual([]);
});

test("a manifest in the same file keeps its own fields", async () => {
  await using client = await LspClient.start();
  const manifest =
    "---\napiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata: {name: wine}\nspec:\n  \n";
  await client.open(URI, TEXT + manifest);
  const { items } = await client.complete(URI, client.document(URI).positionAt((TEXT + manifest).length - 1));
  const labels = items.map(({ label }) => label);
  expect(labels).toContain("predictors");
  expect(labels).not.toContain("target");
});

test("the outline shows a test with its cases", async () => {
  await using client = await LspClient.start();
  await client.open(URI, TEXT);
  const [symbol] = await client.outline(URI);
  expect(symbol).toMatchObject({ name: "wine", detail: "wine", children: [{ name: "strong" }] });
});

test("the client gets a value that fits the contract, and the places of its parts", async () => {
  await using client = await LspClient.start();
  const { objects } = await client.objects({ uri: URI, text: TEXT });
  expect(PredictionTest.parse(objects[0]?.value).spec.request).toEqual({ ndarray: [[5.6, 0.31]] });
  const paths = [
    ["spec", "cases", 0],
    ["spec", "expect", "shape"],
  ];
  const { ranges } = await client.locate({ uri: URI, text: TEXT, index: 0, paths });
  expect(ranges.map(({ start }) => start.line)).toEqual([12, 10]);
});
