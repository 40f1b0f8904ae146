// Judges `metadata`, which all kinds share, once it is decoded.
import type { FieldError } from "../../kubernetes/objects.ts";
import { forbidden, invalid, required } from "./field-errors.ts";
import { objectAt } from "../../support/json.ts";
import { textOf } from "./json-values.ts";
import { isDns1123Label, isDns1123Subdomain, isLabelValue, isQualifiedName, type NameCheck } from "./names.ts";

/** What of metadata depends on the kind. */
export interface MetadataRules {
  readonly isNamespaced: boolean;
  readonly nameCheck?: NameCheck;
}

const ANNOTATION_BYTES = 256 * 1024;

/** Name, namespace, labels and annotations of an object about to be stored. */
export function validateObjectMeta(metadata: unknown, rules: MetadataRules): FieldError[] {
  const meta = objectAt(metadata);
  const { nameCheck = isDns1123Subdomain } = rules;
  const generateName = textOf(meta["generateName"]);
  const name = textOf(meta["name"]);
  const prefix = generateName.endsWith("-") ? `${generateName.slice(0, -1)}a` : generateName;
  return [
    ...(generateName === "" ? [] : nameCheck(prefix).map(text => invalid("metadata.generateName", generateName, text))),
    ...(name === ""
      ? [required("metadata.name", "name or generateName is required")]
      : nameCheck(name).map(text => invalid("metadata.name", name, text))),
    ...validateNamespace(textOf(meta["namespace"]), rules.isNamespaced),
    ...validateLabels(meta["labels"], "metadata.labels"),
    ...validateAnnotations(meta["annotations"], "metadata.annotations"),
  ];
}

function validateNamespace(namespace: string, isNamespaced: boolean): FieldError[] {
  if (!isNamespaced) {
    return namespace === "" ? [] : [forbidden("metadata.namespace", "not allowed on this type")];
  }
  return namespace === ""
    ? [required("metadata.namespace")]
    : isDns1123Label(namespace).map(text => invalid("metadata.namespace", namespace, text));
}

/** Keys and values of labels, wherever they stand. */
export function validateLabels(labels: unknown, field: string): FieldError[] {
  return Object.entries(objectAt(labels)).flatMap(([key, value]) => [
    ...isQualifiedName(key).map(text => invalid(field, key, text)),
    ...isLabelValue(textOf(value)).map(text => invalid(field, textOf(value), text)),
  ]);
}

/** Keys of annotations, and their size taken together. */
export function validateAnnotations(annotations: unknown, field: string): FieldError[] {
  const entries = Object.entries(objectAt(annotations));
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key + textOf(value)), 0);
  return [
    ...entries.flatMap(([key]) => isQualifiedName(key.toLowerCase()).map(text => invalid(field, key, text))),
    ...(bytes > ANNOTATION_BYTES
      ? [
          {
            type: "FieldValueTooLong" as const,
            field,
            detail: `Too long: must have at most ${ANNOTATION_BYTES} bytes`,
          },
        ]
      : []),
  ];
}
