// GET of an object, and of lists: selectors, pages, and earlier revisions.
import type { FieldError, KubeObject } from "../../kubernetes/objects.ts";
import { itemTextOf, type Asked, textOf } from "../cluster-state.ts";
import { isObject, parseJson, textAt, valueAt } from "../../support/json.ts";
import { scaleOf } from "../kinds/scale.ts";
import { presented } from "../resource.ts";
import { badRequest, expired, internalError, invalid, notFound, refusal } from "../refusals.ts";
import { parseFieldSelector, parseSelector, type ObjectMatch } from "../selectors.ts";
import { keyOf, type StoredObject } from "../storage.ts";
import { listHead, partialObject, tableOf } from "../tables/table.ts";
import type { Format } from "./negotiation.ts";

/** The JSON text of one object, in the form asked for. */
export function getText(asked: Asked, format: Format): string {
  const { cluster, resource, target } = asked;
  const stored = cluster.storage.collection(resource.storageKey).get(target.namespace, target.name);
  if (!stored) throw notFound(resource, target.name);
  return objectText(asked, stored, format);
}

/** The JSON text of one object's scale. */
export function scaleText({ cluster, resource, target }: Asked): string {
  const stored = cluster.storage.collection(resource.storageKey).get(target.namespace, target.name);
  if (!stored) throw notFound(resource, target.name);
  const object = presented(resource, stored.object);
  const path = resource.custom?.scale?.specReplicas ?? [];
  if (resource.custom && valueAt(object, ...path) === undefined) {
    throw internalError(`the spec replicas field ".${path.join(".")}" does not exist`);
  }
  return JSON.stringify(scaleOf(resource, object));
}

/** The JSON text of a stored object in the form asked for. */
export function objectText({ cluster, resource }: Asked, stored: StoredObject, format: Format): string {
  if (format.as === "Object") return textOf(resource, stored);
  if (format.as === "PartialObjectMetadata") return JSON.stringify(partialObject(stored.object, format.version));
  const metadata = { resourceVersion: stored.object.metadata.resourceVersion };
  return JSON.stringify(tableOf(resource, [stored.object], metadata, format, cluster.now()));
}

/** Which objects a request's selectors mean. */
export function matchOf({ resource, query }: Asked): ObjectMatch {
  const labels = query.get("labelSelector") ?? "";
  const fields = query.get("fieldSelector") ?? "";
  if (labels === "" && fields === "") return () => true;
  const isLabelled = parseSelector(labels);
  const hasFields = parseFieldSelector(fields, resource.plural, resource.custom !== undefined);
  return object => isLabelled(object.metadata.labels ?? {}) && hasFields(object);
}

/** Where the next page of a list begins. */
interface Continue {
  readonly revision: number;
  readonly after: string;
}

/** What a list request means: the objects, and the metadata of the list. */
export interface Found {
  readonly objects: readonly StoredObject[];
  readonly metadata: { resourceVersion: string; continue?: string; remainingItemCount?: number };
}

/** Finds a list's objects, or a page of them. Throws 410 where the revision asked for is forgotten. */
export function findObjects(asked: Asked): Found {
  const { cluster, resource, target, query } = asked;
  const limit = readNumber(query.get("limit") ?? "");
  const token = readContinue(query.get("continue") ?? "");
  const revision = token?.revision ?? revisionOf(asked);
  const collection = cluster.storage.collection(resource.storageKey);
  const all = collection.listAt(target.namespace, revision);
  if (!all) {
    throw token
      ? expired(
          "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter.",
        )
      : expired(`The resourceVersion for the provided list is too old.`);
  }
  const isMatch = matchOf(asked);
  const later = token ? all.filter(entry => keyOf(entry.object) > token.after) : all;
  const matches = later.filter(entry => isMatch(entry.object));
  return page(matches, limit, revision, query);
}

/** The number in a parameter; absent counts as 0. Throws 400 for what is none, as Go's strconv does. */
function readNumber(text: string): number {
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  if (text === "") return 0;
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}

