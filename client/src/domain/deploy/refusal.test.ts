import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { expect, test } from "vitest";
import * as z from "zod";
import { projectRoot } from "../../../../scripts/project-root.ts";
import { isMap, valueAt, type PlainMap } from "./plain.ts";
import { refusalsOf, type Refusal } from "./refusal.ts";

const WebhookVerdict = z.object({ id: z.string(), yaml: z.string(), errors: z.array(z.string()) });
const SchemaVerdict = z.object({ id: z.string(), yaml: z.string(), verdict: z.string(), message: z.string() });

const manifest: PlainMap = {
  apiVersion: "machinelearning.seldon.io/v1",
  kind: "SeldonDeployment",
  metadata: { name: "churn", labels: { team: "a b" } },
  spec: {
    protocol: "seldonn",
    annotations: { "seldon.io/rest-timeout": 5000 },
    predictors: [
      {
        name: "main",
        traffic: 90,
        graph: { name: "router", children: [{ name: "a" }, { name: "b", implementation: "SKLEARN", type: "MODEL" }] },
        componentSpecs: [
          { spec: { containers: [{ name: "a", ports: [{ containerPort: 9000 }, { containerPort: 9000 }] }] } },
        ],
      },
      { name: "canary", traffic: 25, graph: {} },
    ],
  },
};

/** As the API server hands a webhook's refusal on (seldon-facts §2.1). */
function webhookStatus(...errors: readonly [field: string, message: string][]): object {
  const list = errors.map(([field, message]) => `${field}: ${message}`).join(", ");
  const said = errors.length > 1 ? `[${list}]` : list;
  return {
    message: `admission webhook "v1.vseldondeployment.kb.io" denied the request: SeldonDeployment.machinelearing.seldon.io "" is invalid: ${said}`,
    reason: "Invalid",
    code: 422,
    details: { causes: errors.map(([field, message]) => ({ reason: "FieldValueInvalid", field, message })) },
  };
}

function places(refusals: readonly Refusal[]): unknown[] {
  return refusals.map(({ path: at, rule }) => [at.join("."), rule]);
}

test("a webhook's loose path leads to the unit, and its text to the field", () => {
  const status = webhookStatus(
    ["spec.predictors[0].graph[0]", `Invalid value: "a": Can't find container for Predictive Unit`],
    ["spec.predictors[0].graph[1]", `Invalid value: "b": No entry in predictors map for SKLEARN`],
  );
  const refusals = refusalsOf(status, manifest);
  expect(places(refusals)).toEqual([
    ["spec.predictors.0.graph.children.0.name", "unit-container"],
    ["spec.predictors.0.graph.children.1.implementation", "known-server"],
  ]);
  expect(refusals[0]?.message).toBe("Seldon's webhook refuses this. a: Can't find container for Predictive Unit.");
});

test("errors about traffic carry the path spec and a name, and lead to the numbers", () => {
  const status = webhookStatus(["spec", `Invalid value: "main": Traffic must sum to 100 for multiple predictors`]);
  expect(places(refusalsOf(status, manifest))).toEqual([["spec.predictors.0.traffic", "traffic-sum"]]);
});

test("without causes, the text of the message is read", () => {
  const { message } = { message: "", ...webhookStatus(["spec", `Invalid value: "seldonn": Invalid protocol`]) };
  expect(places(refusalsOf({ message }, manifest))).toEqual([["spec.protocol", "protocol-name"]]);
  const two = webhookStatus(
    ["spec", `Invalid value: "seldonn": Invalid protocol`],
    ["spec.predictors[1]", `Invalid value: "canary": Duplicate predictor name`],
  );
  expect(places(refusalsOf({ message: { message: "", ...two }.message }, manifest))).toEqual([
    ["spec.protocol", "protocol-name"],
    ["spec.predictors.1.name", "predictor-names-unique"],
  ]);
});

test("the API server's paths without indices lead to every place that has the fault", () => {
  // Kubernetes 1.20.2 with Seldon's CRD, measured.
  const causes = [
    { field: "spec.predictors.graph.name", message: "Required value" },
    {
      field: "spec.annotations.seldon.io/rest-timeout",
      message: `Invalid value: "integer": spec.annotations.seldon.io/rest-timeout in body must be of type string: "integer"`,
    },
    {
      field: "spec.predictors[0].componentSpecs[0].spec.containers[0].ports[1]",
      message: `Duplicate value: map[string]interface {}{"containerPort":9000, "protocol":"TCP"}`,
    },
    {
      field: "metadata.labels",
      message: `Invalid value: "a b": a valid label must be an empty string or consist of …`,
    },
  ];
  const refusals = refusalsOf({ message: "is invalid", code: 422, details: { causes } }, manifest);
  expect(places(refusals)).toEqual([
    ["spec.predictors.1.graph", "required-field"],
    ["spec.annotations.seldon.io/rest-timeout", "field-type"],
    ["spec.predictors.0.componentSpecs.0.spec.containers.0.ports.1", "duplicate-list-item"],
    ["metadata.labels.team", "object-metadata"],
  ]);
  expect(refusals[1]?.message).toBe(
    "The API server refuses this: seldon.io/rest-timeout has to be a text (put it in quotes), and is a whole number.",
  );
});

test("strict decoding names each field that does not exist", () => {
  const message =
    'SeldonDeployment in version "v1" cannot be handled as a SeldonDeployment: strict decoding error: unknown field "spec.predictors[0].graph.children[1].modelURI", unknown field "spec.nonsense"';
  expect(places(refusalsOf({ message, code: 400 }, manifest))).toEqual([
    ["spec.predictors.0.graph.children.1", "unknown-field"],
    ["spec", "unknown-field"],
  ]);
});

