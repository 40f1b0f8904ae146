// What is asked of other files is remembered, and only another answer makes a document be linted anew.
import { expect, test } from "vitest";
import type { WorkspaceResource } from "../../../../schemas/src/index.ts";
import { allRules } from "../rules/registry.ts";
import { WorkspaceIndex } from "../workspace/index.ts";
import { lintText, type LintOptions } from "./lint.ts";

function deployment(name: string, secret: string): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: {name: ${name}}
spec:
  predictors:
    - name: main
      graph: {name: ${name}, implementation: SKLEARN_SERVER, modelUri: s3://models/${name}, envSecretRefName: ${secret}}
`;
}

function secret(name: string, ...keys: string[]): WorkspaceResource {
  return { kind: "Secret", name, file: `${name}.yaml`, line: 2, keys };
}

const TEXT = [deployment("churn", "minio"), deployment("wine", "other")].join("---\n");

test("a Secret that changes concerns the document that names it, and no other", () => {
  const workspace = WorkspaceIndex.of([secret("minio", "password"), secret("other", "RCLONE_CONFIG_S3_TYPE")]);
  const options: LintOptions = { rules: allRules, workspace, fileName: "models.yaml", onCrash: "throw" };
  const first = lintText(TEXT, options);
  const rules = (result: typeof first): string[] =>
    result.findings.map(({ rule, messageId }) => `${rule}/${messageId}`);
  expect([first.documentsLinted, rules(first)]).toEqual([2, ["rclone-remote/elsewhere"]]);

  workspace.replace("other.yaml", [secret("other", "RCLONE_CONFIG_S3_TYPE", "RCLONE_CONFIG_S3_REGION")]);
  workspace.replace("third.yaml", [secret("third", "a")]);
  const second = lintText(TEXT, options, first.state);
  expect([second.documentsLinted, rules(second)]).toEqual([1, ["rclone-remote/elsewhere"]]);

  workspace.replace("minio.yaml", [secret("minio", "RCLONE_CONFIG_S3_TYPE")]);
  const third = lintText(TEXT, options, second.state);
  expect([third.documentsLinted, rules(third)]).toEqual([1, []]);

  expect(lintText(TEXT, options, third.state).documentsLinted).toBe(0);
});

test("what a file holds itself is not elsewhere", () => {
  const workspace = WorkspaceIndex.of([{ ...secret("minio", "password"), file: "models.yaml" }]);
  const options: LintOptions = { rules: allRules, workspace, fileName: "models.yaml", onCrash: "throw" };
  expect(lintText(TEXT, options).findings).toEqual([]);
});
