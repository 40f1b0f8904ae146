// What the API server does to a custom resource by its CRD's schema: unknown fields and nulls go, defaults come, values are judged.
import type { FieldError } from "../../kubernetes/objects.ts";
import { applySchemaDefaults } from "./schema-defaults.ts";
import { validateListKeys } from "./schema-list-keys.ts";
import { dropNulls, pruneUnknownFields } from "./schema-pruning.ts";
import { validateValue } from "./schema-values.ts";

/** The part of JSON Schema that a CRD may hold (`spec.versions[].schema.openAPIV3Schema`) and that is acted upon here. */
export interface StructuralSchema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly properties?: Readonly<Record<string, StructuralSchema>>;
  /** The values of a map; `true` takes anything. */
  readonly additionalProperties?: StructuralSchema | boolean;
  readonly items?: StructuralSchema;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxProperties?: number;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  readonly "x-kubernetes-list-type"?: "atomic" | "set" | "map";
  readonly "x-kubernetes-list-map-keys"?: readonly string[];
}

/** A custom resource after its schema was applied. */
export interface SchemaResult {
  /** A copy: the object handed in stays as it is. */
  readonly object: Record<string, unknown>;
  /** Paths of fields that the schema does not know and that were dropped; strict field validation refuses them. */
  readonly pruned: readonly string[];
  /** Paths of nulls that were dropped because their fields take none; even strict validation says nothing of them. */
  readonly droppedNulls: readonly string[];
  readonly errors: readonly FieldError[];
}

/**
 * Applies a CRD's schema to a whole object, in the API server's order: defaults, nulls, pruning, values, list keys.
 * `apiVersion`, `kind` and `metadata` are left alone; `validateObjectMeta` judges the last. Paths and texts are those of 1.27
 * (`spec.predictors[0].name: Required value`; 1.20 left the indices out).
 */
export function applyStructuralSchema(
  schema: StructuralSchema,
  object: Readonly<Record<string, unknown>>,
): SchemaResult {
  const { apiVersion, kind, metadata, ...content } = structuredClone(object);
  const envelope = Object.fromEntries(
    Object.entries({ apiVersion, kind, metadata }).filter(([, value]) => value !== undefined),
  );
  const pruned: string[] = [];
  const droppedNulls: string[] = [];
  applySchemaDefaults(content, schema);
  dropNulls(content, schema, "", droppedNulls);
  pruneUnknownFields(content, schema, "", pruned);
  const errors = [...validateValue(content, withoutEnvelope(schema), ""), ...validateListKeys(content, schema, "")];
  return { object: { ...envelope, ...content }, pruned, droppedNulls, errors };
}

function withoutEnvelope(schema: StructuralSchema): StructuralSchema {
  const required = schema.required?.filter(field => !["apiVersion", "kind", "metadata"].includes(field));
  return { ...schema, ...(required !== undefined && { required }) };
}
