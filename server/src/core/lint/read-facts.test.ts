import { describe, expect, test } from "vitest";
import { Facts } from "../../../../schemas/src/index.ts";
import { readFacts } from "./read-facts.ts";

const FAILURE = {
  kind: "SeldonDeployment",
  name: "iris",
  namespace: "models",
  cluster: "staging",
  predictor: "main",
  unit: "classifier",
  container: "classifier",
  isExplainer: false,
  failureModes: ["S12"],
  signature: "model-file-missing",
  title: "model file not in /mnt/models",
  meaning: "Meaning.",
  remedy: "Remedy.",
  evidence: { object: "Pod iris-main-0", time: "2026-11-21T09:04:12Z", line: "FileNotFoundError" },
};

test("takes what the contract takes", () => {
  expect(readFacts({ observed: [FAILURE] })).toEqual({ facts: { observed: [FAILURE] }, problems: [] });
});

test.each([
  [[], ['facts are an object, such as { "observed": [] }']],
  ["observed", ['facts are an object, such as { "observed": [] }']],
  [{ observed: {} }, ["observed: a list is needed"]],
  [{ observed: [], seen: [] }, ["seen: there is no such field"]],
  [{ observed: [1] }, ["observed[0]: an object is needed"]],
  [{ observed: [FAILURE, { ...FAILURE, name: undefined }] }, ["observed[1].name: text is missing"]],
  [{ observed: [{ ...FAILURE, failureModes: "S12" }] }, ["observed[0].failureModes: a list of texts is needed"]],
  [{ observed: [{ ...FAILURE, kind: "Deployment" }] }, ["observed[0].kind: only SeldonDeployment is known"]],
  [{ observed: [{ ...FAILURE, evidence: { object: 1 } }] }, ["observed[0].evidence.object: text is needed"]],
])("%j: says what is wrong with it", (input, problems) => {
  expect(readFacts(input).problems).toEqual(problems);
});

test("leaves out only what it does not understand", () => {
  expect(readFacts({ observed: [{}, FAILURE] }).facts).toEqual({ observed: [FAILURE] });
});

describe("agrees with the contract where", () => {
  const wrong = [undefined, null, 1, true, "text", [], ["S12"], [1], {}];
  const inFailure = Object.keys(FAILURE).flatMap(field =>
    wrong.map(value => [`${field} is ${JSON.stringify(value)}`, { ...FAILURE, [field]: value }] as const),
  );
  const inEvidence = [...Object.keys(FAILURE.evidence), "other"].flatMap(field =>
    wrong.map(
      value =>
        [
          `evidence.${field} is ${JSON.stringify(value)}`,
          { ...FAILURE, evidence: { ...FAILURE.evidence, [field]: value } },
        ] as const,
    ),
  );
  test.each([...inFailure, ...inEvidence])("%s", (_title, failure) => {
    // A field without a value does not outlive JSON.
    const facts: unknown = JSON.parse(JSON.stringify({ observed: [failure] }));
    const isTaken = readFacts(facts).problems.length === 0;
    expect(isTaken).toBe(Facts.safeParse(facts).success);
  });
});
