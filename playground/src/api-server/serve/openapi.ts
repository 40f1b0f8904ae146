// OpenAPI v3: enough for kubectl to leave field validation to the server, to make strategic merge patches, and to explain kinds.
import { createHash } from "node:crypto";
import { apiVersionOf, type Resource } from "../resource.ts";
import { builtinSchema, reachable, schemaName } from "../schema/builtin-schemas.ts";
import type { Schema } from "../schema/schema.ts";
import { noResource } from "../refusals.ts";

const PREFIX = "/openapi/v3";

/** The answer at an OpenAPI path; `undefined` where the path is none. */
export function openApiDocument(path: string, resources: readonly Resource[]): object | undefined {
  if (path === PREFIX) return index(resources);
  if (!path.startsWith(`${PREFIX}/`)) return undefined;
  const place = path.slice(PREFIX.length + 1);
  const found = resources.filter(resource => placeOf(resource) === place);
  if (found.length === 0) throw noResource();
  return document(found);
}

function placeOf(resource: Resource): string {
  return resource.group === "" ? `api/${resource.version}` : `apis/${resource.group}/${resource.version}`;
}

function index(resources: readonly Resource[]): object {
  const places = [...new Set(resources.map(placeOf))];
  const paths = places.map(place => {
    const kinds = resources.filter(resource => placeOf(resource) === place).map(resource => resource.kind);
    const hash = createHash("sha256").update(JSON.stringify(kinds)).digest("hex").toUpperCase();
    return [place, { serverRelativeURL: `${PREFIX}/${place}?hash=${hash}` }] as const;
  });
  return { paths: Object.fromEntries(paths) };
}

function document(resources: readonly Resource[]): object {
  const schemas: Record<string, object> = {};
  for (const model of reachable(["V1ObjectMeta", ...resources.flatMap(rootsOf)])) {
    schemas[schemaName(model)] = withDescribedReferences(builtinSchema(model) ?? {});
  }
  for (const resource of resources) {
    if (!resource.schema) continue;
    const { group, version, kind } = resource;
    const marked: Schema = {
      ...withDescribedReferences(resource.schema),
      "x-kubernetes-group-version-kind": [{ group, version, kind }],
    };
    schemas[componentName(resource)] = marked;
  }
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "v1.27.16" },
    paths: Object.fromEntries(resources.flatMap(pathsOf)),
    components: { schemas },
  };
}

/** Beside a `$ref` nothing else counts in version 3: what a field says of itself stands around it. */
function withDescribedReferences(schema: Schema): Schema {
  if (!schema.properties) return schema;
  const properties = Object.entries(schema.properties).map(([name, { $ref, ...rest }]): [string, Schema] => {
    if ($ref === undefined) return [name, rest];
    return [name, rest.description === undefined ? { $ref, ...rest } : { allOf: [{ $ref }], ...rest }];
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}

/** The models that a built-in kind's fields refer to. */
export function rootsOf(resource: Resource): string[] {
  const text = JSON.stringify(resource.custom ? {} : (resource.schema ?? {}));
  return [...text.matchAll(/io\.k8s\.api\.((?:[a-z]+\.)?v\w+)\.(\w+)/g)].flatMap(([, version = "", kind = ""]) => {
    const parts = version.split(".");
    const number = (parts.at(-1) ?? "").replace(/^v/, "V");
    const prefix = parts.length > 1 ? (parts[0] ?? "") : "";
    const group = prefix === "" ? "" : (prefix[0] ?? "").toUpperCase() + prefix.slice(1);
    return [`${group}${number}${kind}`];
  });
}

/** The name of a kind's own schema in OpenAPI documents. */
export function componentName(resource: Resource): string {
  const group = resource.group === "" ? "core" : resource.group;
  return `${group.split(".").toReversed().join(".")}.${resource.version}.${resource.kind}`;
}

function pathsOf(resource: Resource): (readonly [string, object])[] {
  if (!resource.verbs.includes("get")) return [];
  const root = `/${placeOf(resource)}${resource.isNamespaced ? "/namespaces/{namespace}" : ""}/${resource.plural}`;
  return [
    [root, { get: operation(resource, "list"), post: operation(resource, "post") }],
    [
      `${root}/{name}`,
      {
        get: operation(resource, "get"),
        put: operation(resource, "put"),
        patch: operation(resource, "patch"),
        delete: operation(resource, "delete"),
      },
    ],
  ];
}

const WRITES: ReadonlySet<string> = new Set(["post", "put", "patch"]);

function operation(resource: Resource, action: string): object {
  const { group, version, kind } = resource;
  const schema = { $ref: `#/components/schemas/${componentName(resource)}` };
  const names = WRITES.has(action)
    ? ["dryRun", "fieldManager", "fieldValidation"]
    : action === "delete"
      ? ["dryRun"]
      : [];
  const parameters = [...names, ...(action === "patch" ? ["force"] : [])].map(name => ({
    name,
    in: "query",
    schema: { type: name === "force" ? "boolean" : "string", uniqueItems: true },
  }));
  return {
    operationId: `${action}${apiVersionOf(resource).replace(/\W/g, "_")}${kind}`,
    parameters,
    ...(WRITES.has(action) ? { requestBody: { content: contentOf(resource, action, schema) } } : {}),
    responses: { "200": { description: "OK", content: { "application/json": { schema } } } },
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": { group, version, kind },
  };
}

function contentOf(resource: Resource, action: string, schema: object): object {
  if (action !== "patch") return { "*/*": { schema } };
  const types = [
    "application/json-patch+json",
    "application/merge-patch+json",
    ...(resource.custom ? [] : ["application/strategic-merge-patch+json"]),
    "application/apply-patch+yaml",
  ];
  return Object.fromEntries(types.map(type => [type, { schema: {} }]));
}
