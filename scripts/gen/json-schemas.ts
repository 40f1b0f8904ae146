// JSON Schema (draft-07) of the formats we know: SeldonDeployment with Kubernetes' types in it, our own report, facts and configuration.
import * as z from "zod";
import {
  Facts,
  LintConfigFile,
  PredictionTest,
  Report,
  SeldonDeployment,
  SEVERITIES,
} from "../../schemas/src/index.ts";
import { allRules, SUPPORTED_SELDON_VERSIONS } from "../../server/src/core/index.ts";
import type { GeneratedFile } from "../gen.ts";
import { kubernetesDefinitions, type JsonSchema } from "./kubernetes-definitions.ts";

/** The files under schemas/json, usable by any editor. */
export async function jsonSchemaFiles(): Promise<GeneratedFile[]> {
  return [
    file("seldondeployment", await seldonDeploymentSchema()),
    file("report", toJsonSchema(Report)),
    file("facts", toJsonSchema(Facts)),
    file("seldonlint", lintConfigSchema()),
    file("predictiontest", predictionTestSchema()),
  ];
}

/** The schema of `*.predict.yaml`, with its fields at the top, where editors look for them. */
export function predictionTestSchema(): JsonSchema {
  const { definitions, $schema } = toJsonSchema(PredictionTest);
  return { $schema, ...definitionsOf(definitions)["PredictionTest"] };
}

/** The schema of `.seldonlint.yaml`, with the ids of all rules and the versions that are known. */
export function lintConfigSchema(): JsonSchema {
  const schema = toJsonSchema(LintConfigFile);
  const properties = record(schema["properties"]);
  return {
    ...schema,
    properties: {
      ...properties,
      seldonVersion: { ...record(properties["seldonVersion"]), anyOf: seldonVersions() },
      rules: { ...record(properties["rules"]), anyOf: [ruleLevels(), { type: "null" }] },
    },
  };
}

function seldonVersions(): readonly JsonSchema[] {
  const minors = SUPPORTED_SELDON_VERSIONS.map(minor => minor.replace(".", "\\."));
  return [
    { type: "string", pattern: `^v?(${minors.join("|")})(\\.[0-9]+)?$` },
    { type: "number", enum: SUPPORTED_SELDON_VERSIONS.map(Number) },
    { type: "null" },
  ];
}

function ruleLevels(): JsonSchema {
  const level = { type: "string", enum: ["off", ...SEVERITIES] };
  const byId = allRules.map(({ meta: { id, title, severity } }) => [
    id,
    { ...level, title, description: `${title}. By default ${severity}.` },
  ]);
  return { type: "object", properties: Object.fromEntries(byId), additionalProperties: false };
}

/** SeldonDeployment's schema. Definitions of Kubernetes' types are Kubernetes' own, with our words where we have any. */
export async function seldonDeploymentSchema(): Promise<JsonSchema> {
  const { definitions: described, ...schema } = toJsonSchema(SeldonDeployment);
  const own = definitionsOf(described);
  const definitions = { ...own };
  for (const [name, definition] of Object.entries(await kubernetesDefinitions())) {
    const ours = own[name];
    definitions[name] = ours ? withOurWords(name, definition, ours) : definition;
  }
  return { ...schema, definitions: reachable(schema, definitions) };
}

/** What of our description of a Kubernetes field goes over Kubernetes' own. */
const WORDS: ReadonlySet<string> = new Set([
  "title",
  "description",
  "anyOf",
  "properties",
  "defaultSnippets",
  "markdownDescription",
]);

function withOurWords(name: string, kubernetes: JsonSchema, ours: JsonSchema): JsonSchema {
  const described = record(ours["properties"]);
  const properties = record(kubernetes["properties"]);
  const unknown = Object.keys(described).filter(field => !(field in properties));
  if (unknown.length > 0) throw new Error(`Kubernetes' ${name} has no ${unknown.join(", ")}.`);
  const merged = Object.entries(properties).map(
    ([field, schema]) =>
      [field, field in described ? overlay(record(schema), record(described[field])) : schema] as const,
  );
  return { ...wordsOf(ours), ...kubernetes, properties: Object.fromEntries(merged) };
}

function overlay(kubernetes: JsonSchema, ours: JsonSchema): JsonSchema {
  const words = wordsOf(ours);
  const { type, ...rest } = kubernetes;
  return { ...("anyOf" in words || type === undefined ? {} : { type }), ...rest, ...words };
}

function wordsOf(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => WORDS.has(keyword)));
}

/** Only the definitions that a schema leads to, in alphabetical order. */
function reachable(schema: JsonSchema, definitions: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  const pending: JsonSchema[] = [schema];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const [, name = ""] of JSON.stringify(next).matchAll(/"#\/definitions\/([^"]+)"/g)) {
      if (found[name]) continue;
      const definition = definitions[name];
      if (!definition) throw new Error(`The schema has no definition ${name}.`);
      found[name] = definition;
      pending.push(definition);
    }
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => a.localeCompare(b, "en")));
}

function toJsonSchema(schema: z.ZodType): JsonSchema {
  return z
    .record(z.string(), z.unknown())
    .parse(forEditors(z.toJSONSchema(schema, { target: "draft-07", io: "input" })));
}

/**
 * Editors show words beside a reference, which draft-07 lets them ignore, but not those around one in `allOf`; and they
 * show backticks as code in Markdown only.
 */
function forEditors(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forEditors);
  if (typeof value !== "object" || value === null) return value;
  const { allOf, ...rest } = record(value);
  const { description, enumDescriptions, ...others } = Object.fromEntries(
    Object.entries(rest).map(([keyword, part]) => [keyword, forEditors(part)]),
  );
  return {
    ...others,
    ...(Array.isArray(allOf) && (allOf.length === 1 ? record(forEditors(allOf[0])) : { allOf: allOf.map(forEditors) })),
    ...(description !== undefined && { description }),
    ...(hasCode(description) && { markdownDescription: description }),
    ...(enumDescriptions !== undefined && { enumDescriptions }),
    ...(Array.isArray(enumDescriptions) &&
      enumDescriptions.some(hasCode) && { markdownEnumDescriptions: enumDescriptions }),
  };
}

function hasCode(text: unknown): boolean {
  return typeof text === "string" && text.includes("`");
}

function file(name: string, schema: JsonSchema): GeneratedFile {
  return { path: `schemas/json/${name}.json`, text: `${JSON.stringify(schema, undefined, 2)}\n` };
}

function definitionsOf(value: unknown): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(record(value)).map(([name, definition]) => [name, record(definition)]));
}

function record(value: unknown): JsonSchema {
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