function page(matches: readonly StoredObject[], limit: number, revision: number, query: URLSearchParams): Found {
  const resourceVersion = String(revision);
  const last = limit > 0 && matches.length > limit ? matches[limit - 1] : undefined;
  if (!last) return { objects: matches, metadata: { resourceVersion } };
  const token = Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: revision, start: keyOf(last.object) })).toString(
    "base64url",
  );
  // With a selector the real server does not count what is left.
  const isSelected = query.has("labelSelector") || query.has("fieldSelector");
  const remaining = isSelected ? {} : { remainingItemCount: matches.length - limit };
  return { objects: matches.slice(0, limit), metadata: { resourceVersion, continue: token, ...remaining } };
}

function readContinue(token: string): Continue | undefined {
  if (token === "") return undefined;
  const value = parseJson(Buffer.from(token, "base64url").toString());
  const revision = isObject(value) ? value["rv"] : undefined;
  if (typeof revision !== "number") throw badRequest("continue key is not valid");
  return { revision, after: textAt(value, "start") };
}

/** The revision of a list: the latest, or with `resourceVersionMatch=Exact` the one asked for. */
function revisionOf({ cluster, query }: Asked): number {
  const wanted = readRevision(query.get("resourceVersion") ?? "");
  const match = query.get("resourceVersionMatch");
  if (match !== null) checkMatch(match, query.get("resourceVersion") ?? "");
  const current = cluster.storage.revision();
  if (wanted > current) throw tooLarge(wanted, current);
  return match === "Exact" ? wanted : current;
}

/** Throws 422 where the parameter is of no use, as Kubernetes' ValidateListOptions does. */
function checkMatch(match: string, resourceVersion: string): void {
  const field = "resourceVersionMatch";
  if (resourceVersion === "") {
    const detail = "Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided";
    throw invalidOptions({ type: "FieldValueForbidden", field, detail });
  }
  if (match === "Exact" && resourceVersion === "0") {
    const detail = 'Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"';
    throw invalidOptions({ type: "FieldValueForbidden", field, detail });
  }
  if (match !== "Exact" && match !== "NotOlderThan") {
    const detail = `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan"`;
    throw invalidOptions({ type: "FieldValueNotSupported", field, detail });
  }
}

function invalidOptions(error: FieldError): Error {
  return invalid("ListOptions", "meta.k8s.io", "", [error]);
}

/** A resourceVersion as a number; "" counts as 0. */
export function readRevision(text: string): number {
  if (!/^\d*$/.test(text)) {
    throw refusal(
      500,
      "",
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  }
  return Number(text);
}

/** 504: a revision of the future. */
export function tooLarge(wanted: number, current: number): Error {
  return refusal(504, "Timeout", `Timeout: Too large resource version: ${wanted}, current: ${current}`, {
    causes: [{ reason: "ResourceVersionTooLarge", message: "Too large resource version" }],
    retryAfterSeconds: 1,
  });
}

/** The JSON text of a list in the form asked for. Texts of the objects are reused. */
export function listText(asked: Asked, format: Format): string {
  const { resource, cluster } = asked;
  const { objects, metadata } = findObjects(asked);
  if (format.as === "Table") {
    return JSON.stringify(tableOf(resource, objects.map(objectOf), metadata, format, cluster.now()));
  }
  if (format.as === "PartialObjectMetadata") {
    const items = objects.map(entry => partialObject(entry.object, format.version));
    const kind = "PartialObjectMetadataList";
    return JSON.stringify({ kind, apiVersion: `meta.k8s.io/${format.version}`, metadata, items });
  }
  const { kind, apiVersion } = listHead(resource);
  // Lists of custom resources always name the next page, even where there is none.
  const listMetadata = resource.custom ? { continue: "", ...metadata } : metadata;
  const head = `{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)},"metadata":${JSON.stringify(listMetadata)}`;
  return `${head},"items":[${objects.map(entry => itemTextOf(resource, entry)).join(",")}]}`;
}

function objectOf(entry: StoredObject): KubeObject {
  return entry.object;
}
