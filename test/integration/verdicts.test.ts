// Holds the rules against what the real webhook and a real API server said of manifests that were not made for these rules.
// Where the measured data is not beside the project these tests are skipped by name.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import { allRules, lintText, type LintFinding } from "../../server/src/core/index.ts";

const DATA = path.resolve(projectRoot, "../shared/data");
const WebhookVerdict = z.object({ id: z.string(), yaml: z.string(), valid: z.boolean(), errors: z.array(z.string()) });
const CrdVerdict = z.object({ id: z.string(), yaml: z.string(), verdict: z.string() });
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

const isPresent = existsSync(DATA);
const name = isPresent ? "measured verdicts" : "measured verdicts (skipped: ../shared/data is not beside the project)";

describe.skipIf(!isPresent)(name, () => {
  test("a manifest is called refused exactly where the webhook refuses it", () => {
    checkVerdicts("webhook-verdicts.jsonl", webhookVerdicts());
  });

  test("a manifest is called refused exactly where the API server or the webhook refuses it", () => {
    checkVerdicts("crd-verdicts.jsonl", crdVerdicts());
  });

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
});

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
  const index = z.array(CorpusEntry).parse(JSON.parse(read("corpus/index.json")));
  return index.map(({ file, webhookAccepts }) => ({
    name: file,
    text: read(`corpus/${file}`),
    isAccepted: webhookAccepts,
  }));
}

function lines(file: string): unknown[] {
  return read(file)
    .split("\n")
    .filter(line => line !== "")
    .map((line): unknown => JSON.parse(line));
}

function read(file: string): string {
  return readFileSync(path.join(DATA, file), "utf8");
}
