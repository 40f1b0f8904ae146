import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { mlmodelEnv } from "./rule.ts";

checkRule(mlmodelEnv, import.meta.url);

function versions(seldonVersion: string, spec = ""): string[] {
  const text = `kind: SeldonDeployment
spec: {${spec} predictors: [{name: main, graph: {name: c, implementation: MLFLOW_SERVER, modelUri: "gs://b/m"}}]}
`;
  const { findings } = lintText(text, { rules: [mlmodelEnv], seldonVersion, onCrash: "throw" });
  return findings.map(({ message, fixes }) => `${message.slice(0, 24)} ${fixes.length}`);
}

test("without an image the operator's own release counts, and no image is put in its place", () => {
  expect(versions("1.15")).toEqual(["The mlflowserver of 1.15 0"]);
  expect(versions("1.16")).toEqual([]);
});

test("MLServer, which serves under v2, reads both forms", () => {
  expect(versions("1.15", "protocol: v2,")).toEqual([]);
});
