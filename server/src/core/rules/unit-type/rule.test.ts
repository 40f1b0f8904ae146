import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyEdits, lintText } from "../../index.ts";
import { unitType } from "./rule.ts";

checkRule(unitType, import.meta.url);

function offers(type: string): readonly string[] {
  const text = `kind: SeldonDeployment
spec:
  predictors:
    - componentSpecs: [{ spec: { containers: [{ name: scorer, image: "example.com/scorer:1.0.0" }] } }]
      graph:
        name: scorer
        type: ${type}
`;
  const { findings } = lintText(text, { rules: [unitType] });
  return findings.flatMap(({ fixes }) =>
    fixes.map(fix => `${fix.kind} ${/type: (.*)/.exec(applyEdits(text, fix.edits))?.[1]}`),
  );
}

test.each([
  ["model", "fix MODEL"],
  ["output-transformer", "fix OUTPUT_TRANSFORMER"],
  ["Combiner", "fix COMBINER"],
  ["ROUTR", "suggestion ROUTER"],
  ["input_transformer", "suggestion TRANSFORMER"],
  ["SIMPLE_ROUTER", "suggestion ROUTER"],
])("%s gets %s", (written, wanted) => {
  expect(offers(written)).toEqual([wanted]);
});

test.each(["FOO", "DRIFT_DETECTOR", '""'])("%s could be anything", written => {
  expect(offers(written)).toEqual([]);
});
