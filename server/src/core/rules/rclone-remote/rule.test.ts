import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readCaseFile } from "../../../../../test/support/case-file.ts";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText, toContract } from "../../lint/index.ts";
import { applyEdits } from "../../yaml/index.ts";
import { rcloneRemote } from "./rule.ts";

checkRule(rcloneRemote, import.meta.url);

const rules = [rcloneRemote];

function deployment(graph: string, secret = ""): string {
  return `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: churn }
spec:
  predictors:
    - name: main
      graph: { name: churn, implementation: SKLEARN_SERVER, ${graph} }
---
${secret}`;
}

const SECRET_VALUES = ["AKIAEXAMPLEONLY", "not-a-real-key", "QUtJQUVYQU1QTEVPTkxZ", "bm90LWEtcmVhbC1rZXk="];

describe("values of Secrets", () => {
  const cases = readdirSync(new URL("cases/", import.meta.url)).filter(file => !/\.(fixed|suggestion)/.test(file));

  test.each(cases)("stay out of all that %s leads to", file => {
    const { text } = readCaseFile(readFileSync(new URL(`cases/${file}`, import.meta.url), "utf8"));
    const report = JSON.stringify(toContract(lintText(text, { rules }).findings, text));
    for (const value of SECRET_VALUES) expect(report).not.toContain(value);
  });

  test("are in the cases at all", () => {
    const texts = cases.map(file => readFileSync(new URL(`cases/${file}`, import.meta.url), "utf8")).join("");
    for (const value of SECRET_VALUES) expect(texts).toContain(value);
  });
});

describe("remote names, as rclone compares them", () => {
  test.each([
    ["S3://models/churn", "RCLONE_CONFIG_S3_TYPE", []],
    ["my-minio://models/churn", "RCLONE_CONFIG_MY-MINIO_TYPE", []],
    ["my-minio://models/churn", "RCLONE_CONFIG_MY_MINIO_TYPE", ["otherRemotes"]],
    ["s3://models/churn", "RCLONE_CONFIG_s3_TYPE", ["wrongCase"]],
    ["s3://models/churn", "rclone_config_s3_type", ["wrongCase"]],
    ["s3://models/churn", "RCLONE_CONFIG_S3_EU_TYPE", ["otherRemotes"]],
    ["s3://models/churn", "accesskey", ["undefinedRemote"]],
  ])("%s with %s", (uri, key, expected) => {
    const secret = `apiVersion: v1\nkind: Secret\nmetadata: { name: store }\nstringData: { ${key}: alias }\n`;
    const { findings } = lintText(deployment(`modelUri: "${uri}", envSecretRefName: store`, secret), { rules });
    expect(findings.map(({ messageId }) => messageId)).toEqual(expected);
  });
});

describe("a Secret that the file does not tell everything about is not judged", () => {
  const graph = "modelUri: s3://models/churn, envSecretRefName: store";
  test.each([
    ["not there", ""],
    ["of another name", "apiVersion: v1\nkind: Secret\nmetadata: { name: other }\nstringData: { A: b }\n"],
    [
      "sealed",
      "apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: { name: store }\n---\nkind: Secret\nmetadata: { name: store }\nstringData: { A: b }\n",
    ],
    [
      "external",
      "kind: ExternalSecret\nmetadata: { name: any }\nspec: { target: { name: store } }\n---\nkind: Secret\nmetadata: { name: store }\nstringData: { A: b }\n",
    ],
    [
      "generated",
      "kind: Kustomization\nsecretGenerator: [{ name: store }]\n---\nkind: Secret\nmetadata: { name: store }\nstringData: { A: b }\n",
    ],
    [
      "encrypted by SOPS",
      "kind: Secret\nmetadata: { name: store }\nstringData: { A: 'ENC[x]' }\nsops: { version: 3.8.1 }\n",
    ],
    ["half typed", 'kind: Secret\nmetadata: { name: store }\nstringData:\n  A: "b\n'],
    ["empty", "kind: Secret\nmetadata: { name: store }\n"],
    ["filled by a template", 'kind: Secret\nmetadata: { name: store }\nstringData: "{{ settings }}"\n'],
  ])("%s", (_, secret) => {
    const { findings } = lintText(deployment(graph, secret), { rules });
    expect(findings.filter(({ rule }) => rule === "rclone-remote")).toEqual([]);
  });

  test("in another namespace", () => {
    const secret = "kind: Secret\nmetadata: { name: store, namespace: training }\nstringData: { A: b }\n";
    const text = deployment(graph, secret).replace("{ name: churn }", "{ name: churn, namespace: serving }");
    expect(lintText(text, { rules }).findings).toEqual([]);
  });
});

test("data, stringData and manifests of one name are read together", () => {
  const secret = `kind: Secret
metadata: { name: store }
data: { RCLONE_CONFIG_S3_TYPE: czM=, RCLONE_CONFIG_S3_ACCESS_KEY_ID: YQ== }
---
kind: Secret
metadata: { name: store }
stringData: { RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: b }
`;
  const text = deployment("modelUri: s3://models/churn, envSecretRefName: store", secret);
  expect(lintText(text, { rules }).findings).toEqual([]);
});

test("an endpoint without a scheme is not carried over: rclone would take it as https", () => {
  const secret = `kind: Secret
metadata: { name: store }
stringData: { AWS_ACCESS_KEY_ID: a, AWS_SECRET_ACCESS_KEY: b, S3_ENDPOINT: "minio:9000" }
`;
  const [finding] = lintText(deployment("modelUri: s3://models/churn, envSecretRefName: store", secret), {
    rules,
  }).findings;
  expect(finding?.messageId).toBe("awsKeys");
  expect(finding?.fixes).toEqual([]);
});

test("the provider is AWS only where the store is: for MinIO that would put the bucket before the host", () => {
  const secret = (endpoint: string): string =>
    `kind: Secret\nmetadata:\n  name: store\nstringData:\n  AWS_ACCESS_KEY_ID: a\n  AWS_SECRET_ACCESS_KEY: b\n${endpoint}`;
  const provider = (endpoint: string): string | undefined => {
    const text = deployment("modelUri: s3://models/churn, envSecretRefName: store", secret(endpoint));
    const [finding] = lintText(text, { rules }).findings;
    return /PROVIDER: (\w+)/.exec(applyEdits(text, finding?.fixes[0]?.edits ?? []))?.[1];
  };
  expect(provider("")).toBe("AWS");
  expect(provider("  AWS_ENDPOINT_URL: https://s3.eu-west-1.amazonaws.com\n")).toBe("AWS");
  expect(provider("  MLFLOW_S3_ENDPOINT_URL: http://minio.storage:9000\n")).toBe("Minio");
  expect(provider("  MLFLOW_S3_ENDPOINT_URL: http://ceph.storage:7480\n")).toBe("Other");
});
