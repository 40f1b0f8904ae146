// Events have two versions with one storage: core/v1, in which they are kept, and events.k8s.io/v1 with other names for the same.
import type { KubeObject } from "../kubernetes/objects.ts";
import type { Conversion } from "./resource.ts";

/** Names of a field in core/v1 and in events.k8s.io/v1. */
const NAMES: readonly (readonly [core: string, events: string])[] = [
  ["involvedObject", "regarding"],
  ["message", "note"],
  ["source", "deprecatedSource"],
  ["firstTimestamp", "deprecatedFirstTimestamp"],
  ["lastTimestamp", "deprecatedLastTimestamp"],
  ["count", "deprecatedCount"],
  ["reportingComponent", "reportingController"],
];

export const eventConversion: Conversion = {
  toStored: object => renamed({ ...object, apiVersion: "v1" }, new Map(NAMES.map(([core, events]) => [events, core]))),
  fromStored: object => renamed({ ...object, apiVersion: "events.k8s.io/v1" }, new Map(NAMES)),
};

function renamed(object: KubeObject, names: ReadonlyMap<string, string>): KubeObject {
  const result: KubeObject = { apiVersion: object.apiVersion, kind: object.kind, metadata: object.metadata };
  for (const [name, value] of Object.entries(object)) result[names.get(name) ?? name] = value;
  return result;
}
