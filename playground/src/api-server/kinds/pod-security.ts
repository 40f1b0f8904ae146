// The admission plugin PodSecurity: a namespace's label says which standard its pods have to keep (failure-modes F58).
import type { KubeObject } from "../../kubernetes/objects.ts";
import { listAt, textAt, textsAt, valueAt } from "../../support/json.ts";
import type { Asked } from "../cluster-state.ts";
import { forbidden } from "../refusals.ts";

const PREFIX = "pod-security.kubernetes.io/";

/** Throws where the standard is enforced; answers what the client is warned of. */
export function checkPodSecurity({ cluster, resource }: Asked, object: KubeObject): string[] {
  const namespace = cluster.storage.collection("namespaces.").get("", object.metadata.namespace ?? "")?.object;
  const labels = namespace?.metadata.labels ?? {};
  const spec = resource.storageKey === "pods." ? valueAt(object, "spec") : valueAt(object, "spec", "template", "spec");
  if (spec === undefined || spec === null) return [];
  const enforced = violations(labels, "enforce", spec);
  // Workloads are only warned of: it is their pods that are refused.
  if (resource.storageKey === "pods." && enforced !== undefined) {
    throw forbidden(resource, object.metadata.name, `violates ${enforced}`);
  }
  const warned = violations(labels, "warn", spec);
  return warned === undefined ? [] : [`would violate ${warned}`];
}

/** `PodSecurity "restricted:latest": …`; `undefined` where the label is absent or all is well. */
function violations(labels: Readonly<Record<string, string>>, mode: string, spec: unknown): string | undefined {
  const level = labels[`${PREFIX}${mode}`];
  if (level !== "restricted" && level !== "baseline") return undefined;
  const found = level === "restricted" ? [...baseline(spec), ...restricted(spec)] : baseline(spec);
  const version = labels[`${PREFIX}${mode}-version`] ?? "latest";
  return found.length === 0 ? undefined : `PodSecurity "${level}:${version}": ${found.join(", ")}`;
}

function baseline(spec: unknown): string[] {
  const privileged = containersOf(spec).filter(one => valueAt(one, "securityContext", "privileged") === true);
  const mounted = listAt(spec, "volumes").filter(volume => valueAt(volume, "hostPath") !== undefined);
  return [
    ...(privileged.length === 0
      ? []
      : [`privileged (${named(privileged)} must not set securityContext.privileged=true)`]),
    ...(mounted.length === 0 ? [] : [`hostPath volumes (volume "${textAt(mounted[0], "name")}")`]),
  ];
}

function restricted(spec: unknown): string[] {
  const all = containersOf(spec);
  const own = (container: unknown, ...path: string[]): unknown => valueAt(container, "securityContext", ...path);
  const escalating = all.filter(one => own(one, "allowPrivilegeEscalation") !== false);
  const capable = all.filter(one => !textsAt(own(one, "capabilities", "drop")).includes("ALL"));
  const asRoot = all.filter(
    one => (own(one, "runAsNonRoot") ?? valueAt(spec, "securityContext", "runAsNonRoot")) !== true,
  );
  const unconfined = all.filter(
    one =>
      (own(one, "seccompProfile", "type") ?? valueAt(spec, "securityContext", "seccompProfile", "type")) === undefined,
  );
  return [
    ...say(
      escalating,
      who => `allowPrivilegeEscalation != false (${who} must set securityContext.allowPrivilegeEscalation=false)`,
    ),
    ...say(capable, who => `unrestricted capabilities (${who} must set securityContext.capabilities.drop=["ALL"])`),
    ...say(asRoot, who => `runAsNonRoot != true (pod or ${who} must set securityContext.runAsNonRoot=true)`),
    ...say(
      unconfined,
      who =>
        `seccompProfile (pod or ${who} must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")`,
    ),
  ];
}

function say(containers: readonly unknown[], text: (who: string) => string): string[] {
  return containers.length === 0 ? [] : [text(named(containers))];
}

function named(containers: readonly unknown[]): string {
  const names = containers.map(container => JSON.stringify(textAt(container, "name")));
  return `${names.length === 1 ? "container" : "containers"} ${names.join(", ")}`;
}

function containersOf(spec: unknown): unknown[] {
  return [...listAt(spec, "initContainers"), ...listAt(spec, "containers")];
}
