// What the API server's own checks say: schema, metadata, strict decoding, and texts that it cannot decode.
import * as l10n from "@vscode/l10n";
import { existingPart, placesOf } from "./field-path.ts";
import { isList, isMap, valueAt, type PlainMap, type ValuePath } from "./plain.ts";
import type { Refusal, WrittenError } from "./refusal.ts";

/** @param message of the Status @param errors its causes */
export function refusedByApiServer(message: string, errors: readonly WrittenError[], manifest: PlainMap): Refusal[] {
  if (errors.length > 0) return errors.flatMap(error => schemaRefusals(error, manifest));
  return [
    ...strictErrors(message, manifest),
    ...base64Errors(message, manifest),
    ...decodeErrors(message, manifest),
    ...typedErrors(message, manifest),
  ];
}

interface Reading {
  /** What is wrong, without the field's name: `has to be a string`. */
  readonly words: string;
  readonly rule: string;
  /** Whether the error can be about this value. */
  readonly fits: (value: unknown) => boolean;
}

/** Older API servers write no indices (`spec.predictors.graph.name`), so every place that has the fault is named. */
function schemaRefusals({ field, message }: WrittenError, manifest: PlainMap): Refusal[] {
  const reading = readingOf(message);
  const rule = field.startsWith("metadata") ? "object-metadata" : reading.rule;
  const places = placesOf(manifest, field);
  const faulty = places.filter(path => reading.fits(valueAt(manifest, ...path)));
  const inside = faulty.length > 0 ? faulty : places.flatMap(path => valuesBelow(manifest, path, reading));
  const chosen = inside.length > 0 ? inside : places.slice(0, 1);
  return (chosen.length > 0 ? chosen : [[]]).map(path => ({
    ...{ by: "api-server", said: `${field}: ${message}`, rule, path: existingPart(manifest, path) },
    message: l10n.t`The API server refuses this: ${fieldName(path, field)} ${reading.words}.`,
  }));
}

/** The last key of the place: keys may have dots in them, which the written path does not tell. */
function fieldName(path: ValuePath, field: string): string {
  const index = path.findLastIndex(step => typeof step === "string");
  return index < 0
    ? field
    : `${String(path[index])}${path
        .slice(index + 1)
        .map(step => `[${step}]`)
        .join("")}`;
}

/** `metadata.labels: Invalid value: "a b"` is about one of the labels, its key or its value. */
function valuesBelow(manifest: PlainMap, path: ValuePath, { fits }: Reading): ValuePath[] {
  const value = valueAt(manifest, ...path);
  if (!isMap(value)) return [];
  return Object.keys(value)
    .filter(key => fits(value[key]) || fits(key))
    .map(key => [...path, key]);
}

/** Type words of the schema, and what Go calls the values that it found instead. */
const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: l10n.t("a text (put it in quotes)"),
  integer: l10n.t("a whole number"),
  number: l10n.t("a number"),
  boolean: l10n.t("true or false"),
  array: l10n.t("a list"),
  object: l10n.t("a mapping"),
};

function readingOf(message: string): Reading {
  if (message.startsWith("Required value")) {
    const more = message.replace(/^Required value:? ?/, "");
    const words = more === "" ? l10n.t("is required and missing") : l10n.t`is required and missing (${more})`;
    return { words, rule: "required-field", fits: value => value === undefined };
  }
  const [, wanted, was] = / in body must be of type ([\w-]+): "([^"]*)"$/.exec(message) ?? [];
  if (wanted !== undefined && was !== undefined) {
    return {
      words: l10n.t`has to be ${TYPE_WORDS[wanted] ?? wanted}, and is ${TYPE_WORDS[was]?.replace(/ \(.*/, "") ?? was}`,
      rule: "field-type",
      fits: value =>
        schemaType(value) === was || (was === "number" && schemaType(value) === "integer") || value === was,
    };
  }
  const duplicate = message.startsWith("Duplicate value: ");
  const [, quoted, rest = ""] =
    /^(?:Invalid|Duplicate|Unsupported) value: ("(?:[^"\\]|\\.)*"|[^:]*)(?:: )?(.*)$/s.exec(message) ?? [];
  const fits = (value: unknown): boolean => quoted !== undefined && JSON.stringify(value) === quoted;
  if (duplicate) return { words: l10n.t("stands twice in its list"), rule: "duplicate-list-item", fits: () => true };
  if (rest.includes(" in body should match ") && rest.includes("KMGTPE")) {
    return {
      words: l10n.t`is ${quoted ?? "no"}, which is no quantity such as 500m, 2 or 1Gi`,
      rule: "pod-spec-value",
      fits,
    };
  }
  const why =
    rest === "" ? message : l10n.t`${quoted ?? ""} is not allowed: ${rest.replace(/^\S+ in body /, l10n.t("it "))}`;
  return { words: l10n.t`has a wrong value. ${why}`.replace(/\.$/, ""), rule: "field-type", fits };
}

