// The answer to a write in the form asked for: kubectl wants Tables also from what it has just changed.
import type { KubeObject } from "../../kubernetes/objects.ts";
import type { Asked } from "../cluster-state.ts";
import { isObject, textAt, type JsonObject } from "../../support/json.ts";
import type { Format } from "../read/negotiation.ts";
import { objectText } from "../read/list.ts";
import { storable } from "../resource.ts";
import type { Written } from "../write/create.ts";

/** JSON text of what was written. */
export function writtenText(asked: Asked, { object }: Written, format: Format): string {
  if (format.as === "Object" || !isOwnKind(asked, object)) return JSON.stringify(object);
  return objectText(asked, { object: storable(asked.resource, object), revision: 0, texts: new Map() }, format);
}

function isOwnKind({ resource }: Asked, object: object): object is KubeObject {
  const value: JsonObject = { ...object };
  return textAt(value, "kind") === resource.kind && isObject(value["metadata"]);
}
