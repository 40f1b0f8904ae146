// Pods from templates, and the hash that tells templates apart.
import { randomInt } from "node:crypto";
import { controllerReference, type KubeObject } from "../kubernetes/objects.ts";
import type { Pod, PodTemplate } from "../kubernetes/pod-types.ts";

/** Letters and digits that make no words, as Kubernetes uses them in names. */
const alphabet = "bcdfghjklmnpqrstvwxz2456789";

/** Five characters, as the API server puts them after `generateName`. */
export function randomSuffix(): string {
  return Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)]).join("");
}

/** A pod of a workload: the template's labels, annotations and spec, a name of its own, and its owner. */
export function makePod(owner: KubeObject, template: PodTemplate, labels: Readonly<Record<string, string>> = {}): Pod {
  // The API server cuts a long prefix at 58, so that the whole fits into 63.
  const generateName = `${owner.metadata.name}-`;
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: `${generateName.slice(0, 58)}${randomSuffix()}`,
      generateName,
      namespace: owner.metadata.namespace ?? "default",
      labels: { ...template.metadata?.labels, ...labels },
      ...(template.metadata?.annotations ? { annotations: template.metadata.annotations } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}

/** A hash in the shape of `pod-template-hash`; other than Kubernetes', for that one is taken of Go's memory layout. */
export function hashTemplate(template: PodTemplate, collisions = 0): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(`${canonicalJson(template)}${collisions === 0 ? "" : collisions}`, "utf8")) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return Array.from(String(hash), digit => alphabet[digit.charCodeAt(0) % alphabet.length]).join("");
}

/** JSON with sorted keys: the same text for equal values, in whatever order they were written. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
