// OpenAPI v2: the definitions of all kinds and their patches, in which older kubectls look up what they explain and validate.
import { apiVersionOf, type Resource } from "../resource.ts";
import { isObject } from "../../support/json.ts";
import { builtinSchema, reachable, schemaName } from "../schema/builtin-schemas.ts";
import type { Schema } from "../schema/schema.ts";
import { componentName, rootsOf } from "./openapi.ts";

export interface SwaggerOperation {
  readonly operationId: string;
  readonly parameters: readonly { readonly name: string; readonly in: "query"; readonly type: "string" }[];
  readonly responses: Readonly<Record<string, { readonly description: string }>>;
  readonly "x-kubernetes-action": string;
  readonly "x-kubernetes-group-version-kind": GroupVersionKind;
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

export interface SwaggerDocument {
  readonly swagger: "2.0";
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, { readonly patch: SwaggerOperation }>>;
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** The whole document. Of paths only patches are told: from them clients learn whether `dryRun` and `fieldValidation` are known. */
export function openApiV2Document(resources: readonly Resource[]): SwaggerDocument {
  const definitions: Record<string, Schema> = {};
  for (const model of reachable(["V1ObjectMeta", ...resources.flatMap(rootsOf)])) {
    definitions[schemaName(model)] = swaggerSchema(builtinSchema(model) ?? {});
  }
  for (const resource of resources) {
    if (resource.schema) definitions[componentName(resource)] = rootDefinition(resource, resource.schema);
  }
  const patchable = resources.filter(resource => resource.verbs.includes("patch"));
  return {
    swagger: "2.0",
    info: { title: "Kubernetes", version: "v1.27.16" },
    paths: Object.fromEntries(patchable.map(resource => [namedPath(resource), { patch: patchOperation(resource) }])),
    definitions,
  };
}

/** Custom resources get the fields that every object has, which their definitions leave out. */
function rootDefinition(resource: Resource, schema: Schema): Schema {
  const { group, version, kind } = resource;
  const { metadata: _metadata, ...properties } = schema.properties ?? {};
  const head = {
    apiVersion: { type: "string" },
    kind: { type: "string" },
    metadata: { $ref: definitionOf("V1ObjectMeta") },
  };
  return {
    ...swaggerSchema({ ...schema, properties }, { ...head }),
    "x-kubernetes-group-version-kind": [{ group, version, kind }],
  };
}

function definitionOf(model: string): string {
  return `#/definitions/${schemaName(model)}`;
}

/** What version 2 can say: no alternatives, and one type, where an amount or a port is a text that may be a number. */
function swaggerSchema(schema: Schema, given: Readonly<Record<string, Schema>> = {}): Schema {
  if (schema.$ref !== undefined) {
    const $ref = schema.$ref.replace("#/components/schemas/", "#/definitions/");
    return { $ref, ...described(schema), ...extensionsOf(schema) };
  }
  if (schema["x-kubernetes-int-or-string"] === true) {
    return { type: "string", format: "int-or-string", ...described(schema) };
  }
  const { type, format, items, additionalProperties, required } = schema;
  // Where anything goes, fields that are named would be taken for all there are.
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true;
  const properties = isOpen ? undefined : { ...given, ...mapped(schema.properties ?? {}) };
  const hasFields = properties !== undefined && Object.keys(properties).length > 0;
  return {
    ...described(schema),
    ...(type !== undefined && !isOpen && { type }),
    ...(isOpen && type === "object" && { type }),
    ...(format !== undefined && { format }),
    ...(hasFields && { properties }),
    ...(hasFields && Array.isArray(required) && { required }),
    ...(items && !isOpen && { items: swaggerSchema(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: swaggerSchema(additionalProperties) }),
    ...extensionsOf(schema),
  };
}

function mapped(properties: Readonly<Record<string, Schema>>): Record<string, Schema> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, swaggerSchema(schema)]));
}

function described({ description }: Schema): Schema {
  return description === undefined ? {} : { description };
}

function extensionsOf(schema: Schema): Schema {
  return Object.fromEntries(
    Object.entries(schema).filter(([key, value]) => key.startsWith("x-kubernetes-") && value !== undefined),
  );
}

function namedPath(resource: Resource): string {
  const { group, plural, isNamespaced } = resource;
  const root = `${group === "" ? "/api" : "/apis"}/${apiVersionOf(resource)}`;
  return `${root}${isNamespaced ? "/namespaces/{namespace}" : ""}/${plural}/{name}`;
}

function patchOperation(resource: Resource): SwaggerOperation {
  const { group, version, kind } = resource;
  return {
    operationId: `patch${apiVersionOf(resource).replace(/\W/g, "_")}${kind}`,
    parameters: ["dryRun", "fieldManager", "fieldValidation"].map(name => ({ name, in: "query", type: "string" })),
    responses: { "200": { description: "OK" } },
    "x-kubernetes-action": "patch",
    "x-kubernetes-group-version-kind": { group, version, kind },
  };
}
