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
