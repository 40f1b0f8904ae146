// Names that have to fit other names of the file.
import { expect, test } from "vitest";
import { parseStream } from "../yaml/index.ts";
import { nameProposals, type KnownNames } from "./completion.ts";

/** The names proposed at `|`, and the text each would replace. */
function proposed(marked: string, known?: KnownNames): { names: string[]; replaced: string | undefined } {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const proposals = nameProposals(parseStream(text), offset, known);
  const [first] = proposals;
  return {
    names: proposals.map(({ name }) => name),
    replaced: first && text.slice(first.range.start, first.range.end),
  };
}

function manifest(graph: string, containers: string, volumes = "[]"): string {
  return `kind: SeldonDeployment
spec:
  predictors:
  - name: main
    graph:
      ${graph}
    componentSpecs:
    - spec:
        volumes: ${volumes}
        containers:
        ${containers}
---
kind: Secret
metadata: {name: other}
---
kind: Secret
metadata: {name: store}
stringData: {RCLONE_CONFIG_S3_TYPE: s3}
`;
}

test("a unit takes the name of a container no other unit has", () => {
  const text = manifest("name: |\n      children: [{name: b}]", "- name: a\n        - name: b");
  expect(proposed(text)).toEqual({ names: ["a"], replaced: "" });
});

test("a container takes the name of a unit that has none", () => {
  expect(proposed(manifest("name: classifier", "- name: clas|s"))).toEqual({
    names: ["classifier"],
    replaced: "class",
  });
});

test("an implementation takes the servers of the cluster", () => {
  const text = manifest("name: a\n      implementation: TO|", "- name: a");
  expect(proposed(text, { servers: ["TORCH_SERVER"] })).toEqual({ names: ["TORCH_SERVER"], replaced: "TO" });
  expect(proposed(text).names).toEqual([]);
});

test("Secrets with rclone's keys come first", () => {
  expect(proposed(manifest("name: a\n      envSecretRefName: st|", "- name: a"))).toEqual({
    names: ["store", "other"],
    replaced: "st",
  });
});

test("a mount takes the name of a volume of its pod", () => {
  const text = manifest(
    "name: a",
    "- name: a\n          volumeMounts:\n          - name: |",
    "[{name: cache}, {name: data}]",
  );
  expect(proposed(text).names).toEqual(["cache", "data"]);
});

const PORTS =
  "- name: a\n          ports: [{name: http, containerPort: 9000}, {containerPort: 1}, {name: grpc}]\n          ";

test.each([
  ["probe", "livenessProbe:\n            httpGet:\n              path: /\n              port: |"],
  ["probe of a socket", "readinessProbe: {tcpSocket: {port: |}}"],
  ["hook", "lifecycle:\n            preStop:\n              httpGet:\n                port: |"],
])("the port of a %s takes the name of a port of its container", (_, handler) => {
  const other = "\n        - name: b\n          ports: [{name: metrics}]";
  expect(proposed(manifest("name: a", PORTS + handler + other)).names).toEqual(["http", "grpc"]);
});

test("the target of a Service takes the name of a port of any container", () => {
  const service = "---\nkind: Service\nspec:\n  ports:\n  - port: 80\n    targetPort: |\n";
  expect(proposed(manifest("name: a", PORTS) + service).names).toEqual(["http", "grpc"]);
});

test.each([
  ["ports that have to be numbers", manifest("name: a", PORTS + "livenessProbe: {grpc: {port: |}}")],
  ["ports of other kinds", manifest("name: a", PORTS) + "---\nkind: Ingress\nspec:\n  targetPort: |\n"],
  ["other fields", manifest("name: a\n      modelUri: |", "- name: a")],
  ["keys", manifest("na|me: a", "- name: b")],
  ["other kinds", "kind: Deployment\nspec:\n  predictors:\n  - graph:\n      name: |\n"],
  ["comments", manifest("name: a # name: |", "- name: b")],
])("%s have no names to propose", (_, text) => {
  expect(proposed(text).names).toEqual([]);
});

test("a model URI takes an address of MLflow's registry, in units and explainers", () => {
  const registry = [
    { uri: "models:/churn@champion", version: "3" },
    { uri: "models:/gone/1", isMissing: true as const },
  ];
  const unit = manifest("name: a\n      modelUri: models:/ch|", "- name: a");
  expect(proposed(unit, { registry })).toEqual({ names: ["models:/churn@champion"], replaced: "models:/ch" });
  const explainer = manifest("name: a\n    explainer:\n      modelUri: |", "- name: a");
  expect(proposed(explainer, { registry }).names).toEqual(["models:/churn@champion"]);
});
