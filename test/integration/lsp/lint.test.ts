// `seldon/lint` through the server: the same findings and edits as in a report, for a text that no document holds.
import { expect, test } from "vitest";
import { LintResult } from "../../../schemas/src/index.ts";
import { LspClient } from "../../support/lsp-client.ts";
import { CANARY } from "./manifests.ts";

const WRONG = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main
      traffic: 40
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
`;

test("a text is linted with its edits, and given back with all safe fixes", async () => {
  await using client = await LspClient.start();
  const { findings, fixedText, isIgnored } = LintResult.parse(
    await client.lint({ uri: "file:///workspace/iris.yaml", text: WRONG }),
  );
  expect(findings.map(({ rule, range, refusedBy }) => [rule, range.start.line, refusedBy])).toEqual([
    ["traffic-sum", 7, "webhook"],
  ]);
  expect(findings[0]?.fixes[0]).toMatchObject({ kind: "fix", edits: [{ newText: "" }] });
  expect([fixedText, isIgnored]).toEqual([WRONG.replace("      traffic: 40\n", ""), false]);
});

test("text that is no YAML has findings of its syntax", async () => {
  await using client = await LspClient.start();
  const broken = WRONG.replace("name: iris", "name: [iris");
  const { findings } = LintResult.parse(await client.lint({ uri: "file:///workspace/iris.yaml", text: broken }));
  expect(findings.map(({ rule }) => rule)).toContain("yaml-syntax");
});

test("without a text the open document counts, and what is not open has no findings", async () => {
  await using client = await LspClient.start();
  const uri = "file:///workspace/canary.yaml";
  await client.open(uri, CANARY);
  expect(LintResult.parse(await client.lint({ uri })).findings.map(({ rule }) => rule)).toEqual(["traffic-sum"]);
  expect(LintResult.parse(await client.lint({ uri: "file:///workspace/other.yaml" }))).toEqual({
    isIgnored: false,
    findings: [],
    fixedText: null,
  });
});
