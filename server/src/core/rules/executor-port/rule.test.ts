import { expect, test } from "vitest";
import { checkRule } from "../../../../../test/support/check-rule.ts";
import { lintText } from "../../index.ts";
import { executorPort } from "./rule.ts";

checkRule(executorPort, import.meta.url);

function lintContainer(container: string) {
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "componentSpecs": [ { "spec": { "containers": [ { "name": "model", "image": "acme/model:1", ${container} } ] } } ], "graph": { "name": "model", "type": "MODEL" } } ] } }`;
  return lintText(text, { rules: [executorPort], onCrash: "throw" }).findings;
}

test("does not move a port whose number the container's own words repeat", () => {
  const findings = lintContainer('"args": ["--port=8000"], "ports": [ { "name": "http", "containerPort": 8000 } ]');
  expect(findings.map(finding => [finding.messageId, finding.fixes.length])).toEqual([
    ["listening", 0],
    ["namedPort", 0],
  ]);
});

test.each([
  '"args": ["--upstream-port", "8000"]',
  '"args": ["--port", "18000"]',
  '"args": ["--port=80001"]',
  '"args": ["--executor", "http://localhost:8000"]',
  '"command": ["python", "-c", "connect(host=h, db_port=8000)"]',
  '"env": [ { "name": "UPSTREAM_PORT", "value": "8000" } ]',
  '"env": [ { "name": "PORT", "value": "9000" } ]',
  '"ports": [ { "name": "http", "containerPort": 9000 } ]',
  '"ports": [ { "containerPort": 8000, "protocol": "UDP" } ]',
])("keeps quiet about %s", container => {
  expect(lintContainer(container)).toEqual([]);
});

test.each([
  '"args": ["--http-port", "8000"]',
  '"args": ["--bind", "0.0.0.0:5001"]',
  '"command": ["sh", "-c", "exec uvicorn app:app --port 8000"]',
])("warns about %s", container => {
  expect(lintContainer(container).map(({ severity, messageId }) => [severity, messageId])).toEqual([
    ["warning", "listening"],
  ]);
});

test("knows the numbers of prepackaged units that have no container, and of metrics", () => {
  const text = `kind: SeldonDeployment
spec:
  predictors:
  - name: main
    componentSpecs:
    - spec:
        containers:
        - name: transformer
          image: acme/transformer:1
          ports: [{ name: http, containerPort: 9501 }, { name: metrics, containerPort: 6000 }]
    graph: { name: transformer, type: TRANSFORMER, children: [{ name: model, implementation: SKLEARN_SERVER, modelUri: gs://acme/x }] }
`;
  const findings = lintText(text, { rules: [executorPort], onCrash: "throw" }).findings;
  expect(findings.map(({ message }) => /gives (.*?),/.exec(message)?.[1])).toEqual([
    "model of the same pod the grpc port 9501",
    "model of the same pod the metrics port 6000",
  ]);
});

test("hundreds of containers are compared once, and only the first findings come with another port", () => {
  const containers = Array.from(
    { length: 1_000 },
    (_, index) => `{ "name": "c${index}", "image": "a/b:1", "ports": [ { "name": "http", "containerPort": 8000 } ] }`,
  );
  const text = `{ "kind": "SeldonDeployment", "spec": { "predictors": [ { "name": "main", "componentSpecs": [ { "spec": { "containers": [ ${containers.join()} ] } } ], "graph": { "name": "c0", "type": "MODEL" } } ] } }`;
  const start = performance.now();
  const { findings } = lintText(text, { rules: [executorPort], onCrash: "throw" });
  expect(performance.now() - start).toBeLessThan(5_000);
  expect(findings).toHaveLength(1_000);
  expect(findings.at(-1)?.message).not.toMatch(/such as \d/);
});
