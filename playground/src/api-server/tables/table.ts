// Answers as a Table, which `kubectl get` asks for: columns, and a row with its cells for each object.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { apiVersionOf, presented, type Resource } from "../resource.ts";
import { customCell, type ColumnDefinition } from "./columns.ts";
import type { Printer } from "./printer.ts";
import { DEFAULT_PRINTER, PRINTERS } from "./printers.ts";

/** What a row carries of its object. */
export type IncludeObject = "None" | "Metadata" | "Object";

export interface TableFormat {
  /** Meta version asked for: v1 or v1beta1. */
  readonly version: string;
  readonly includeObject: IncludeObject;
}

/** A Table of objects as they are stored. Without columns where a watch has sent them before. */
export function tableOf(
  resource: Resource,
  objects: readonly KubeObject[],
  listMetadata: object,
  format: TableFormat,
  now: number,
  hasColumns = true,
): object {
  const { columns, cells } = printerOf(resource);
  return {
    kind: "Table",
    apiVersion: `meta.k8s.io/${format.version}`,
    metadata: listMetadata,
    columnDefinitions: hasColumns ? columns.map(definition) : [],
    rows: objects.map(object => ({ cells: cells(object, now), object: rowObject(resource, object, format) })),
  };
}

function definition(column: ColumnDefinition): object {
  return {
    name: column.name,
    type: column.type,
    format: column.format ?? "",
    description: column.description ?? "",
    priority: column.priority ?? 0,
  };
}

function rowObject(resource: Resource, object: KubeObject, format: TableFormat): object | null {
  if (format.includeObject === "None") return null;
  if (format.includeObject === "Object") return presented(resource, object);
  return partialObject(object, format.version);
}

/** Only the metadata of an object. */
export function partialObject(object: KubeObject, version: string): object {
  return { kind: "PartialObjectMetadata", apiVersion: `meta.k8s.io/${version}`, metadata: object.metadata };
}

function printerOf(resource: Resource): Printer {
  if (!resource.custom) return PRINTERS[resource.storageKey] ?? DEFAULT_PRINTER;
  const { columns } = resource.custom;
  return {
    columns: [{ name: "Name", type: "string", format: "name" }, ...columns],
    cells: (object, now) => [
      object.metadata.name,
      ...columns.map(column => customCell(column, presented(resource, object), now)),
    ],
  };
}

/** For kinds of answers that name the resource's list. */
export function listHead(resource: Resource): { kind: string; apiVersion: string } {
  return { kind: resource.listKind, apiVersion: apiVersionOf(resource) };
}
