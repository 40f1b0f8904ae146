// What the API server knows of a resource: its names, what can be done with it, and its schema.
import type { KubeObject } from "../kubernetes/objects.ts";
import type { Schema } from "./schema/schema.ts";
import type { ColumnDefinition } from "./tables/columns.ts";

export interface Resource {
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly listKind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly isNamespaced: boolean;
  readonly verbs: readonly string[];
  readonly subresources: readonly Subresource[];
  /** Versions of one resource share what is stored. */
  readonly storageKey: string;
  /** The version in which objects are stored. */
  readonly storageVersion: string;
  readonly schema: Schema | undefined;
  /** Served because of a CustomResourceDefinition. */
  readonly custom?: CustomPart;
  /** Between what is stored and what this version shows; for built-in kinds whose versions differ in more than a name. */
  readonly conversion?: Conversion;
}

export interface Subresource {
  readonly name: string;
  readonly kind: string;
  readonly verbs: readonly string[];
  /** Group and version of the subresource's kind where they are not the resource's. */
  readonly groupVersion?: { readonly group: string; readonly version: string };
}

export interface CustomPart {
  readonly columns: readonly ColumnDefinition[];
  readonly hasStatus: boolean;
  readonly scale?: ScalePaths;
}

/** Where a scale finds its numbers in an object, as paths of keys. */
export interface ScalePaths {
  readonly specReplicas: readonly string[];
  readonly statusReplicas: readonly string[];
  readonly selector?: readonly string[];
}

export interface Conversion {
  toStored(object: KubeObject): KubeObject;
  fromStored(object: KubeObject): KubeObject;
}

export const ALL_VERBS = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"] as const;

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf(resource: { readonly group: string; readonly version: string }): string {
  return resource.group === "" ? resource.version : `${resource.group}/${resource.version}`;
}

/** Whether a resource keeps its status apart, behind `/status`. */
export function hasStatus(resource: Resource): boolean {
  return resource.subresources.some(subresource => subresource.name === "status");
}

/** An object of the storage as this version of the resource shows it. */
export function presented(resource: Resource, stored: KubeObject): KubeObject {
  if (resource.conversion) return resource.conversion.fromStored(stored);
  const apiVersion = apiVersionOf(resource);
  return stored.apiVersion === apiVersion ? stored : { ...stored, apiVersion };
}

/** An object of this version of the resource as it is stored. */
export function storable(resource: Resource, object: KubeObject): KubeObject {
  if (resource.conversion) return resource.conversion.toStored(object);
  const apiVersion = apiVersionOf({ group: resource.group, version: resource.storageVersion });
  return object.apiVersion === apiVersion ? object : { ...object, apiVersion };
}
