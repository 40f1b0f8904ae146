import { expect, test } from "vitest";
import type { ModelCheck } from "../../domain/artifact/index.ts";
import { artifactText, type CheckedDeployment } from "./artifact-text.ts";

const NOW = Date.UTC(2026, 10, 21, 9);
const URI = "s3://models/churn/7";

const PLACE = {
  ...{ predictor: "main", unit: "classifier", implementation: "MLFLOW_SERVER" },
  ...{ modelUri: URI, secret: "store" },
};

const COPIES = { kind: "copies", exitCode: 0, files: 2, bytes: 2100, isComplete: true } as const;

function seen(stored: Partial<Extract<ModelCheck["finding"], { kind: "seen" }>["stored"]>): ModelCheck {
  const files = [
    { path: "MLmodel", size: 100 },
    { path: "odd|<b>name.bin", size: 2_000 },
  ];
  return {
    place: PLACE,
    finding: { kind: "seen", stored: { uri: URI, seen: "folder", files, texts: [], ...stored }, outcome: COPIES },
    secret: { kind: "cluster", context: "staging", namespace: "scoring" },
    through: "Service minio/minio:9000",
    notes: [],
  };
}

function text(checks: readonly ModelCheck[], problems: CheckedDeployment["problems"] = []): string {
  const deployment = { name: "churn", namespace: "scoring", context: "staging", checks, problems, isJudged: true };
  return artifactText([deployment], NOW);
}

test("a model that is there: how it was asked, and what there is", () => {
  expect(text([seen({})])).toBe(`# Models of churn

Namespace scoring, context staging, as of 2026-11-21T09:00:00Z.

## ✓ Graph unit classifier of predictor main

\`${URI}\`

The initializer copies 2 files, 2.1 KB. Read with the Secret store of namespace scoring in staging. The store was reached through Service minio/minio:9000.

| File | Size |
| --- | ---: |
| MLmodel | 100 bytes |
| odd\\|\\<b\\>name.bin | 2.0 KB |
`);
});

test("what the linter warns of stands first, and takes the mark away", () => {
  const problem = { message: "It holds no MLmodel.", code: "model-artifact", range: { start: { line: 9 } } };
  const shown = text([seen({})], [{ ...problem, severity: 2 }]);
  expect(shown).toContain("## In the manifest\n\n- Line 10: It holds no MLmodel. (model-artifact)\n\n## Graph unit");
});

test("of several manifests each problem tells its own", () => {
  const problem = { message: "It holds no MLmodel.", code: "model-artifact", range: { start: { line: 9 } } };
  expect(text([seen({})], [{ ...problem, file: "prod_churn.yaml" }])).toContain(
    "- Line 10 of prod\\_churn.yaml: It holds no MLmodel.",
  );
});

test("where no manifest is known, or none with these models, nothing is called good", () => {
  const shown = artifactText(
    [{ name: "churn", namespace: "scoring", context: "staging", checks: [seen({})], problems: [], isJudged: false }],
    NOW,
  );
  expect(shown).toContain("nobody has judged whether its servers find the right files");
  expect(shown).not.toContain("✓");
});

test("an empty path: the log that is to come, and what there is above it", () => {
  const around = { uri: "s3://models/churn", files: [{ path: "6/MLmodel", size: 1 }] };
  const shown = text([seen({ seen: "nothing", files: [], around })]);
  expect(shown).toContain("## ✗ Graph unit classifier");
  expect(shown).toContain("    There was nothing to transfer");
  expect(shown).toContain("What there is above it, in `s3://models/churn`:");
  expect(shown).toContain("| 6/MLmodel | 1 bytes |");
});

test("a store that is not looked into is told with its reason, and long lists are cut", () => {
  const unknown: ModelCheck = {
    ...{ place: { ...PLACE, unit: undefined }, secret: undefined, through: undefined, notes: ["A note."] },
    finding: { kind: "not-checked", reason: "Azure is not looked into." },
  };
  expect(text([unknown])).toContain("## ? Explainer of predictor main");
  expect(text([unknown])).toContain("Not checked. Azure is not looked into.\n\n- A note.");
  const many = Array.from({ length: 30 }, (_, index) => ({ path: `${index}.bin`, size: 0 }));
  expect(text([seen({ files: many })])).toContain("| and 10 more | |");
  expect(text([seen({ files: many, isPartial: true })])).toContain("| and more | |");
});
