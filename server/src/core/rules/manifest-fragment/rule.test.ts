import { describe, expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { applyEdits, lintText } from "../../index.ts";
import { manifestFragment } from "./rule.ts";

checkRule(manifestFragment, import.meta.url);

function wrapped(text: string, fileName?: string): string | undefined {
  const [finding] = lintText(text, { rules: [manifestFragment], ...(fileName !== undefined && { fileName }) }).findings;
  const [offer] = finding?.fixes ?? [];
  return offer && applyEdits(text, offer.edits);
}

const GRAPH = "graph: { name: classifier, implementation: SKLEARN_SERVER }";

describe("the proposed name", () => {
  const fragment = `spec:\n  predictors:\n    - name: Canary_1\n      ${GRAPH}\n`;
  test.each([
    [undefined, "canary-1"],
    ["manifests/Churn Model.v2.yaml", "churn-model-v2"],
    ["C:\\models\\churn.yml", "churn"],
    ["____.yaml", "canary-1"],
  ])("for %s is %s", (fileName, name) => {
    expect(wrapped(fragment, fileName)).toContain(`metadata:\n  name: ${name}\nspec:`);
  });

  test("falls back to something that can be applied", () => {
    expect(wrapped(`spec:\n  predictors:\n    - ${GRAPH}\n`)).toContain("name: my-model");
  });
});

test("CRLF stays CRLF", () => {
  expect(wrapped(`spec:\r\n  predictors:\r\n    - ${GRAPH}\r\n`)).toBe(
    `apiVersion: machinelearning.seldon.io/v1\r\nkind: SeldonDeployment\r\nmetadata:\r\n  name: my-model\r\nspec:\r\n  predictors:\r\n    - ${GRAPH}\r\n`,
  );
});

test("JSON is wrapped as JSON", () => {
  const text = '{\n    "spec": {\n        "predictors": [{ "name": "main", "graph": { "name": "a" } }]\n    }\n}\n';
  expect(wrapped(text)).toBe(
    '{\n    "apiVersion": "machinelearning.seldon.io/v1",\n    "kind": "SeldonDeployment",\n    "metadata": {\n        "name": "main"\n    },\n' +
      '    "spec": {\n        "predictors": [{ "name": "main", "graph": { "name": "a" } }]\n    }\n}\n',
  );
});

test("only the second document of a file is wrapped when only it is a fragment", () => {
  const first = "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: models\n---\n";
  expect(
    wrapped(`${first}spec:\n  predictors:\n    - ${GRAPH}\n`)?.startsWith(`${first}apiVersion: machinelearning`),
  ).toBe(true);
});

test("templates are fragments by nature", () => {
  const text = `spec:\n  predictors:\n    - ${GRAPH}\n`;
  expect(lintText(text, { rules: [manifestFragment], fileName: "chart/templates/model.yaml" }).findings).toEqual([]);
  expect(lintText(text, { rules: [manifestFragment], fileName: "model.yaml.j2" }).findings).toEqual([]);
});

test("kustomize patches are partial by design", () => {
  const text = "kind: SeldonDeployment\nspec:\n  replicas: 3\n";
  const count = (fileName: string): number => lintText(text, { rules: [manifestFragment], fileName }).findings.length;
  expect(count("overlays/prod/replicas.yaml")).toBeGreaterThan(0);
  expect(count("overlays/prod/replicas-patch.yaml")).toBe(0);
  expect(count("overlays/prod/patches/replicas.yaml")).toBe(0);
});
