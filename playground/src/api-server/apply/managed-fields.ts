// Who set which field: metadata.managedFields after an update, a patch or a server-side apply.
import type { KubeObject, ManagedFieldsEntry, StatusCause } from "../../kubernetes/objects.ts";
import { isEqual, isObject, type JsonObject } from "../../support/json.ts";
import { refusal } from "../refusals.ts";
import { apiVersionOf, type Resource } from "../resource.ts";
import {
  difference,
  emptySet,
  intersection,
  isEmptySet,
  pathsOf,
  pathText,
  readFields,
  union,
  writeFields,
  type FieldSet,
} from "./field-set.ts";
import { compare, fieldsOf, merge, without } from "./typed.ts";

/** Who writes, and how. */
export interface Writer {
  readonly manager: string;
  readonly subresource: string;
  /** RFC 3339 in whole seconds. */
  readonly time: string;
}

interface Manager {
  readonly entry: Omit<ManagedFieldsEntry, "fieldsV1" | "fieldsType">;
  readonly set: FieldSet;
}

/** Fields that belong to the server; nobody manages them. */
const UNMANAGED_METADATA = [
  ...["creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp", "generation", "managedFields", "name"],
  ...["namespace", "resourceVersion", "selfLink", "uid"],
];

/** managedFields after a create, update or patch: the writer owns what changed, and nobody what is gone. */
export function afterUpdate(
  resource: Resource,
  live: KubeObject | undefined,
  object: KubeObject,
  writer: Writer,
): ManagedFieldsEntry[] {
  const given = object.metadata.managedFields;
  const managers = readManagers(given !== undefined && given.length > 0 ? given : (live?.metadata.managedFields ?? []));
  const { changed, removed } = compare(resource.schema, live && managedPart(live), managedPart(object));
  // The object itself is nobody's field.
  changed.isMember = false;
  if (!resource.custom) disownStructs(changed);
  const own = managers.find(manager => isWriter(manager, resource, writer, "Update"));
  const isUnchanged = isEmptySet(changed);
  const others = managers
    .filter(manager => manager !== own)
    .map(manager => ({ ...manager, set: difference(difference(manager.set, changed), removed) }));
  const set = union(difference(own?.set ?? emptySet(), removed), changed);
  const entry = own && isUnchanged ? own.entry : entryOf(resource, writer, "Update");
  return writeManagers([...others, { entry, set }]);
}

/** Fields that are always there in Go's built-in types, so that nobody has set them as such. */
const STRUCTS: ReadonlySet<string> = new Set([
  ...["f:containers", "f:metadata", "f:resources", "f:source", "f:spec", "f:status", "f:strategy", "f:template"],
]);

function disownStructs(set: FieldSet): void {
  for (const [element, child] of set.children) {
    if (!STRUCTS.has(element) || child.children.size === 0) continue;
    child.isMember = false;
    disownStructs(child);
  }
}

/** What a server-side apply makes of an object. */
export interface Applied {
  readonly object: JsonObject;
  readonly managedFields: ManagedFieldsEntry[];
}

/**
 * Applies a configuration to the live object. Throws 409 with a cause per field that another manager holds at another value,
 * unless `isForced`; fields that the writer applied before and now leaves out are removed where nobody else holds them.
 */
export function applyConfiguration(
  resource: Resource,
  live: KubeObject | undefined,
  configuration: JsonObject,
  writer: Writer,
  isForced: boolean,
): Applied {
  const managers = readManagers(live?.metadata.managedFields ?? []);
  const own = managers.find(manager => isWriter(manager, resource, writer, "Apply"));
  const others = managers.filter(manager => manager !== own);
  const wanted = managedPart(configuration);
  const set = fieldsOf(resource.schema, wanted);
  set.isMember = false;
  const before = live ? managedPart(live) : {};
  const merged = merge(resource.schema, before, wanted);
  const { changed } = compare(resource.schema, before, merged);
  const conflicts = others.map(manager => ({ manager, set: intersection(manager.set, changed) }));
  if (!isForced) refuseConflicts(conflicts);
  const held = others.reduce((sum, manager) => union(sum, manager.set), set);
  const dropped = difference(own?.set ?? emptySet(), held);
  const result = without(resource.schema, merged, dropped, intersectionOfTrees(held, dropped));
  const object = isObject(result) ? result : {};
  const { removed } = compare(resource.schema, before, object);
  const left = others.map(manager => ({
    ...manager,
    set: difference(difference(manager.set, changed), removed),
  }));
  const isUnchanged = own !== undefined && isEqual(writeFields(own.set), writeFields(set)) && isEqual(before, object);
  const entry = isUnchanged ? own.entry : entryOf(resource, writer, "Apply");
  return { object, managedFields: writeManagers([...left, { entry, set }]) };
}

