// Completion through the server: fields and values by the schema, and names that other parts of the file have.
import type { CompletionItem } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { describe, expect, test } from "vitest";
import { LspClient, type ServerStart } from "../../support/lsp-client.ts";

const URI = "file:///workspace/iris.yaml";

const MANIFEST = `apiVersion: v1
kind: Secret
metadata:
  name: minio
stringData:
  RCLONE_CONFIG_S3_TYPE: s3
---
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main # here
      graph:
        name: classifier
        <cursor>
      componentSpecs:
        - spec:
            containers:
              - name: transformer
                image: example.com/transformer:1.0.0
`;

interface Completed {
  readonly items: readonly CompletionItem[];
  readonly labels: readonly string[];
  /** The text after an item is taken. */
  readonly take: (label: string) => string;
}

async function complete(line: string, start: ServerStart = {}, manifest = MANIFEST): Promise<Completed> {
  await using client = await LspClient.start(start);
  const cursor = manifest.indexOf("<cursor>") + line.length;
  await client.open(URI, manifest.replace("<cursor>", line));
  const { items } = await client.complete(URI, client.document(URI).positionAt(cursor));
  expect(client.complaints).toEqual([]);
  const text = client.text(URI);
  return {
    items,
    labels: items.map(item => item.label),
    take: label => {
      const edit = items.find(item => item.label === label)?.textEdit;
      if (!edit || !("range" in edit)) throw new Error(`There is no edit for ${label}.`);
      return TextDocument.applyEdits(TextDocument.create(URI, "yaml", 1, text), [edit]);
    },
  };
}

describe("by the schema", () => {
  test("the servers are proposed as implementations, and taking one writes it in place", async () => {
    const { labels, take } = await complete("implementation: ");
    expect(labels).toEqual(expect.arrayContaining(["SKLEARN_SERVER", "MLFLOW_SERVER", "TRITON_SERVER"]));
    expect(take("MLFLOW_SERVER")).toBe(MANIFEST.replace("<cursor>", "implementation: MLFLOW_SERVER"));
  });

  test("a value half written is replaced", async () => {
    const { take } = await complete("implementation: MLFL");
    expect(take("MLFLOW_SERVER")).toBe(MANIFEST.replace("<cursor>", "implementation: MLFLOW_SERVER"));
  });

  test("the fields of a graph unit are proposed, those that are there are not", async () => {
    const { labels } = await complete("m");
    expect(labels).toContain("modelUri");
    expect(labels).not.toContain("name");
    expect(labels).not.toContain("predictors");
  });

  test("a document on its way to a SeldonDeployment is completed", async () => {
    const { labels } = await complete("ki", {}, "apiVersion: machinelearning.seldon.io/v1\n<cursor>");
    expect(labels).toContain("kind");
  });

  test("nothing is proposed in comments, in other kinds and in JSON", async () => {
    expect((await complete("# impl")).labels).toEqual([]);
    expect(
      (
        await complete(
          "repl",
          {},
          "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: seldon\nspec:\n  <cursor>\n",
        )
      ).labels,
    ).toEqual([]);
    await using client = await LspClient.start();
    await client.open(URI, '{"kind": "SeldonDeployment", "spec": {"predictors": [{"graph": {}}]}}', "json");
    expect((await client.complete(URI, client.positionOf(URI, "{}", 1))).items).toEqual([]);
  });

  test("clients without snippets get plain text", async () => {
    const { items } = await complete("", { capabilities: {} });
    expect(items.length).toBeGreaterThan(0);
    for (const { insertText, textEdit } of items)
      expect(`${insertText ?? ""}${textEdit?.newText ?? ""}`).not.toMatch(/\$\{?\d/);
  });
});

describe("by the rest of the file", () => {
  test("Secrets are proposed for envSecretRefName", async () => {
    const { labels, take } = await complete("envSecretRefName: ");
    expect(labels).toEqual(["minio"]);
    expect(take("minio")).toBe(MANIFEST.replace("<cursor>", "envSecretRefName: minio"));
  });

  test("containers are proposed as names of units, and units as names of containers", async () => {
    const unit = MANIFEST.replace("name: classifier\n        <cursor>", "name: <cursor>");
    expect((await complete("", {}, unit)).labels).toEqual(["transformer"]);
    const container = MANIFEST.replace("<cursor>", "type: MODEL").replace("name: transformer", "name: cl<cursor>");
    const completed = await complete("", {}, container);
    expect(completed.labels).toEqual(["classifier"]);
    expect(completed.take("classifier")).toBe(container.replace("cl<cursor>", "classifier"));
  });
});
