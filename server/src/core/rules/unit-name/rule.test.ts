import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyAllFixes, lintText } from "../../index.ts";
import { unitName } from "./rule.ts";

checkRule(unitName, import.meta.url);

test("JSON is reported and mended like YAML", () => {
  const unit = '"implementation": "SKLEARN_SERVER", "modelUri": "gs://models/churn"';
  const text = `{"kind": "SeldonDeployment", "spec": {"predictors": [{"name": "main", "graph": {${unit}}}]}}`;
  expect(lintText(text, { rules: [unitName] }).findings[0]).toMatchObject({
    messageId: "missing",
    refusedBy: "api-server",
  });
  expect(applyAllFixes(text, { rules: [unitName] }).text).toBe(
    text.replace('"graph": {', '"graph": {"name": "classifier", '),
  );
});

test.each([
  ["type: ROUTER", "router"],
  ["type: COMBINER", "combiner"],
  ["type: OUTPUT_TRANSFORMER", "output-transformer"],
  ["implementation: RANDOM_ABTEST", "ab-test"],
])("a unit with %s may be called %s", (unit, name) => {
  const text = `kind: SeldonDeployment\nspec:\n  predictors:\n    - graph: { ${unit} }\n`;
  expect(lintText(text, { rules: [unitName] }).findings[0]?.fixes.map(fix => fix.title)).toEqual([`Name it ${name}`]);
});

test("a unit that is shared through an anchor is left to its author", () => {
  const text = `kind: SeldonDeployment
spec:
  predictors:
    - { name: a, graph: &unit { implementation: SKLEARN_SERVER } }
    - { name: b, graph: *unit }
`;
  expect(lintText(text, { rules: [unitName] }).findings.map(({ fixes }) => fixes)).toEqual([[], []]);
});
