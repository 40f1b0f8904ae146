// What the API server reads of an OpenAPI schema, of built-in kinds and of CustomResourceDefinitions alike.
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  "x-kubernetes-int-or-string"?: boolean;
  "x-kubernetes-preserve-unknown-fields"?: boolean;
  "x-kubernetes-embedded-resource"?: boolean;
  "x-kubernetes-list-type"?: string;
  "x-kubernetes-list-map-keys"?: readonly string[];
  "x-kubernetes-map-type"?: string;
  "x-kubernetes-patch-merge-key"?: string | undefined;
  "x-kubernetes-patch-strategy"?: string;
  "x-kubernetes-group-version-kind"?: { group: string; version: string; kind: string }[];
  [other: string]: unknown;
}

/** The schema of an object's field; nothing for a name such as `constructor`, which every JavaScript object has. */
export function propertyOf(
  properties: Readonly<Record<string, Schema>> | undefined,
  field: string,
): Schema | undefined {
  return properties !== undefined && Object.hasOwn(properties, field) ? properties[field] : undefined;
}
