import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { EXPLAINER_TYPES, lintText, TRAINED_EXPLAINERS } from "../../index.ts";
import { explainerModel } from "./rule.ts";

checkRule(explainerModel, import.meta.url);

function messages(explainer: string, protocol = "seldon"): readonly string[] {
  const text = `kind: SeldonDeployment
spec:
  protocol: ${protocol}
  predictors:
    - graph: { name: a, implementation: SKLEARN_SERVER, modelUri: "gs://a/b" }
      explainer: ${explainer}
`;
  return lintText(text, { rules: [explainerModel] }).findings.map(({ messageId }) => messageId);
}

test("the types that need a trained explainer are those of S37", () => {
  const needing = EXPLAINER_TYPES.filter(type => messages(`{ type: ${type} }`).includes("noModel"));
  expect(needing).toEqual(["AnchorTabular", "AnchorImages", "KernelShap", "IntegratedGradients", "ALE", "TreeShap"]);
  expect(Object.keys(TRAINED_EXPLAINERS).sort()).toEqual([...needing].sort());
});

test("only v2 builds an explainer from parameters", () => {
  expect(messages('{ type: KernelShap, initParameters: "{}" }')).toEqual(["noModel"]);
  expect(messages('{ type: KernelShap, initParameters: "{}" }', "v2")).toEqual([]);
});

test("no model is proposed where the graph says nothing about a store", () => {
  const text = '{"kind":"SeldonDeployment","spec":{"predictors":[{"graph":{"name":"a"},"explainer":{"type":"ALE"}}]}}';
  const [finding] = lintText(text, { rules: [explainerModel] }).findings;
  expect(finding?.messageId).toBe("noModel");
  expect(finding?.fixes).toEqual([]);
});
