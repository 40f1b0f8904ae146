import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../lint/index.ts";
import { modelUriPlaceholder } from "./rule.ts";

checkRule(modelUriPlaceholder, import.meta.url);

const TEXT = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: churn }
spec:
  predictors:
    - name: main
      graph: { name: churn, implementation: SKLEARN_SERVER, modelUri: MODEL_URI_PLACEHOLDER }
`;

test.each([
  ["deploy/churn.yaml", 1],
  [undefined, 1],
  ["charts/churn/templates/deployment.yaml", 0],
  ["churn.yaml.j2", 0],
  ["churn.tpl", 0],
])("in %s it reports %i", (fileName, count) => {
  const options = { rules: [modelUriPlaceholder], ...(fileName !== undefined && { fileName }) };
  expect(lintText(TEXT, options).findings).toHaveLength(count);
});

test.each([
  ["s3://models/MY_PLACEHOLDER_URI/x", "The placeholder MY_PLACEHOLDER_URI is"],
  ["PLACEHOLDER", "The placeholder PLACEHOLDER is"],
  ["s3://models/{{ run }}", "The placeholder {{ run }} is"],
])("names the whole placeholder of %s", (uri, beginning) => {
  const [finding] = lintText(TEXT.replace("MODEL_URI_PLACEHOLDER", JSON.stringify(uri)), {
    rules: [modelUriPlaceholder],
  }).findings;
  expect(finding?.message.startsWith(beginning), finding?.message).toBe(true);
});