function schemaType(value: unknown): string {
  if (value === null) return "null";
  if (isList(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** `strict decoding error: unknown field "spec.x", duplicate field "spec.y"` (Kubernetes 1.25 and later). */
function strictErrors(message: string, manifest: PlainMap): Refusal[] {
  const [, list] = /strict decoding error: (.*)$/s.exec(message) ?? [];
  return [...(list ?? "").matchAll(/(unknown|duplicate) field "((?:[^"\\]|\\.)*)"/g)].map(
    ([said, fault, field = ""]) => {
      const isUnknown = fault === "unknown";
      const path = existingPart(manifest, placesOf(manifest, field)[0] ?? []);
      return {
        ...{ by: "api-server", said, path, rule: isUnknown ? "unknown-field" : "duplicate-key" },
        message: isUnknown
          ? l10n.t`The API server refuses this: there is no field ${field}.`
          : l10n.t`The API server refuses this: ${field} stands twice.`,
      };
    },
  );
}

/** Fields of ObjectMeta by what Go calls them. */
const META_FIELDS: Readonly<Record<string, string>> = {
  Name: "name",
  Namespace: "namespace",
  Labels: "labels",
  Annotations: "annotations",
  Finalizers: "finalizers",
};

/** Texts of a decoder that gave up: the API server's at metadata, or the webhook's at numbers (seldon-facts §2.1). */
function decodeErrors(message: string, manifest: PlainMap): Refusal[] {
  const meta = /v1\.ObjectMeta\.(\w+): ReadString: expects/.exec(message)?.[1];
  const field = META_FIELDS[meta ?? ""];
  if (field !== undefined) {
    const at = ["metadata", field];
    const value = valueAt(manifest, ...at);
    const wrong = isMap(value) ? Object.keys(value).find(key => typeof value[key] !== "string") : undefined;
    const path = existingPart(manifest, wrong === undefined ? at : [...at, wrong]);
    return [
      {
        ...{ by: "api-server", said: message, path, rule: "object-metadata" },
        message: l10n.t`The API server cannot read the object: metadata.${field} has to be text only. Put numbers, true and false in quotes.`,
      },
    ];
  }
  const [whole, was = "", written = "", wanted = ""] =
    /json: cannot unmarshal (.+?) into Go struct field (?:\w+\.)?([\w.]+) of type ([\w.[\]*]+)/.exec(message) ?? [];
  if (whole === undefined) return [];
  const by = message.includes("webhook") ? "webhook" : "api-server";
  const path = existingPart(
    manifest,
    placesOf(manifest, written).find(at => valueAt(manifest, ...at) !== undefined) ?? [],
  );
  const words = l10n.t`cannot read the object: ${written} is a ${was}, and has to fit ${wanted}.`;
  return [
    {
      ...{ by, said: whole, path, rule: "field-type" },
      message: `${by === "webhook" ? l10n.t("Seldon's webhook") : l10n.t("The API server")} ${words}`,
    },
  ];
}

/** `data` of a Secret that is plain text (F29); the answer says at which byte, and not of which key. */
function base64Errors(message: string, manifest: PlainMap): Refusal[] {
  const [said] = /illegal base64 data at input byte \d+/.exec(message) ?? [];
  if (said === undefined) return [];
  const data = valueAt(manifest, "data");
  const isBase64 = (value: unknown): boolean =>
    typeof value === "string" &&
    /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(value.replace(/\s/g, ""));
  const wrong = isMap(data) ? Object.keys(data).filter(key => !isBase64(data[key])) : [];
  return wrong.map(key => ({
    ...{ by: "api-server", said, path: ["data", key] },
    message: l10n.t`The API server refuses this: ${key} is no base64. Put plain text under stringData.`,
  }));
}

/** Server-side apply to a built-in kind: `failed to create typed patch object: .data.a: expected string, got …` (measured). */
function typedErrors(message: string, manifest: PlainMap): Refusal[] {
  const [, list] = /^failed to create typed patch object(?: \([^)]*\))?: (.*)$/s.exec(message) ?? [];
  if (list === undefined) return [];
  return list.split("\n").flatMap((line): Refusal[] => {
    const [whole, field = "", why = ""] = /^(?:errors:)?\s*(\.[^\s:]+): (.*)$/.exec(line) ?? [];
    if (whole === undefined) return [];
    const isUnknown = why === "field not declared in schema";
    // Behind it stands the value, which may be a Secret's.
    const said = whole.replace(/, got .*$/, "");
    const wanted = /^expected (\w+), got /.exec(why)?.[1];
    const words = isUnknown
      ? l10n.t("does not exist")
      : wanted === undefined
        ? l10n.t`is refused: ${why}`
        : l10n.t`has to be ${TYPE_WORDS[wanted] ?? wanted}`;
    const rule = isUnknown ? "unknown-field" : "field-type";
    const path = existingPart(manifest, placesOf(manifest, field)[0] ?? []);
    return [
      {
        by: "api-server",
        said,
        path,
        rule,
        message: l10n.t`The API server refuses this: ${field.slice(1)} ${words}.`,
      },
    ];
  });
}
