// Judges `metadata`, which all kinds share, once it is decoded.
import type { FieldError } from "../../kubernetes/objects.ts";
import { forbidden, invalid, required } from "./field-errors.ts";
import { listAt, objectAt, textAt, textsAt } from "../../support/json.ts";
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
    ...listAt(meta, "finalizers").flatMap(validateFinalizer),
    ...listAt(meta, "ownerReferences").flatMap(validateOwner),
  ];
}

/** Finalizers that need no domain before their name. */
const STANDARD_FINALIZERS: ReadonlySet<string> = new Set(["foregroundDeletion", "kubernetes", "orphan"]);

function validateFinalizer(finalizer: unknown, index: number): FieldError[] {
  const [name, field] = [textOf(finalizer), `metadata.finalizers[${index}]`];
  const problems = isQualifiedName(name).map(text => invalid("metadata.finalizers", name, text));
  if (problems.length > 0 || name.includes("/") || STANDARD_FINALIZERS.has(name)) return problems;
  return [invalid(field, name, "name is neither a standard finalizer name nor is it fully qualified")];
}

function validateOwner(owner: unknown): FieldError[] {
  const names: readonly (readonly [key: string, said: string])[] = [
    ["apiVersion", "version"],
    ["kind", "kind"],
    ["name", "name"],
    ["uid", "uid"],
  ];
  return names
    .filter(([key]) => textAt(owner, key) === "")
    .map(([key, said]) => invalid(`metadata.ownerReferences.${key}`, "", `${said} must not be empty`));
}

/** Finalizers that come too late: the object is being deleted already. */
export function validateNewFinalizers(before: unknown, metadata: unknown): FieldError[] {
  if (textAt(before, "deletionTimestamp") === "") return [];
  const known = textsAt(before, "finalizers");
  const added = textsAt(metadata, "finalizers").filter(name => !known.includes(name));
  if (added.length === 0) return [];
  const shown = added.map(name => JSON.stringify(name)).join(", ");
  const why = `no new finalizers can be added if the object is being deleted, found new finalizers []string{${shown}}`;
  return [forbidden("metadata.finalizers", why)];
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
