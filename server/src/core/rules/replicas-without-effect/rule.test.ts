import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { replicasWithoutEffect } from "./rule.ts";

checkRule(replicasWithoutEffect, import.meta.url);

function lint(spec: string): string[] {
  const text = `kind: SeldonDeployment\nspec: ${spec}\n`;
  return lintText(text, { rules: [replicasWithoutEffect], onCrash: "throw" }).findings.map(
    finding => finding.messageId,
  );
}

test("what a template makes may be nothing, so it wins over no number", () => {
  const graph = "graph: {name: c, implementation: SKLEARN_SERVER}";
  expect(lint(`{replicas: 3, predictors: [{name: a, replicas: "{{ .Values.replicas }}", ${graph}}]}`)).toEqual([]);
  expect(lint(`{replicas: 3, predictors: [{name: a, replicas: 2, ${graph}}]}`)).toEqual(["everyPredictor"]);
});

test("zero stays: it stops an explainer, whatever the predictors say", () => {
  expect(lint("{replicas: 0, predictors: [{name: a, replicas: 2, graph: {name: c}}]}")).toEqual([]);
});
