// The scale subresource: a small object of autoscaling/v1 with the replicas of another.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isObject, objectAt, textAt, valueAt, type JsonObject } from "../../support/json.ts";
import { invalid } from "../refusals.ts";
import type { Resource, ScalePaths } from "../resource.ts";

const BUILTIN: ScalePaths = { specReplicas: ["spec", "replicas"], statusReplicas: ["status", "replicas"] };

/** The scale of an object. */
export function scaleOf(resource: Resource, object: KubeObject): KubeObject {
  const paths = resource.custom?.scale ?? BUILTIN;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const selector = selectorText(resource, object, paths);
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(uid === undefined ? {} : { uid }),
      ...(resourceVersion === undefined ? {} : { resourceVersion }),
      ...(creationTimestamp === undefined ? {} : { creationTimestamp }),
    },
    spec: numberEntry(valueAt(object, ...paths.specReplicas)),
    status: { replicas: valueAt(object, ...paths.statusReplicas) ?? 0, ...(selector === "" ? {} : { selector }) },
  };
}

/** The object with the replicas that a scale asks for. Throws 422 where it asks for less than none. */
export function applyScale(resource: Resource, object: KubeObject, scale: unknown): KubeObject {
  const replicas = valueAt(scale, "spec", "replicas") ?? 0;
  if (typeof replicas !== "number" || replicas < 0) {
    const message = `Invalid value: ${JSON.stringify(replicas)}: must be greater than or equal to 0`;
    throw invalid("Scale", "autoscaling", object.metadata.name, [
      { type: "FieldValueInvalid", detail: message, field: "spec.replicas" },
    ]);
  }
  const [first = "spec", ...rest] = (resource.custom?.scale ?? BUILTIN).specReplicas;
  return { ...object, [first]: withValue(object[first], rest, replicas) };
}

function withValue(value: unknown, path: readonly string[], replicas: number): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return replicas;
  const object: JsonObject = isObject(value) ? value : {};
  return { ...object, [key]: withValue(object[key], rest, replicas) };
}

function numberEntry(replicas: unknown): JsonObject {
  return typeof replicas === "number" ? { replicas } : {};
}

function selectorText(resource: Resource, object: KubeObject, paths: ScalePaths): string {
  if (resource.custom) return paths.selector ? textAt(object, ...paths.selector) : "";
  const labels = objectAt(object, "spec", "selector", "matchLabels");
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .sort()
    .join(",");
}
