// A cluster's object as YAML to read: what the author wrote and what defaulting added, without the API server's bookkeeping.
import type { KubeObject } from "../../kube/port.ts";

/** Annotation in which `kubectl apply` keeps a copy of the whole manifest. */
const LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

/** Fields of metadata that the API server writes and nobody sets. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  "managedFields",
  "uid",
  "resourceVersion",
  "generation",
  "selfLink",
  "creationTimestamp",
]);

/** @param hasStatus whether the status is shown, too */
export function withoutNoise(object: KubeObject, hasStatus: boolean): Record<string, unknown> {
  const { apiVersion, kind, metadata, status, ...rest } = object;
  const kept = Object.entries(metadata).filter(([key]) => !BOOKKEEPING.has(key) && key !== "annotations");
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => key !== LAST_APPLIED);
  return {
    apiVersion,
    kind,
    metadata: {
      ...Object.fromEntries(kept),
      ...(annotations.length > 0 && { annotations: Object.fromEntries(annotations) }),
    },
    ...rest,
    ...(hasStatus && status !== undefined && { status }),
  };
}

/** YAML that kubectl reads back to the same values; it is YAML 1.1 there, where `on` and `yes` need quotes. */
export async function liveObjectText(object: KubeObject, hasStatus: boolean): Promise<string> {
  // Loaded on first use: nothing else of the extension knows YAML, and nothing reads it.
  const { stringify } = await import("yaml");
  return stringify(withoutNoise(object, hasStatus), { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}
