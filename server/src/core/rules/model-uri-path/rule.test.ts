import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { modelUriPath } from "./rule.ts";

checkRule(modelUriPath, import.meta.url);

function lintUri(implementation: string, modelUri: string, protocol = "seldon") {
  const text = `{ "kind": "SeldonDeployment", "spec": { "protocol": "${protocol}", "predictors": [ { "name": "main", "graph": { "name": "m", "implementation": "${implementation}", "modelUri": "${modelUri}", "envSecretRefName": "s" } } ] } }`;
  return lintText(text, { rules: [modelUriPath], onCrash: "throw" }).findings;
}

test("never shortens a URI to a folder in which the server would find nothing either", () => {
  const findings = lintUri("SKLEARN_SERVER", "s3://models/churn/classifier.pkl");
  expect(findings.map(({ messageId, fixes }) => [messageId, fixes.length])).toEqual([["file", 0]]);
});

test("never shortens a URI to its bucket", () => {
  expect(lintUri("TENSORFLOW_SERVER", "s3://models/1").map(({ fixes }) => fixes.length)).toEqual([0]);
});

test("knows the names that a server looks for, per protocol", () => {
  expect(lintUri("XGBOOST_SERVER", "s3://models/churn/model.json").map(({ messageId }) => messageId)).toEqual(["file"]);
  expect(lintUri("XGBOOST_SERVER", "s3://models/churn/model.json", "v2")).toEqual([]);
});

test.each(["s3://models/churn/v1.2", "s3://models//", "${MODEL}.pkl", "s3://models/churn/"])(
  "keeps quiet about %s",
  uri => {
    expect(lintUri("SKLEARN_SERVER", uri)).toEqual([]);
  },
);
