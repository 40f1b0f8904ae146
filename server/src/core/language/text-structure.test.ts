// Folding, growing selections, links, hints and lines on servers: what an editor shows around and between the words.
import { describe, expect, test } from "vitest";
import { seldonFacts } from "../model/index.ts";
import { parseStream } from "../yaml/index.ts";
import { foldsOf } from "./folding.ts";
import { INLAY_HINT_KINDS, inlayHintsOf, type InlayHintKind } from "./inlay-hints.ts";
import { linksOf } from "./links.ts";
import { selectionStepsAt } from "./selection.ts";
import { unitFactsOf } from "./unit-facts.ts";

const TEXT = `# Two lines
# of comment
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
  namespace: lab
spec:
  replicas: 5
  predictors:
    - name: main
      replicas: 2 # seldon-lint-disable replicas-without-effect
      componentSpecs:
        - hpaSpec: { minReplicas: 1, maxReplicas: 4 }
          spec:
            containers:
              - name: classifier
                startupProbe: { tcpSocket: { port: http }, failureThreshold: 120 }
                livenessProbe: { tcpSocket: { port: http } }
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: s3://models/churn/1
        envSecretRefName: store
        children:
          - name: next
            type: MODEL
`;
const SECRET = `---
apiVersion: v1
kind: Secret
metadata: { name: store }
stringData:
  RCLONE_CONFIG_S3_TYPE: s3
  RCLONE_CONFIG_S3_PROVIDER: AWS
`;

describe("inlay hints", () => {
  const ALL = { start: 0, end: TEXT.length };
  const labels = (text: string, ...kinds: InlayHintKind[]): string[] =>
    inlayHintsOf(parseStream(text), ALL, new Set(kinds)).map(
      ({ at, label }) => `${text.slice(text.lastIndexOf("\n", at - 1) + 1, at).trim()} ${label}`,
    );

  test("say the budget of a probe beside it", () => {
    expect(labels(TEXT, "probeBudget")).toEqual(["startupProbe: 1200 s to start", "livenessProbe: 30 s after that"]);
    expect(labels(TEXT.replace("failureThreshold: 120", 'failureThreshold: "{{ n }}"'), "probeBudget")).toEqual([
      "livenessProbe: 30 s after that",
    ]);
  });

  test("say the ports of units whose containers name none", () => {
    expect(labels(TEXT, "port")).toEqual(["name: classifier http 9000, grpc 9500"]);
    const named = TEXT.replace(
      "startupProbe:",
      "ports: [{ name: http, containerPort: 9005 }]\n                startupProbe:",
    );
    expect(labels(named, "port")).toEqual(["name: classifier grpc 9500"]);
  });

  test("say what counts instead of replicas that do not", () => {
    expect(labels(TEXT, "replicas")).toEqual([
      "replicas: 5 does not count: hpaSpec has 1 to 4",
      "replicas: 2 does not count: hpaSpec has 1 to 4",
    ]);
    const withoutHpa = TEXT.replace("hpaSpec: { minReplicas: 1, maxReplicas: 4 }", "metadata: {}");
    expect(labels(withoutHpa, "replicas")).toEqual(["replicas: 5 does not count: predictor main has 2"]);
    expect(labels(withoutHpa.replace("replicas: 2 #", "#"), "replicas")).toEqual([]);
  });

  test("say the address within the cluster", () => {
    expect(labels(TEXT, "serviceUrl")).toEqual(["- name: main http://churn-main.lab:8000"]);
    expect(labels(TEXT.replace("  namespace: lab\n", ""), "serviceUrl")).toEqual([
      "- name: main http://churn-main:8000",
    ]);
    const renamed = TEXT.replace(
      "replicas: 2",
      'annotations: { seldon.io/svc-name: old, seldon.io/no-engine: "true" }',
    );
    expect(labels(renamed, "serviceUrl")).toEqual(["- name: main http://old.lab:9000"]);
    expect(labels(TEXT.replace("name: churn", 'name: "{{ x }}"'), "serviceUrl")).toEqual([]);
    expect(labels(TEXT.replace("name: main", `name: ${"m".repeat(60)}`), "serviceUrl")).toEqual([]);
  });

  test("come for the range that is asked about only, and not at all without a kind", () => {
    const around = TEXT.indexOf("livenessProbe");
    const hints = inlayHintsOf(parseStream(TEXT), { start: around, end: around + 20 }, new Set(INLAY_HINT_KINDS));
    expect(hints.map(({ label }) => label)).toEqual(["30 s after that"]);
    expect(labels(TEXT)).toEqual([]);
  });
});

