// Holds the rules against what the real webhook and a real API server said of manifests that were not made for these rules.
// Where Seldon's own samples are not beside the project the tests on them are skipped by name.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import { allRules, lintText, type LintFinding } from "../../server/src/core/index.ts";

const FIXTURES = path.join(projectRoot, "test/fixtures");
const CORPUS = path.resolve(projectRoot, "../shared/data/corpus");
const WebhookVerdict = z.object({ id: z.string(), yaml: z.string(), valid: z.boolean(), errors: z.array(z.string()) });
const CrdVerdict = z.object({
  id: z.string(),
  yaml: z.string(),
  verdict: z.string(),
  accepted: z.boolean(),
  pruned: z.array(z.string()),
});
const ReviewedWarning = z.strictObject({
  file: z.string(),
  finding: z.string(),
  count: z.int32().min(1),
  isRight: z.boolean(),
  review: z.string().min(1),
});
const CorpusEntry = z.object({ file: z.string(), webhookAccepts: z.boolean() });

interface JudgedManifest {
  readonly name: string;
  readonly text: string;
  readonly isAccepted: boolean;
}

const UNDERSCORE = "A unit's name with an underscore becomes part of a Service's name, which Kubernetes refuses (F57).";
const SAME_NAME =
  "The executor finds an endpoint for the first of two units of one name only, and panics (failure-modes §4.5).";

/**
 * Manifests of the corpus that webhook and API server accept although they cannot work, with the reason why each finding of
 * severity error is right. Keys are file and rule.
 */
const CANNOT_WORK: Readonly<Record<string, string>> = {
  "085.yaml label-names": UNDERSCORE,
  "086.yaml label-names": UNDERSCORE,
  "087.yaml label-names": UNDERSCORE,
  "090.yaml label-names": UNDERSCORE,
  "086.yaml unit-names-unique": SAME_NAME,
  "090.yaml unit-names-unique": SAME_NAME,
  "150.yaml unimplemented-server":
    "The executor has no code for AVERAGE_COMBINER and answers with the first child's answer (S30).",
  "157.yaml unimplemented-server":
    "No unit has a container, so the operator has nowhere to put the executor and stops (S30).",
};

/** The webhook's texts (failure-modes §4.4) and the rule that says the same. */
const RULE_OF_CAUSE: readonly (readonly [string, string])[] = [
  ["Invalid protocol", "protocol-name"],
  ["Invalid transport", "transport-name"],
  ["Invalid serverType", "server-type-name"],
  ["For kafka please supply", "kafka-env"],
  ["Shadow can not exist", "shadow-alone"],
  ["Found duplicate service name", "service-name-unique"],
  ["Graph contains no predictors", "predictors-present"],
  ["Running without engine", "no-executor-for-graph"],
  ["Duplicate predictor name", "predictor-names-unique"],
  ["Can't find container", "unit-container"],
  ["has no implementation methods", "unit-methods"],
  ["modelUri required", "model-uri-required"],
  ["does not handle tensorflow protocol", "tensorflow-protocol"],
  ["No entry in predictors map", "known-server"],
  ["No logger mode specified", "logger-mode"],
  ["Multiple endpoint.types", "endpoint-types"],
  ["Mixed transport types", "endpoint-types"],
  ["Multiple shadows", "single-shadow"],
  ["shadow traffic is illegal", "shadow-traffic"],
  ["Traffic must sum", "traffic-sum"],
];

describe("verdicts of the webhook", () => {
  test("a manifest is called refused exactly where the webhook refuses it", () => {
    checkVerdicts("webhook-verdicts.jsonl", webhookVerdicts());
  });

  test("each cause is found by its rule, and no rule finds a cause that is not there", () => {
    const differences = lines("webhook-verdicts.jsonl").flatMap(line => {
      const { id, yaml, errors } = WebhookVerdict.parse(line);
      const found = new Set(findingsOf(yaml).flatMap(({ rule, refusedBy }) => (refusedBy === null ? [] : [rule])));
      const wanted = new Set(errors.map(ruleOfCause));
      const missed = [...wanted].filter(rule => !found.has(rule)).map(rule => `${id} lacks ${rule}`);
      return [...missed, ...[...found].filter(rule => !wanted.has(rule)).map(rule => `${id} has ${rule} too much`)];
    });
    expect(differences).toEqual([]);
  });
});