/** What is held below the places that are to go: a container whose part somebody holds stays. */
function intersectionOfTrees(held: FieldSet, dropped: FieldSet): FieldSet {
  const result = emptySet();
  for (const [element, child] of dropped.children) {
    const heldChild = held.children.get(element);
    if (heldChild) result.children.set(element, child.isMember ? heldChild : intersectionOfTrees(heldChild, child));
  }
  return result;
}

/** The part of an object that managers can hold. */
function managedPart(object: JsonObject): JsonObject {
  const { apiVersion: _version, kind: _kind, metadata, ...content } = object;
  if (!isObject(metadata)) return content;
  const managed = Object.fromEntries(Object.entries(metadata).filter(([name]) => !UNMANAGED_METADATA.includes(name)));
  return Object.keys(managed).length === 0 ? content : { metadata: managed, ...content };
}

function refuseConflicts(conflicts: readonly { manager: Manager; set: FieldSet }[]): void {
  const found = conflicts.map(({ manager, set }) => ({
    name: managerText(manager),
    paths: pathsOf(set).map(pathText),
  }));
  const causes: StatusCause[] = found.flatMap(({ name, paths }) =>
    paths.map(path => ({ reason: "FieldManagerConflict", message: `conflict with ${name}`, field: path })),
  );
  if (causes.length === 0) return;
  const [first] = causes;
  const text =
    causes.length === 1
      ? `1 conflict: ${first?.message ?? ""}: ${first?.field ?? ""}`
      : `${causes.length} conflicts: ${found
          .filter(({ paths }) => paths.length > 0)
          .map(({ name, paths }) => [`conflicts with ${name}:`, ...paths.map(path => `- ${path}`)].join("\n"))
          .join("\n")}`;
  throw refusal(409, "Conflict", `Apply failed with ${text}`, { causes });
}

function managerText({ entry }: Manager): string {
  const subresource = entry.subresource === undefined ? "" : ` with subresource "${entry.subresource}"`;
  const version = entry.operation === "Update" ? ` using ${entry.apiVersion}` : "";
  return `"${entry.manager}"${subresource}${version}`;
}

function isWriter({ entry }: Manager, resource: Resource, writer: Writer, operation: "Apply" | "Update"): boolean {
  return (
    entry.manager === writer.manager &&
    entry.operation === operation &&
    (entry.subresource ?? "") === writer.subresource &&
    (operation === "Apply" || entry.apiVersion === apiVersionOf(resource))
  );
}

function entryOf(resource: Resource, writer: Writer, operation: "Apply" | "Update"): Manager["entry"] {
  return {
    manager: writer.manager,
    operation,
    apiVersion: apiVersionOf(resource),
    time: writer.time,
    ...(writer.subresource === "" ? {} : { subresource: writer.subresource }),
  };
}

function readManagers(entries: readonly ManagedFieldsEntry[]): Manager[] {
  return entries
    .filter(({ manager }: Partial<ManagedFieldsEntry>) => manager !== undefined)
    .map(({ fieldsV1, fieldsType: _type, ...entry }) => ({ entry, set: readFields(fieldsV1) }));
}

function writeManagers(managers: readonly Manager[]): ManagedFieldsEntry[] {
  return managers
    .filter(({ set }) => !isEmptySet(set))
    .map(({ entry, set }) => {
      const { subresource, ...rest } = entry;
      const fields = { fieldsType: "FieldsV1" as const, fieldsV1: writeFields(set) };
      return { ...rest, ...fields, ...(subresource === undefined ? {} : { subresource }) };
    })
    .sort(byOperationAndTime);
}

/** Appliers first, then by time and name, as the real server sorts them. */
function byOperationAndTime(a: ManagedFieldsEntry, b: ManagedFieldsEntry): number {
  const key = (entry: ManagedFieldsEntry): string => `${entry.operation} ${entry.time ?? ""} ${entry.manager}`;
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}