test("a unit's line tells of its server, and says nothing of images that are not Seldon's", () => {
  const lines = (text: string): string[] =>
    unitFactsOf(parseStream(text), () => seldonFacts("1.16.0")).map(fact => fact.text);
  expect(lines(TEXT)).toEqual([
    "scikit-learn model saved with joblib · seldonio/sklearnserver:1.16.0 · looks for model.joblib",
  ]);
  expect(
    lines(TEXT.replace("startupProbe:", "image: registry.example.com/own:1\n                startupProbe:")),
  ).toEqual([]);
});

describe("folding", () => {
  const lines = (text: string): string[] | undefined =>
    foldsOf(parseStream(text))?.map(
      ({ kind, start, end }) =>
        `${kind} ${text.slice(start, text.indexOf("\n", start))} … ${text.slice(text.lastIndexOf("\n", end - 1) + 1, end).trim()}`,
    );

  test("goes by resource, block and comment", () => {
    const folds = lines(TEXT + SECRET);
    expect(folds).toContain("comment # Two lines … # of comment");
    expect(folds).toContain("resource apiVersion: machinelearning.seldon.io/v1 … type: MODEL");
    expect(folds).toContain("resource --- … RCLONE_CONFIG_S3_PROVIDER: AWS");
    expect(folds).toContain("block graph: … type: MODEL");
    expect(folds).toContain("block - name: main … type: MODEL");
    expect(lines(TEXT)?.some(fold => fold.startsWith("resource"))).toBe(false);
  });

  test("is left to the editor in files that are not Seldon's", () => {
    expect(lines(SECRET)).toBeUndefined();
  });
});

test("a selection grows from the word to its entry, the block, the resource, the file", () => {
  const text = TEXT + SECRET;
  const steps = selectionStepsAt(parseStream(text), text.indexOf("SKLEARN") + 3)?.map(({ start, end }) =>
    text.slice(start, end),
  );
  expect(steps?.[0]).toBe("SKLEARN_SERVER");
  expect(steps?.[1]).toBe("implementation: SKLEARN_SERVER");
  expect(steps?.[2]).toMatch(/^name: classifier[^]*type: MODEL$/);
  expect(steps?.[3]).toMatch(/^graph:[^]*type: MODEL$/);
  expect(steps?.at(-2)).toMatch(/^apiVersion: machinelearning[^]*type: MODEL$/);
  expect(steps?.at(-1)).toBe(text);
  for (const [index, step] of (steps ?? []).entries())
    expect((steps?.[index + 1] ?? text).length).toBeGreaterThanOrEqual(step.length);
  expect(selectionStepsAt(parseStream(SECRET), 10)).toBeUndefined();
});

describe("links", () => {
  const targets = (text: string): string[] =>
    linksOf(parseStream(text), () => []).map(
      ({ range, to }) => `${text.slice(range.start, range.end)} → ${"rule" in to ? to.rule : to.address}`,
    );

  test("lead from a suppression to its rule", () => {
    expect(targets(TEXT)).toEqual(["replicas-without-effect → replicas-without-effect"]);
  });

  test("lead to Amazon's console only where the Secret is Amazon's", () => {
    const link = "s3://models/churn/1 → https://s3.console.aws.amazon.com/s3/buckets/models?prefix=churn/1/";
    expect(targets(TEXT + SECRET)).toContain(link);
    expect(targets(`${TEXT}${SECRET}  RCLONE_CONFIG_S3_ENDPOINT: http://minio:9000\n`)).not.toContain(link);
    expect(targets(TEXT.replace("s3://models", "gs://models"))).toContain(
      "gs://models/churn/1 → https://console.cloud.google.com/storage/browser/models/churn/1",
    );
  });

  test.each([
    ["seldonio/sklearnserver:1.17.1", "https://hub.docker.com/r/seldonio/sklearnserver"],
    ["python:3.8", "https://hub.docker.com/_/python"],
    ["quay.io/org/name:1", "https://quay.io/repository/org/name"],
    ["nvcr.io/nvidia/tritonserver:21.08-py3", "https://catalog.ngc.nvidia.com/orgs/nvidia/containers/tritonserver"],
  ])("lead from the image %s to its registry", (image, address) => {
    expect(targets(TEXT.replace("startupProbe:", `image: "${image}"\n                startupProbe:`))).toContain(
      `${image} → ${address}`,
    );
  });

  test.each(["registry.example.com/own:1", "{{ image }}", "${IMAGE}"])("do not guess a page for %s", image => {
    expect(targets(TEXT.replace("startupProbe:", `image: "${image}"\n                startupProbe:`))).toHaveLength(1);
  });
});
