import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { unitContainer } from "./rule.ts";

checkRule(unitContainer, import.meta.url);

function titles(unit: string, protocol = "seldon"): readonly string[] {
  const text = `kind: SeldonDeployment\nspec:\n  protocol: ${protocol}\n  predictors:\n    - graph: { name: classifier, ${unit} }\n`;
  return lintText(text, { rules: [unitContainer] }).findings.flatMap(({ fixes }) => fixes.map(fix => fix.title));
}

test.each([
  ["s3://mlflow/12/8f3e/artifacts/sklearn-model", "MLFLOW_SERVER"],
  ["models:/churn/Production", "MLFLOW_SERVER"],
  ["gs://churn/model.bst", "XGBOOST_SERVER"],
  ["gs://churn/scikit-learn/v3", "SKLEARN_SERVER"],
  ["gs://churn/tf-serving/1", "TENSORFLOW_SERVER"],
])("%s suggests %s", (uri, server) => {
  expect(titles(`modelUri: "${uri}"`)).toEqual([`Serve it with ${server}, as its model URI suggests`]);
});

test("a URI that says nothing leaves the choice among the usual servers of the protocol", () => {
  const usual = ["MLFLOW_SERVER", "SKLEARN_SERVER", "XGBOOST_SERVER"].map(server => `Serve it with ${server}`);
  expect(titles('modelUri: "gs://churn/v3"')).toEqual([...usual, "Serve it with TENSORFLOW_SERVER"]);
  expect(titles('modelUri: "gs://churn/v3"', "v2")).toEqual(usual);
  expect(titles('modelUri: "gs://churn/v3"', "tensorflow")).toEqual(["Serve it with TENSORFLOW_SERVER"]);
});

test("no server is offered that the protocol has no image for", () => {
  expect(titles('modelUri: "gs://churn/triton/v3"')).toEqual([]);
  expect(titles('modelUri: "gs://churn/triton/v3"', "v2")).toEqual([
    "Serve it with TRITON_SERVER, as its model URI suggests",
  ]);
  expect(titles('modelUri: "gs://churn/v3"', "protobuf")).toEqual([]);
});

test("without a model URI no server can be meant", () => {
  expect(titles("type: MODEL")).toEqual([]);
});

test("JSON is reported like YAML", () => {
  const text = '{"kind":"SeldonDeployment","spec":{"predictors":[{"graph":{"name":"classifier","type":"MODEL"}}]}}';
  const [finding] = lintText(text, { rules: [unitContainer] }).findings;
  expect(finding).toMatchObject({
    messageId: "missing",
    refusedBy: "webhook",
    path: ["spec", "predictors", 0, "graph", "name"],
  });
});
