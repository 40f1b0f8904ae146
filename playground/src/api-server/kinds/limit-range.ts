// The admission plugin LimitRanger: defaults for a pod's containers are not played, its bounds are (failure-modes F31).
import { parseQuantity } from "../../kubernetes/quantity.ts";
import type { KubeObject } from "../../kubernetes/objects.ts";
import { isObject, listAt, objectAt, textAt } from "../../support/json.ts";
import type { Asked } from "../cluster-state.ts";
import { forbidden } from "../refusals.ts";

/** Refuses a pod with a container that is outside of a LimitRange of its namespace. */
export function checkLimitRanges({ cluster, resource }: Asked, pod: KubeObject): void {
  if (resource.storageKey !== "pods.") return;
  const ranges = cluster.storage.collection("limitranges.").list(pod.metadata.namespace ?? "");
  const limits = ranges.flatMap(({ object }) => listAt(object, "spec", "limits"));
  const containers = listAt(pod, "spec", "containers");
  const problems = limits
    .filter(limit => textAt(limit, "type") === "Container")
    .flatMap(limit => containers.flatMap(container => [...below(limit, container), ...above(limit, container)]));
  const [first, ...others] = [...new Set(problems)];
  if (first === undefined) return;
  const why = others.length === 0 ? first : `[${[first, ...others].join(", ")}]`;
  throw forbidden(resource, pod.metadata.name, why);
}

function below(limit: unknown, container: unknown): string[] {
  return entries(limit, "min").flatMap(([name, least]) => {
    const request = textAt(container, "resources", "requests", name) || textAt(container, "resources", "limits", name);
    if (request === "") return [`minimum ${name} usage per Container is ${least}.  No request is specified`];
    return amount(request) < amount(least)
      ? [`minimum ${name} usage per Container is ${least}, but request is ${request}`]
      : [];
  });
}

function above(limit: unknown, container: unknown): string[] {
  return entries(limit, "max").flatMap(([name, most]) => {
    const given = textAt(container, "resources", "limits", name);
    if (given === "") return [`maximum ${name} usage per Container is ${most}.  No limit is specified`];
    return amount(given) > amount(most)
      ? [`maximum ${name} usage per Container is ${most}, but limit is ${given}`]
      : [];
  });
}

function entries(limit: unknown, bound: "min" | "max"): [string, string][] {
  if (!isObject(limit)) return [];
  return Object.entries(objectAt(limit, bound)).map(([name, value]) => [name, String(value)]);
}

function amount(text: string): bigint {
  return parseQuantity(text)?.nanos ?? 0n;
}
