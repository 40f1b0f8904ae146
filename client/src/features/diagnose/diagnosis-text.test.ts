import { expect, test } from "vitest";
import type { Cause, Diagnosis } from "../../domain/index.ts";
import type { DeploymentTarget } from "../../ui/target.ts";
import { diagnosisText } from "./diagnosis-text.ts";

const TARGET: DeploymentTarget = { kind: "deployment", context: "staging", namespace: "models", name: "iris" };
const NOW = Date.UTC(2026, 10, 21, 9);
const CAUSE: Cause = {
  signature: "remote-not-defined",
  failureModes: ["S12"],
  title: "remote s3 not defined",
  meaning: "There is no such remote.",
  remedy: "Define it.",
  step: "initializer",
  confidence: "certain",
  part: { predictor: "main", unit: "classifier", container: "classifier-model-initializer" },
  evidence: [
    {
      object: "Container classifier-model-initializer of pod iris-0",
      time: "2026-11-21T08:59:00Z",
      line: "didn't find *section* in config file",
      log: { pod: "iris-0", container: "classifier-model-initializer", isPrevious: false },
    },
  ],
};
const DIAGNOSIS: Diagnosis = {
  ...{ namespace: "models", name: "iris", state: "failing", words: "0/1 ready", causes: [CAUSE] },
  ...{ symptoms: [], notes: [], missing: [], walked: ["status", "pod"] },
};

/** The words that are links, with what they run. */
function links(diagnosis: Diagnosis): string[] {
  const { text, links: found } = diagnosisText(diagnosis, TARGET, NOW);
  const lines = text.split("\n");
  return found.map(({ line, start, end, command }) => `${lines[line]?.slice(start, end) ?? ""} → ${command}`);
}

test("a cause says what has happened, what to do and what was seen", () => {
  expect(diagnosisText(DIAGNOSIS, TARGET, NOW).text).toBe(`# Why iris does not serve

SeldonDeployment iris, namespace models, context staging: 0/1 ready, as of 2026-11-21T09:00:00Z

Diagnose again

## Remote s3 not defined

In graph unit classifier of predictor main.

There is no such remote.

**What to do:** Define it.

**Seen:**

- Container classifier-model-initializer of pod iris-0, 2026-11-21T08:59:00Z:

      didn't find *section* in config file

Open the log of classifier-model-initializer · Show the manifest · Describe · Events · Rule server-for-artifact

In the catalogue of failures: S12.

## Looked at

The status, pods and their events.
`);
});

test("links stand on their words", () => {
  expect(links(DIAGNOSIS)).toEqual([
    "Diagnose again → seldon.diagnose",
    "Open the log of classifier-model-initializer → seldon.logs.follow",
    "Show the manifest → seldon.openManifest",
    "Describe → seldon.describe",
    "Events → seldon.showEvents",
    "Rule server-for-artifact → seldon.openRuleDocumentation",
  ]);
});

test("several causes are numbered", () => {
  const { text } = diagnosisText({ ...DIAGNOSIS, causes: [CAUSE, { ...CAUSE, confidence: "likely" }] }, TARGET, NOW);
  expect(text.match(/^## .*$/gmu)).toEqual([
    "## 1. Remote s3 not defined",
    "## 2. Remote s3 not defined (likely)",
    "## Looked at",
  ]);
});

test("without a cause it says what is missing and how to get it", () => {
  const missing = [
    { unknown: "The log could not be read: forbidden.", wanted: "It says why.", command: "kubectl logs x" },
  ];
  const { text } = diagnosisText({ ...DIAGNOSIS, causes: [], missing }, TARGET, NOW);
  expect(text).toContain("What was read does not tell the cause.");
  expect(text).toContain("- The log could not be read: forbidden. It says why.\n\n      kubectl logs x\n");
});

test.each([
  ["serving", "# iris is ready", "Nothing was found that keeps it from serving."],
  ["starting", "# iris is still starting", "Nothing has failed so far."],
  ["stopped", "# iris is scaled to 0", "It has no pods, as its manifest wants it."],
  ["absent", "# iris is not there", "Nothing was applied under this name, or it was deleted."],
] as const)("%s", (state, headline, sentence) => {
  const { text } = diagnosisText({ ...DIAGNOSIS, state, causes: [] }, TARGET, NOW);
  expect([text.split("\n")[0], text.includes(sentence)]).toEqual([headline, true]);
});
