import { describe, expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyAllFixes, lintText } from "../../index.ts";
import { serverParameters } from "./rule.ts";

checkRule(serverParameters, import.meta.url);

const alone = { rules: [serverParameters], onCrash: "throw" } as const;

function manifest(implementation: string, names: readonly string[]): string {
  const parameters = names.map(name => `{ "name": "${name}", "type": "STRING", "value": "x" }`).join(", ");
  return `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "graph": { "name": "m", "implementation": "${implementation}", "modelUri": "gs://acme/x", "parameters": [ ${parameters} ] } } ] } }`;
}

test.each([
  ["SKLEARN_SERVER", ["method"], []],
  ["MLFLOW_SERVER", ["xtype"], []],
  ["MLFLOW_SERVER", ["method"], ["method"]],
  ["XGBOOST_SERVER", ["method"], ["method"]],
  ["TENSORFLOW_SERVER", ["rest_endpoint", "grpc_endpoint", "signature_name", "model_input", "model_output"], []],
  ["TENSORFLOW_SERVER", ["model_uri"], ["model_uri"]],
])("%s with %j", (implementation, names, unknown) => {
  const findings = lintText(manifest(implementation, names), alone).findings;
  expect(findings.map(({ message }) => /argument '(\S+)'/.exec(message)?.[1])).toEqual(unknown);
});

test("takes out any number of parameters from JSON, the list included", () => {
  const fixed = applyAllFixes(manifest("XGBOOST_SERVER", ["alpha", "beta", "gamma"]), alone);
  expect(fixed.result.findings).toEqual([]);
  expect(JSON.parse(fixed.text)).toEqual({
    kind: "SeldonDeployment",
    spec: {
      predictors: [{ name: "main", graph: { name: "m", implementation: "XGBOOST_SERVER", modelUri: "gs://acme/x" } }],
    },
  });
});

test("names no remedy it does not have: a near name that is taken is not proposed", () => {
  const [finding] = lintText(manifest("SKLEARN_SERVER", ["method", "methods"]), alone).findings;
  expect(finding?.fixes.map(fix => fix.title)).toEqual(["Remove the parameter methods"]);
});

describe("a server that .seldonlint.yaml names", () => {
  const listed = { ...alone, servers: { TORCH_SERVER: { parameters: ["threads"] }, ONNX_SERVER: {} } };

  test("is held against its list: server-parameters/unlisted, and nothing is mended in bulk", () => {
    const [finding, ...others] = lintText(manifest("TORCH_SERVER", ["threads", "thread"]), listed).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ messageId: "unlisted", severity: "warning" });
    expect(finding?.message).toContain("lists what TORCH_SERVER takes, and thread is not in that list (threads).");
    expect(finding?.fixes.map(({ kind, title }) => [kind, title])).toEqual([
      ["suggestion", "Remove the parameter thread"],
    ]);
    const [free] = lintText(manifest("TORCH_SERVER", ["thread"]), listed).findings;
    expect(free?.fixes.map(({ kind, title }) => [kind, title])).toEqual([
      ["suggestion", "Rename the parameter to threads"],
      ["suggestion", "Remove the parameter thread"],
    ]);
  });

  test("is left alone without one", () => {
    expect(lintText(manifest("ONNX_SERVER", ["anything"]), listed).findings).toEqual([]);
  });
});
