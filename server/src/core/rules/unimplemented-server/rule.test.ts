import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { allRules, applyEdits, lintText, UNIMPLEMENTED_SERVERS } from "../../index.ts";
import { unimplementedServer } from "./rule.ts";

checkRule(unimplementedServer, import.meta.url);

// The trap of S30: `implementation: AVERAGE_COMBINER` is accepted everywhere and averages nothing.
test("no fix of any rule writes an implementation that has no code", () => {
  const folders = ["unimplemented-server", "unit-type", "unit-container", "unit-name", "known-server"];
  const manifests = folders.flatMap(folder => {
    const cases = new URL(`../${folder}/cases/`, import.meta.url);
    return readdirSync(cases).map(file => readFileSync(new URL(file, cases), "utf8"));
  });
  const fixes = manifests.flatMap(text =>
    lintText(text, { rules: allRules }).findings.flatMap(({ fixes: offered }) =>
      offered.map(offer => ({ text, edits: offer.edits })),
    ),
  );
  expect(fixes.length).toBeGreaterThan(20);
  for (const { text, edits } of fixes) {
    const after = applyEdits(text, edits);
    for (const dead of UNIMPLEMENTED_SERVERS)
      expect(occurrences(after, dead)).toBeLessThanOrEqual(occurrences(text, dead));
  }
});

function occurrences(text: string, implementation: string): number {
  return text.split(new RegExp(`implementation"?: *["']?${implementation}`)).length - 1;
}

test("a combiner in JSON gets its container in JSON", () => {
  const text = JSON.stringify(
    {
      apiVersion: "machinelearning.seldon.io/v1",
      kind: "SeldonDeployment",
      metadata: { name: "churn" },
      spec: {
        predictors: [
          {
            name: "main",
            graph: {
              name: "average",
              implementation: "AVERAGE_COMBINER",
              children: [{ name: "left", implementation: "SKLEARN_SERVER", modelUri: "gs://models/left" }],
            },
          },
        ],
      },
    },
    undefined,
    2,
  );
  const [finding] = lintText(text, { rules: [unimplementedServer] }).findings;
  const after: unknown = JSON.parse(applyEdits(text, finding?.fixes[0]?.edits ?? []));
  expect(after).toMatchObject({
    spec: {
      predictors: [
        {
          componentSpecs: [{ spec: { containers: [{ name: "average", image: "your-registry/average:0.1.0" }] } }],
          graph: { name: "average", type: "COMBINER" },
        },
      ],
    },
  });
});
