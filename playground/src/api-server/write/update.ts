// PUT and PATCH of an object, its status or its scale.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { afterUpdate, applyConfiguration } from "../apply/managed-fields.ts";
import { undeclaredFields } from "../apply/declared.ts";
import { readBody, readYaml, unroutableMediaType, unsupportedMediaType, type Body } from "../body.ts";
import type { Asked } from "../cluster-state.ts";
import { isObject, textAt, type JsonObject } from "../../support/json.ts";
import { withDefaults } from "../kinds/object-errors.ts";
import { preparedCreate, preparedStatusUpdate, preparedUpdate } from "../kinds/preparation.ts";
import { applyScale, scaleOf } from "../kinds/scale.ts";
import { timeText } from "../names.ts";
import { jsonPatched } from "../patch/json-patch.ts";
import { mergePatched } from "../patch/merge-patch.ts";
import { goMap, strategicPatched } from "../patch/strategic-merge.ts";
import { badRequest, conflict, invalid, notFound, refusal } from "../refusals.ts";
import { apiVersionOf, presented } from "../resource.ts";
import type { StoredObject } from "../storage.ts";
import type { WriteOptions } from "../write-options.ts";
import { checkRevision, commitCreate, commitUpdate, RETRY } from "./commit.ts";
import type { Written } from "./create.ts";
import { matchNames, readIncoming, readPatched } from "./incoming.ts";

const MAX_RETRIES = 5;
const PATCH_TYPES = [
  "application/json-patch+json",
  "application/merge-patch+json",
  "application/strategic-merge-patch+json",
  "application/apply-patch+yaml",
];

/** PUT: the whole object replaces the live one, if its resourceVersion is that one's, or absent. */
export async function update(asked: Asked, body: Body, options: WriteOptions): Promise<Written> {
  if (asked.target.subresource === "scale") return updateScale(asked, body, options);
  const { object, warnings } = readIncoming(asked.resource, body, options.fieldValidation);
  matchNames(object, asked.target.namespace, asked.target.name);
  const updated = await retried(asked, async live => {
    requireRevision(asked, object.metadata.resourceVersion);
    checkRevision(asked, live, object.metadata.resourceVersion);
    const { uid } = object.metadata;
    if (uid !== undefined && uid !== live.object.metadata.uid) throw uidConflict(asked, uid, live);
    return replace(asked, live, object, options);
  });
  return { code: 200, object: updated, warnings };
}

/** PATCH of any of the four kinds. Server-side apply creates what is not there. */
export async function patch(asked: Asked, bytes: Buffer, mediaType: string, options: WriteOptions): Promise<Written> {
  const type = mediaType.split(";")[0]?.trim() ?? "";
  const accepted = asked.resource.custom ? PATCH_TYPES.filter(name => !name.includes("strategic")) : PATCH_TYPES;
  if (!accepted.includes(type)) {
    throw asked.resource.custom ? unsupportedMediaType(accepted) : unroutableMediaType();
  }
  const text = bytes.toString();
  if (type === "application/apply-patch+yaml") return apply(asked, text, options);
  const body = readBody(bytes, type);
  const warnings: string[] = [];
  const patched = await retried(asked, async live => {
    const before = presented(asked.resource, live.object);
    if (asked.target.subresource === "scale") {
      const scale = patchedValue(asked, type, scaleOf(asked.resource, before), body.value);
      return replaceScale(asked, live, scale, options);
    }
    const value = patchedValue(asked, type, before, body.value);
    const shown = (): string => (type.includes("strategic") ? goMap(body.value) : JSON.stringify(sorted(value)));
    const incoming = readPatched(asked.resource, value, shown, options.fieldValidation);
    warnings.splice(0, warnings.length, ...incoming.warnings);
    matchNames(incoming.object, asked.target.namespace, asked.target.name);
    checkRevision(asked, live, incoming.object.metadata.resourceVersion);
    return replace(asked, live, incoming.object, options);
  });
  return { code: 200, object: patched, warnings };
}

/** Keys in the order of the alphabet, as Go prints a map. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map(key => [key, sorted(value[key])]),
  );
}

function patchedValue({ resource }: Asked, type: string, before: object, patchValue: unknown): unknown {
  if (type === "application/json-patch+json") return jsonPatched(before, patchValue);
  if (!isObject(patchValue)) {
    throw badRequest("couldn't get version/kind; json parse error: json: cannot unmarshal array into Go value");
  }
  if (type === "application/merge-patch+json") return mergePatched(before, patchValue);
  return strategicPatched(resource.schema, before, patchValue);
}

/** Makes the new state of an object from what was sent, and commits it. */
function replace(
  asked: Asked,
  live: StoredObject,
  object: KubeObject,
  options: WriteOptions,
): Promise<KubeObject | typeof RETRY> {
  const { resource, target } = asked;
  const before = presented(resource, live.object);
  const next =
    target.subresource === "status"
      ? preparedStatusUpdate(resource, before, object)
      : preparedUpdate(resource, before, withDefaults(resource, object));
  return commitUpdate(asked, live, managed(asked, before, next, options), options);
}

function managed(asked: Asked, before: KubeObject, next: KubeObject, options: WriteOptions): KubeObject {
  const writer = {
    manager: options.fieldManager,
    subresource: asked.target.subresource,
    time: timeText(asked.cluster.now()),
  };
  const managedFields = afterUpdate(asked.resource, before, next, writer);
  const { managedFields: _old, ...metadata } = next.metadata;
  return { ...next, metadata: managedFields.length === 0 ? metadata : { ...metadata, managedFields } };
}