test("metadata that cannot be decoded is found by its value", () => {
  const message =
    'SeldonDeployment in version "v1" cannot be handled as a SeldonDeployment: v1.ObjectMeta.Annotations: ReadString: expects " or n, but found t, error found in #10 byte of ...|ns":{"a":true},"name|...';
  const broken = { ...manifest, metadata: { name: "x", annotations: { b: "y", a: true } } };
  expect(places(refusalsOf({ message, code: 400 }, broken))).toEqual([["metadata.annotations.a", "object-metadata"]]);
});

test("a server-side apply to a built-in kind names its field in the message only", () => {
  // Kubernetes 1.20.2, measured; newer ones put the object's name in brackets.
  const object = { apiVersion: "v1", kind: "ConfigMap", data: { a: 1 }, datax: {} };
  const message =
    "failed to create typed patch object: .data.a: expected string, got &value.valueUnstructured{Value:1}";
  expect(places(refusalsOf({ message, code: 500 }, object))).toEqual([["data.a", "field-type"]]);
  expect(refusalsOf({ message, code: 500 }, object)[0]?.said).toBe(".data.a: expected string");
  const newer = "failed to create typed patch object (ns/c; /v1, Kind=ConfigMap): .datax: field not declared in schema";
  expect(places(refusalsOf({ message: newer, code: 500 }, object))).toEqual([["datax", "unknown-field"]]);
});

test("plain text under a Secret's data is found by its key (F29)", () => {
  // Kubernetes 1.20.2, measured.
  const message =
    "failed to convert new object to proper version: unable to convert unstructured object to /v1, Kind=Secret: error decoding from json: illegal base64 data at input byte 1";
  const secret = { apiVersion: "v1", kind: "Secret", data: { good: "MQ==", bad: "1%" } };
  const refusals = refusalsOf({ message, code: 500 }, secret);
  expect(refusals.map(({ path: at }) => at)).toEqual([["data", "bad"]]);
  expect(JSON.stringify(refusals)).not.toContain("1%");
});

test("what has nothing to do with the manifest is explained by its signature", () => {
  const message =
    'Internal error occurred: failed calling webhook "v1.vseldondeployment.kb.io": Post "https://seldon-webhook-service.seldon-system.svc:443/validate-machinelearning-seldon-io-v1-seldondeployment?timeout=10s": no endpoints available for service "seldon-webhook-service"';
  const [refusal, ...others] = refusalsOf({ message, code: 500 }, manifest);
  expect(others).toEqual([]);
  expect(refusal).toMatchObject({ path: [], match: { signature: { id: "webhook-unreachable" } } });
});

test("a missing namespace is said", () => {
  const [refusal] = refusalsOf({ message: 'namespaces "team-b" not found', code: 404 }, manifest);
  expect(refusal?.message).toContain("The namespace team-b does not exist");
});

const webhookVerdicts = verdicts("webhook-verdicts.jsonl", WebhookVerdict).filter(({ errors }) => errors.length > 0);

test("every error of the measured verdicts has a rule and a place with what the message quotes", () => {
  const lost: string[] = [];
  for (const { id, yaml, errors } of webhookVerdicts) {
    const object: unknown = parse(yaml);
    if (!isMap(object)) continue;
    for (const error of errors) {
      const [, field = "", message = ""] = /^(.*?): (.*)$/s.exec(error) ?? [];
      for (const refusal of refusalsOf(webhookStatus([field, message]), object)) {
        const isPlaced = refusal.path.length > 1 && valueAt(object, ...refusal.path) !== undefined;
        const isUnit = field.includes(".graph");
        const unit = valueAt(
          object,
          ...refusal.path.slice(
            0,
            refusal.path.findLastIndex(step => typeof step === "number" || step === "graph") + 1,
          ),
        );
        const quoted = /"([^"]+)": /.exec(message)?.[1];
        const isRight = !isUnit || quoted === undefined || valueAt(unit, "name") === quoted;
        if (refusal.rule === undefined || !isPlaced || !isRight)
          lost.push(`${id} ${error} → ${refusal.path.join(".")}`);
      }
    }
  }
  expect(webhookVerdicts.length).toBeGreaterThan(100);
  expect(lost).toEqual([]);
});

const schemaVerdicts = verdicts("crd-verdicts.jsonl", SchemaVerdict).filter(
  ({ verdict }) => verdict === "rejected by schema",
);

test("every schema error of the measured verdicts has a rule and a place", () => {
  const lost: string[] = [];
  for (const { id, yaml, message } of schemaVerdicts) {
    const object: unknown = parse(yaml);
    if (!isMap(object)) continue;
    const refusals = refusalsOf({ message, code: 422 }, object);
    for (const { path: at, rule, said } of refusals) {
      if (rule === undefined || (at.length === 0 && !said.startsWith("metadata")))
        lost.push(`${id} ${said} → ${at.join(".")} ${rule ?? ""}`);
    }
  }
  expect(schemaVerdicts.length).toBeGreaterThan(50);
  expect(lost).toEqual([]);
});

function verdicts<T>(file: string, shape: z.ZodType<T>): T[] {
  const text = readFileSync(path.join(projectRoot, "test", "fixtures", file), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map(line => shape.parse(JSON.parse(line)));
}
