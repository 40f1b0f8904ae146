import { expect, test } from "vitest";
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

test("judges a server of the cluster's own by what the configuration lists, and mends nothing in bulk", () => {
  const servers = { CATBOOST_SERVER: { parameters: ["depth"] }, FREE_SERVER: {} };
  const found = (implementation: string): string[] =>
    lintText(manifest(implementation, ["depth", "dept"]), { ...alone, servers }).findings.flatMap(
      ({ messageId, fixes }) => [messageId, ...fixes.map(({ kind }) => kind)],
    );
  expect(found("CATBOOST_SERVER")).toEqual(["unlisted", "suggestion"]);
  expect(found("FREE_SERVER")).toEqual([]);
});
