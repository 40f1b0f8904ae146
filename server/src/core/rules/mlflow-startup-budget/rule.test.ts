import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { allCases } from "../../../../../test/support/rule-cases.ts";
import { applyAllFixes, lintText } from "../../index.ts";
import { mlflowStartupBudget } from "./rule.ts";

checkRule(mlflowStartupBudget, import.meta.url);

const alone = { rules: [mlflowStartupBudget], onCrash: "throw" } as const;

test("never proposes a long initial delay or a readiness probe: the one hides a dead server, the other spares nobody (W01, W04)", () => {
  const edits = allCases()
    .filter(({ rule, isInput }) => rule === mlflowStartupBudget.meta.id && isInput)
    .flatMap(({ text }) => lintText(text, alone).findings)
    .flatMap(finding => finding.fixes.flatMap(fix => fix.edits));
  expect(edits.length).toBeGreaterThan(0);
  for (const { newText } of edits) expect(newText).not.toMatch(/initialDelaySeconds|readinessProbe|livenessProbe/);
});

test("makes the whole block in JSON", () => {
  const text = `{
  "kind": "SeldonDeployment",
  "spec": {
    "predictors": [
      {
        "name": "main",
        "graph": { "name": "regressor", "implementation": "MLFLOW_SERVER", "modelUri": "gs://acme-models/wine" }
      }
    ]
  }
}
`;
  const fixed = applyAllFixes(text, alone);
  expect(fixed.result.findings).toEqual([]);
  expect(JSON.parse(fixed.text)).toEqual({
    kind: "SeldonDeployment",
    spec: {
      predictors: [
        {
          name: "main",
          graph: { name: "regressor", implementation: "MLFLOW_SERVER", modelUri: "gs://acme-models/wine" },
          progressDeadlineSeconds: 1500,
          componentSpecs: [
            {
              spec: {
                containers: [
                  {
                    name: "regressor",
                    startupProbe: { tcpSocket: { port: "http" }, periodSeconds: 10, failureThreshold: 120 },
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  });
});

test.each([
  ["componentSpecs: []", "empty list"],
  ["componentSpecs: [{ spec: { containers: [] } }]", "empty containers"],
  ["componentSpecs: [{ hpaSpec: { maxReplicas: 3 } }]", "only scaling"],
  ["componentSpecs:", "nothing behind the key"],
])("completes %s", componentSpecs => {
  const text = `kind: SeldonDeployment
spec:
  predictors:
  - name: main
    ${componentSpecs}
    graph: { name: regressor, implementation: MLFLOW_SERVER, modelUri: gs://acme-models/wine }
`;
  const fixed = applyAllFixes(text, alone);
  expect(fixed.applied).toBe(1);
  expect(fixed.result.findings).toEqual([]);
});

test("counts a budget of exactly ten minutes as enough, and one second less as too little", () => {
  const findings = (delay: number) =>
    lintText(
      `kind: SeldonDeployment
spec:
  predictors:
  - name: main
    componentSpecs: [{ spec: { containers: [{ name: r, livenessProbe: { tcpSocket: { port: http }, initialDelaySeconds: ${delay} } }] } }]
    graph: { name: r, implementation: MLFLOW_SERVER, modelUri: gs://acme-models/wine }
`,
      alone,
    ).findings.length;
  expect(findings(570)).toBe(0);
  expect(findings(569)).toBe(1);
});