describe("verdicts of the API server", () => {
  test("a manifest is called refused exactly where the API server or the webhook refuses it", () => {
    checkVerdicts("crd-verdicts.jsonl", crdVerdicts());
  });

  test("it is said which of the two refuses", () => {
    const differences = lines("crd-verdicts.jsonl").flatMap(line => {
      const { id, yaml, verdict } = CrdVerdict.parse(line);
      const refusals = new Set(findingsOf(yaml).map(finding => finding.refusedBy));
      const said = refusals.has("api-server") ? "api-server" : refusals.has("webhook") ? "webhook" : "accepted";
      const wanted = verdict === "rejected by webhook" ? "webhook" : verdict === "accepted" ? "accepted" : "api-server";
      return said === wanted ? [] : [`${id}: ${said} instead of ${wanted}`];
    });
    expect(differences).toEqual([]);
  });

  test("every path that is dropped is reported, and no other", () => {
    const differences = lines("crd-verdicts.jsonl").flatMap(line => {
      const { id, yaml, accepted, pruned } = CrdVerdict.parse(line);
      if (!accepted) return [];
      const reported = findingsOf(yaml)
        .filter(({ rule }) => rule === "unknown-field" || rule === "graph-depth")
        .map(finding => displayPath(finding.path));
      const missed = pruned.filter(dropped => !reported.includes(dropped)).map(dropped => `${id} lacks ${dropped}`);
      return [...missed, ...reported.filter(path => !pruned.includes(path)).map(path => `${id} has ${path} too much`)];
    });
    expect(differences).toEqual([]);
  });
});

const isPresent = existsSync(CORPUS);
const name = isPresent
  ? "Seldon's samples"
  : "Seldon's samples (skipped: ../shared/data/corpus is not beside the project)";

describe.skipIf(!isPresent)(name, () => {
  test("a manifest of the corpus is called refused exactly where it is", () => {
    checkVerdicts("corpus", corpus());
  });

  test("no finding in an accepted manifest of the corpus is an error, but for those that are listed", () => {
    const errors = corpus()
      .filter(manifest => manifest.isAccepted)
      .flatMap(({ name: file, text }) =>
        findingsOf(text)
          .filter(({ severity }) => severity === "error")
          .map(finding => `${file} ${finding.rule}`),
      );
    expect([...new Set(errors)].filter(key => CANNOT_WORK[key] === undefined)).toEqual([]);
    expect(Object.keys(CANNOT_WORK).filter(key => !errors.includes(key))).toEqual([]);
  });

  test("every warning has been reviewed and is right", () => {
    const reviewed = z
      .array(ReviewedWarning)
      .parse(JSON.parse(readFileSync(path.join(FIXTURES, "corpus-warnings.json"), "utf8")));
    const counts = new Map<string, number>();
    for (const { name: file, text } of corpus()) {
      for (const { severity, rule, messageId } of findingsOf(text)) {
        const key = `${file} ${rule}/${messageId}`;
        if (severity === "warning") counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    expect(reviewed.filter(warning => !warning.isRight)).toEqual([]);
    expect(Object.fromEntries(counts)).toEqual(
      Object.fromEntries(reviewed.map(({ file, finding, count }) => [`${file} ${finding}`, count])),
    );
  });
});

function ruleOfCause(error: string): string {
  return RULE_OF_CAUSE.find(([text]) => error.includes(text))?.[1] ?? error;
}

/** As the API server writes paths: `spec.predictors[0].graph`. */
function displayPath(steps: LintFinding["path"]): string {
  return steps
    .map(step => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

function checkVerdicts(set: string, manifests: readonly JudgedManifest[]): void {
  const isCalledRefused = ({ text }: JudgedManifest): boolean =>
    findingsOf(text).some(finding => finding.refusedBy !== null);
  const refused = manifests.filter(manifest => !manifest.isAccepted);
  const missed = refused.filter(manifest => !isCalledRefused(manifest));
  console.info(
    `${set}: ${refused.length - missed.length} of ${refused.length} refused manifests are found, out of ${manifests.length}.`,
  );
  const falseAlarms = manifests.filter(manifest => manifest.isAccepted && isCalledRefused(manifest));
  expect(
    falseAlarms.map(
      ({ name: id, text }) =>
        `${id}: ${findingsOf(text)
          .filter(finding => finding.refusedBy !== null)
          .map(finding => finding.message)
          .join(" ")}`,
    ),
  ).toEqual([]);
  expect(missed.map(manifest => manifest.name)).toEqual([]);
}

function findingsOf(text: string): readonly LintFinding[] {
  return lintText(text, { rules: allRules, onCrash: "throw" }).findings;
}

function webhookVerdicts(): JudgedManifest[] {
  return lines("webhook-verdicts.jsonl").map(line => {
    const { id, yaml, valid } = WebhookVerdict.parse(line);
    return { name: id, text: yaml, isAccepted: valid };
  });
}

function crdVerdicts(): JudgedManifest[] {
  return lines("crd-verdicts.jsonl").map(line => {
    const { id, yaml, verdict } = CrdVerdict.parse(line);
    return { name: id, text: yaml, isAccepted: verdict === "accepted" };
  });
}

function corpus(): JudgedManifest[] {
  const index = z.array(CorpusEntry).parse(JSON.parse(readFileSync(path.join(CORPUS, "index.json"), "utf8")));
  return index.map(({ file, webhookAccepts }) => ({
    name: file,
    text: readFileSync(path.join(CORPUS, file), "utf8"),
    isAccepted: webhookAccepts,
  }));
}

function lines(file: string): unknown[] {
  return readFileSync(path.join(FIXTURES, file), "utf8")
    .split("\n")
    .filter(line => line !== "")
    .map((line): unknown => JSON.parse(line));
}