async function updateScale(asked: Asked, body: Body, options: WriteOptions): Promise<Written> {
  const updated = await retried(asked, live => {
    checkRevision(asked, live, textAt(body.value, "metadata", "resourceVersion"));
    return replaceScale(asked, live, body.value, options);
  });
  return { code: 200, object: updated, warnings: [] };
}

async function replaceScale(
  asked: Asked,
  live: StoredObject,
  scale: unknown,
  options: WriteOptions,
): Promise<object | typeof RETRY> {
  const before = presented(asked.resource, live.object);
  const next = preparedUpdate(asked.resource, before, applyScale(asked.resource, before, scale));
  const written = await commitUpdate(asked, live, managed(asked, before, next, options), options);
  return written === RETRY ? RETRY : scaleOf(asked.resource, written);
}

async function apply(asked: Asked, text: string, options: WriteOptions): Promise<Written> {
  const configuration = readConfiguration(asked, text);
  const { resource, target, cluster } = asked;
  const collection = cluster.storage.collection(resource.storageKey);
  const writer = { manager: options.fieldManager, subresource: target.subresource, time: timeText(cluster.now()) };
  for (let attempt = 0; attempt < MAX_RETRIES; attempt++) {
    const live = collection.get(target.namespace, target.name);
    const before = live && presented(resource, live.object);
    if (live) checkRevision(asked, live, textAt(configuration, "metadata", "resourceVersion"));
    const applied = applyConfiguration(resource, before, configuration, writer, options.isForced);
    const { object, warnings } = readPatched(resource, envelope(asked, applied.object), () => text, "Warn");
    object.metadata.managedFields = applied.managedFields;
    if (!live) {
      if (target.subresource !== "") throw notFound(resource, target.name);
      const created = withDefaults(resource, preparedCreate(resource, object, writer.time));
      return { code: 201, object: await commitCreate(asked, created, options), warnings };
    }
    const next =
      target.subresource === "status"
        ? preparedStatusUpdate(resource, presented(resource, live.object), object)
        : preparedUpdate(resource, presented(resource, live.object), withDefaults(resource, object));
    const written = await commitUpdate(asked, live, next, options);
    if (written !== RETRY) return { code: 200, object: written, warnings };
  }
  throw conflict(resource, target.name, "the object kept changing while it was written");
}

function readConfiguration(asked: Asked, text: string): JsonObject {
  const value = readYaml(text);
  if (!isObject(value)) throw badRequest("error decoding YAML: the body is no object");
  const { resource, target } = asked;
  const expected = apiVersionOf(resource);
  const given = textAt(value, "apiVersion");
  if (given !== expected) {
    throw badRequest(
      `Incorrect version specified in apply patch. Specified patch version: ${given}, expected: ${expected}`,
    );
  }
  const name = textAt(value, "metadata", "name");
  if (name !== "" && name !== target.name) {
    throw badRequest(`the name of the object (${name}) does not match the name on the URL (${target.name})`);
  }
  if (isObject(value["metadata"]) && value["metadata"]["managedFields"] !== undefined) {
    throw badRequest("metadata.managedFields must be nil");
  }
  const [undeclared] = undeclaredFields(resource.schema, value);
  if (undeclared !== undefined) {
    const group = resource.group === "" ? `/${resource.version}` : expected;
    const who = `${target.namespace}/${target.name}; ${group}, Kind=${resource.kind}`;
    throw refusal(500, "", `failed to create typed patch object (${who}): ${undeclared}: field not declared in schema`);
  }
  return value;
}

function envelope({ resource, target }: Asked, object: JsonObject): JsonObject {
  const metadata = isObject(object["metadata"]) ? object["metadata"] : {};
  const namespace = target.namespace === "" ? {} : { namespace: target.namespace };
  return {
    ...object,
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    metadata: { ...metadata, name: target.name, ...namespace },
  };
}

/** Reads the live object and writes it, again from the start where somebody else was quicker. */
async function retried<T extends object>(
  asked: Asked,
  attempt: (live: StoredObject) => Promise<T | typeof RETRY>,
): Promise<T> {
  const { cluster, resource, target } = asked;
  const collection = cluster.storage.collection(resource.storageKey);
  for (let count = 0; count < MAX_RETRIES; count++) {
    const live = collection.get(target.namespace, target.name);
    if (!live) throw notFound(resource, target.name);
    const written = await attempt(live);
    if (written !== RETRY) return written;
  }
  throw conflict(resource, target.name, "the object kept changing while it was written");
}

/** Kinds that may only be replaced by who says which state they have seen; the others are built in. */
const CONDITIONAL: ReadonlySet<string> = new Set([
  "customresourcedefinitions.apiextensions.k8s.io",
  "leases.coordination.k8s.io",
  "poddisruptionbudgets.policy",
]);

function requireRevision({ resource, target }: Asked, revision: string | undefined): void {
  if (revision !== undefined && revision !== "") return;
  if (!resource.custom && !CONDITIONAL.has(resource.storageKey)) return;
  throw invalid(resource.plural, resource.group, target.name, [
    {
      type: "FieldValueInvalid",
      field: "metadata.resourceVersion",
      detail: "Invalid value: 0x0: must be specified for an update",
    },
  ]);
}

function uidConflict(asked: Asked, uid: string, live: StoredObject): Error {
  const { resource, target } = asked;
  const key = [resource.plural, target.namespace, target.name].filter(part => part !== "").join("/");
  const why =
    `StorageError: invalid object, Code: 4, Key: /registry/${key}, ResourceVersion: 0, AdditionalErrorMsg: ` +
    `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.object.metadata.uid ?? ""}`;
  return conflict(asked.resource, asked.target.name, why);
}
