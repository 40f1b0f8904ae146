// Holds the JSON Schema of SeldonDeployment field by field against Seldon's own CRD, where that is beside the project.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { projectRoot } from "../project-root.ts";
import { jsonSchemaFiles, seldonDeploymentSchema } from "./json-schemas.ts";
import type { JsonSchema } from "./kubernetes-definitions.ts";

const CRD = path.resolve(projectRoot, "../shared/data/seldondeployment-crd-1.17.1.yaml");
const Crd = z.object({
  spec: z.object({
    versions: z.array(
      z.object({ name: z.string(), schema: z.object({ openAPIV3Schema: z.record(z.string(), z.unknown()) }) }),
    ),
  }),
});

const isPresent = existsSync(CRD);
const name = isPresent
  ? "beside Seldon's CRD"
  : "beside Seldon's CRD (skipped: ../shared/data is not beside the project)";

let schema: JsonSchema = {};
let definitions: JsonSchema = {};

beforeAll(async () => {
  schema = await seldonDeploymentSchema();
  definitions = record(schema["definitions"]);
});

describe.skipIf(!isPresent)(name, () => {
  test.each(["v1", "v1alpha2", "v1alpha3"])("%s has the same fields, types and required fields", version => {
    const { spec } = Crd.parse(parse(readFileSync(CRD, "utf8")));
    const found = spec.versions.find(candidate => candidate.name === version)?.schema.openAPIV3Schema ?? {};
    const differences: string[] = [];
    for (const part of ["spec", "status"]) {
      compare(property(schema, part), property(found, part), part, differences);
    }
    expect(differences).toEqual([]);
  });
});

describe("the schema for editors", () => {
  test("is a valid draft-07 schema", () => {
    expect(new Ajv({ strict: false, validateFormats: false }).validateSchema(schema)).toBe(true);
  });

  test("names what a manifest begins with as required, so that editors offer it first", () => {
    expect(schema["required"]).toEqual(["apiVersion", "kind", "metadata", "spec"]);
  });

  test("describes every field of Seldon's own", () => {
    const own = Object.entries(definitions).filter(([name]) => isOurs(name));
    const silent = own.flatMap(([name, definition]) =>
      Object.keys(record(record(definition)["properties"]))
        .filter(field => typeof words(property(definition, field))["description"] !== "string")
        .map(field => `${name}.${field}`),
    );
    expect(silent).toEqual([]);
  });

  test("proposes words without demanding them", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    const graph = { name: "m", implementation: "OUR_SERVER", type: "SOMETHING", modelUri: "s3://b/m" };
    const manifest = { apiVersion: "machinelearning.seldon.io/v1", kind: "SeldonDeployment", metadata: { name: "m" } };
    expect(validate({ ...manifest, spec: { protocol: "V2", predictors: [{ name: "p", graph }] } })).toBe(true);
    expect(validate({ ...manifest, spec: { predictors: [{ name: "p", graph: { ...graph, modelUri: 5 } }] } })).toBe(
      false,
    );
  });

  test("has words beside references and Markdown where there is code, which is what editors show", () => {
    const unit = record(definitions["Predictor"]);
    expect(property(unit, "graph")).toMatchObject({ $ref: "#/definitions/PredictiveUnit", title: "Graph" });
    expect(JSON.stringify(schema)).not.toContain('"allOf":[{"$ref"');
    expect(property(definitions["SeldonDeploymentSpec"], "protocol")["markdownDescription"]).toMatch(/`seldon`/);
  });

  test("refers to nothing outside itself", async () => {
    for (const { text } of await jsonSchemaFiles()) {
      expect([...text.matchAll(/"\$ref": "(?!#\/definitions\/)/g)]).toEqual([]);
    }
  });
});

const OURS = [
  "PredictiveUnit",
  "Predictor",
  "Explainer",
  "Parameter",
  "Endpoint",
  "Logger",
  "Ssl",
  "SvcOrchSpec",
  "Condition",
];

function isOurs(name: string): boolean {
  return OURS.includes(name) || /^(SeldonDeployment|Component|Hpa|Keda|Pdb|Deployment|Service)/.test(name);
}

/** Adds a line for every place where the two schemas part. Only whole types are compared, not descriptions. */
function compare(ours: JsonSchema, crd: JsonSchema, place: string, differences: string[]): void {
  const resolved = resolve(ours);
  // The CRD spells the recursion out; one level tells all.
  if (place.endsWith(".children.items.children")) return;
  if (typeOf(resolved) !== typeOf(crd)) {
    differences.push(`${place}: ${typeOf(resolved)}, in the CRD ${typeOf(crd)}`);
    return;
  }
  const values = record(crd["additionalProperties"]);
  if (Object.keys(values).length > 0) {
    // Known keys of a map, such as annotations, are words of ours.
    compare(record(resolved["additionalProperties"]), values, `${place}.*`, differences);
    return;
  }
  compareNames(Object.keys(record(resolved["properties"])), Object.keys(record(crd["properties"])), place, differences);
  compareNames(list(resolved["required"]), list(crd["required"]), `${place} (required)`, differences);
  for (const field of Object.keys(record(crd["properties"]))) {
    if (field in record(resolved["properties"]))
      compare(property(resolved, field), property(crd, field), `${place}.${field}`, differences);
  }
  if ("items" in crd) compare(record(resolved["items"]), record(crd["items"]), `${place}.items`, differences);
}

function compareNames(ours: readonly string[], crd: readonly string[], place: string, differences: string[]): void {
  for (const name of ours) if (!crd.includes(name)) differences.push(`${place}: the CRD has no ${name}`);
  for (const name of crd) if (!ours.includes(name)) differences.push(`${place}: ${name} is missing`);
}

function typeOf(schema: JsonSchema): string {
  if (schema["x-kubernetes-int-or-string"] === true) return "pattern" in schema ? "quantity" : "integer or string";
  const type = schema["type"] ?? record(list(schema["anyOf"], record)[0])["type"];
  const format = schema["format"] === "int64" || schema["format"] === "date-time" ? ` (${schema["format"]})` : "";
  return `${String(type)}${format}`;
}

function resolve(schema: JsonSchema): JsonSchema {
  const [only] = list(schema["allOf"], record);
  const reference = schema["$ref"] ?? only?.["$ref"];
  return typeof reference === "string" ? record(definitions[reference.replace("#/definitions/", "")]) : schema;
}

/** A schema with the words of the definition it refers to, where it has none itself. */
function words(schema: JsonSchema): JsonSchema {
  return { ...resolve(schema), ...schema };
}

function property(schema: unknown, name: string): JsonSchema {
  return record(record(record(schema)["properties"])[name]);
}

function list(value: unknown): string[];
function list<T>(value: unknown, read: (item: unknown) => T): T[];
function list(value: unknown, read: (item: unknown) => unknown = String): unknown[] {
  return Array.isArray(value) ? value.map(item => read(item)) : [];
}

function record(value: unknown): JsonSchema {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
