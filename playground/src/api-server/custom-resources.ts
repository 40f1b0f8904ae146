// Reads CustomResourceDefinitions: what they serve, and the status that says they are served.
import type { KubeObject } from "../kubernetes/objects.ts";
import { isObject, listAt, objectAt, textAt, textsAt, valueAt } from "../support/json.ts";
import { type CustomPart, type Resource, type ScalePaths, type Subresource } from "./resource.ts";
import { reference } from "./schema/builtin-schemas.ts";
import type { Schema } from "./schema/schema.ts";
import type { ColumnDefinition } from "./tables/columns.ts";

/** A resource per served version, the best version first (Kubernetes' order: v2, v1, v1beta1, v1alpha3 …). */
export function customResources(definition: KubeObject): Resource[] {
  const versions = listAt(definition, "spec", "versions").filter(version => valueAt(version, "served") === true);
  const storage = listAt(definition, "spec", "versions").find(version => valueAt(version, "storage") === true);
  return versions
    .map(version => readVersion(definition, version, textAt(storage, "name")))
    .sort((a, b) => versionRank(b.version) - versionRank(a.version));
}

/** Names and conditions under `status`, which the real server's controllers write once the resource is served. */
export function servedStatus(definition: KubeObject, now: string): Record<string, unknown> {
  const names = objectAt(definition, "spec", "names");
  const kind = textAt(names, "kind");
  return {
    acceptedNames: {
      ...names,
      singular: names["singular"] ?? kind.toLowerCase(),
      listKind: names["listKind"] ?? `${kind}List`,
    },
    conditions: [
      condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
      condition("Established", "InitialNamesAccepted", "the initial names have been accepted", now),
    ],
    storedVersions: listAt(definition, "spec", "versions")
      .filter(version => valueAt(version, "storage") === true)
      .map(version => textAt(version, "name")),
  };
}

function condition(type: string, reason: string, message: string, now: string): Record<string, unknown> {
  return { lastTransitionTime: now, message, reason, status: "True", type };
}

function readVersion(definition: KubeObject, version: unknown, storageVersion: string): Resource {
  const names = objectAt(definition, "spec", "names");
  const group = textAt(definition, "spec", "group");
  const plural = textAt(names, "plural");
  const kind = textAt(names, "kind");
  const custom = readCustomPart(version);
  return {
    group,
    version: textAt(version, "name"),
    plural,
    singular: textAt(names, "singular") || kind.toLowerCase(),
    kind,
    listKind: textAt(names, "listKind") || `${kind}List`,
    shortNames: textsAt(names, "shortNames"),
    categories: textsAt(names, "categories"),
    isNamespaced: textAt(definition, "spec", "scope") === "Namespaced",
    // In the order in which the real server names them.
    verbs: ["delete", "deletecollection", "get", "list", "patch", "create", "update", "watch"],
    subresources: readSubresources(kind, custom),
    storageKey: `${plural}.${group}`,
    storageVersion,
    schema: readSchema(valueAt(version, "schema", "openAPIV3Schema")),
    custom,
  };
}

function readSubresources(kind: string, custom: CustomPart): Subresource[] {
  const verbs = ["get", "patch", "update"];
  return [
    ...(custom.hasStatus ? [{ name: "status", kind, verbs }] : []),
    ...(custom.scale
      ? [{ name: "scale", kind: "Scale", verbs, groupVersion: { group: "autoscaling", version: "v1" } }]
      : []),
  ];
}

function readCustomPart(version: unknown): CustomPart {
  const columns = listAt(version, "additionalPrinterColumns");
  const scale = valueAt(version, "subresources", "scale");
  return {
    columns: columns.length > 0 ? columns.map(readColumn) : [AGE],
    hasStatus: isObject(valueAt(version, "subresources", "status")),
    ...(isObject(scale) ? { scale: readScale(scale) } : {}),
  };
}

const AGE: ColumnDefinition = { name: "Age", type: "date", path: ".metadata.creationTimestamp" };

function readColumn(column: unknown): ColumnDefinition {
  const priority = valueAt(column, "priority");
  return {
    name: textAt(column, "name"),
    type: textAt(column, "type"),
    format: textAt(column, "format"),
    description: textAt(column, "description"),
    path: textAt(column, "jsonPath"),
    ...(typeof priority === "number" ? { priority } : {}),
  };
}

function readScale(scale: unknown): ScalePaths {
  const path = (name: string): string[] => textAt(scale, name).split(".").filter(Boolean);
  const selector = path("labelSelectorPath");
  return {
    specReplicas: path("specReplicasPath"),
    statusReplicas: path("statusReplicasPath"),
    ...(selector.length > 0 ? { selector } : {}),
  };
}

/** The definition's schema, with the parts that every object has put in. */
function readSchema(schema: unknown): Schema | undefined {
  if (!isObject(schema)) return undefined;
  const properties: Record<string, Schema> = {};
  for (const [name, property] of Object.entries(objectAt(schema, "properties"))) {
    if (isObject(property)) properties[name] = property;
  }
  properties["apiVersion"] = { type: "string" };
  properties["kind"] = { type: "string" };
  properties["metadata"] = reference("V1ObjectMeta");
  return { ...schema, properties };
}

/** Orders versions as Kubernetes does: stable before beta before alpha, then by number. */
function versionRank(version: string): number {
  const parts = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
  if (!parts) return 0;
  const stage = parts[2] === undefined ? 2 : parts[2] === "beta" ? 1 : 0;
  return stage * 1e6 + Number(parts[1]) * 1e3 + Number(parts[3] ?? 0);
}
