// Turns the body of a write into an object of its kind: shape, names, defaults; tells of or refuses what it does not know.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isResourceBody, type Body } from "../body.ts";
import { isObject, textAt, type JsonObject } from "../../support/json.ts";
import { BUILTIN_RESOURCES } from "../builtin-resources.ts";
import { badRequest, refusal } from "../refusals.ts";
import { apiVersionOf, type Resource } from "../resource.ts";
import { decodeObject } from "../kinds/decoding.ts";
import { strictTexts, undecodable, type FieldValidation } from "../write-options.ts";

export interface Incoming {
  readonly object: KubeObject;
  /** For `Warning` headers. */
  readonly warnings: readonly string[];
}

/** Decodes a whole object, as create and update send it. */
export function readIncoming(resource: Resource, body: Body, validation: FieldValidation): Incoming {
  const { value } = body;
  if (!isResourceBody(value)) throw undecodable(resource.kind, resource.version, "the body is no object with metadata");
  checkType(resource, value);
  const { object, unknownFields, error } = decodeObject(resource, value);
  if (error !== undefined) throw undecodable(resource.kind, resource.version, error);
  const texts = strictTexts({ duplicates: body.duplicates, unknownFields });
  if (validation === "Strict" && texts.length > 0) {
    throw undecodable(resource.kind, resource.version, `strict decoding error: ${texts.join(", ")}`);
  }
  return { object, warnings: validation === "Warn" ? texts : [] };
}

/** Decodes what a patch has made of an object; `shown` is what the refusal of it shows: the result, or the patch itself. */
export function readPatched(
  resource: Resource,
  value: unknown,
  shown: () => string,
  validation: FieldValidation,
): Incoming {
  if (!isResourceBody(value)) throw badRequest(`${resource.kind} patch does not make an object`);
  const { object, unknownFields, error } = decodeObject(resource, value);
  if (error !== undefined) throw invalidPatch(shown(), error);
  const texts = strictTexts({ duplicates: [], unknownFields });
  if (validation === "Strict" && texts.length > 0) {
    throw invalidPatch(shown(), `strict decoding error: ${texts.join(", ")}`);
  }
  return { object, warnings: validation === "Warn" ? texts : [] };
}

/** 422 without a kind, as the real server has it. */
function invalidPatch(shown: string, why: string): Error {
  const detail = `Invalid value: ${JSON.stringify(shown)}: ${why}`;
  return refusal(422, "Invalid", ` "" is invalid: patch: ${detail}`, {
    causes: [{ reason: "FieldValueInvalid", message: detail, field: "patch" }],
  });
}

function checkType(resource: Resource, value: JsonObject): void {
  const kind = textAt(value, "kind");
  const apiVersion = textAt(value, "apiVersion");
  const expected = apiVersionOf(resource);
  if (kind === "" && (resource.custom || apiVersion !== "")) {
    throw badRequest(`Object 'Kind' is missing in '${JSON.stringify(value)}'`);
  }
  if (kind !== "" && kind !== resource.kind) {
    throw badRequest(otherKind(resource, kind, apiVersion));
  }
  if (apiVersion !== "" && apiVersion !== expected) {
    if (!resource.custom && !isBuiltin(kind, apiVersion)) throw badRequest(otherKind(resource, kind, apiVersion));
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  }
}

/** Another kind than the address means: Go's decoder knows it and cannot convert it, or does not know it at all. */
function otherKind(resource: Resource, kind: string, apiVersion: string): string {
  const version = apiVersion.split("/").at(-1) ?? "";
  const refused = `${kind} in version ${JSON.stringify(version)} cannot be handled as a ${resource.kind}`;
  if (!isBuiltin(kind, apiVersion))
    return `${refused}: no kind "${kind}" is registered for version "${apiVersion}" in scheme "${SCHEME}"`;
  const group = resource.group === "" ? "core" : (resource.group.split(".")[0] ?? "");
  return `${refused}: converting (${version}.${kind}) to (${group}.${resource.kind}): unknown conversion`;
}

function isBuiltin(kind: string, apiVersion: string): boolean {
  return BUILTIN_RESOURCES.some(known => known.kind === kind && apiVersionOf(known) === apiVersion);
}

/** Where Kubernetes' source registers its kinds, as its messages have it. */
const SCHEME = "pkg/api/legacyscheme/scheme.go:30";

/** Checks the names in a body against those in the address, and fills in the namespace. Throws 400 where they differ. */
export function matchNames(object: KubeObject, namespace: string, name: string): void {
  const { metadata } = object;
  if (!isObject(metadata)) return;
  if (namespace === "") Reflect.deleteProperty(metadata, "namespace");
  else if (metadata.namespace !== undefined && metadata.namespace !== "" && metadata.namespace !== namespace) {
    throw badRequest("the namespace of the provided object does not match the namespace sent on the request");
  } else metadata.namespace = namespace;
  if (name === "") return;
  if (metadata.name !== name && metadata.name !== "") {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
  metadata.name = name;
}
