// What may not be changed once it is stored, with the texts of Kubernetes' validation of updates.
import type { KubeObject, FieldError } from "../../kubernetes/objects.ts";
import { isEqual, isObject, listAt, objectAt, textAt, valueAt, type JsonObject } from "../../support/json.ts";
import { forbidden } from "../validation/field-errors.ts";
import type { Resource } from "../resource.ts";

const SELECTORS: ReadonlySet<string> = new Set([
  ...["deployments.apps", "replicasets.apps", "daemonsets.apps", "jobs.batch"],
]);

const POD_RULE =
  "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`," +
  "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations)," +
  "`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

/** The mistakes of an update, none where it is allowed. */
export function immutableFieldErrors(resource: Resource, live: KubeObject, next: KubeObject): FieldError[] {
  const errors: FieldError[] = [];
  const selector = valueAt(next, "spec", "selector");
  if (SELECTORS.has(resource.storageKey) && !isEqual(selector, valueAt(live, "spec", "selector"))) {
    errors.push(immutable("spec.selector", goSelector(selector)));
  }
  if (
    resource.storageKey === "jobs.batch" &&
    !isEqual(valueAt(next, "spec", "template"), valueAt(live, "spec", "template"))
  ) {
    errors.push(immutable("spec.template", "core.PodTemplateSpec{…}"));
  }
  if (resource.storageKey === "pods." && !isEqual(comparablePod(live), comparablePod(next))) {
    errors.push(forbidden("spec", POD_RULE));
  }
  if (resource.storageKey === "secrets.") errors.push(...secretErrors(live, next));
  if (
    resource.storageKey.endsWith("bindings.rbac.authorization.k8s.io") &&
    !isEqual(live["roleRef"], next["roleRef"])
  ) {
    errors.push({
      type: "FieldValueInvalid",
      detail: `Invalid value: rbac.RoleRef{APIGroup:"${textAt(next, "roleRef", "apiGroup")}", Kind:"${textAt(next, "roleRef", "kind")}", Name:"${textAt(next, "roleRef", "name")}"}: cannot change roleRef`,
      field: "roleRef",
    });
  }
  return errors;
}

function secretErrors(live: KubeObject, next: KubeObject): FieldError[] {
  const isFrozen = live["immutable"] === true && (next["immutable"] !== true || !isEqual(live["data"], next["data"]));
  return [
    ...(live["type"] === next["type"] ? [] : [immutable("type", JSON.stringify(next["type"]))]),
    ...(isFrozen ? [forbidden("data", "field is immutable when `immutable` is set")] : []),
  ];
}

function immutable(field: string, value: string): FieldError {
  return { type: "FieldValueInvalid", detail: `Invalid value: ${value}: field is immutable`, field };
}

/** A label selector as Go prints it. */
function goSelector(selector: unknown): string {
  const labels = Object.entries(objectAt(selector, "matchLabels"))
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .sort()
    .join(", ");
  return `v1.LabelSelector{MatchLabels:map[string]string{${labels}}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`;
}

/** What of a pod's spec has to stay the same. */
function comparablePod(pod: KubeObject): JsonObject {
  const spec = { ...objectAt(pod, "spec") };
  for (const field of [
    "activeDeadlineSeconds",
    "tolerations",
    "terminationGracePeriodSeconds",
    "ephemeralContainers",
  ]) {
    Reflect.deleteProperty(spec, field);
  }
  for (const field of ["containers", "initContainers"]) {
    spec[field] = listAt(spec, field).map(container => (isObject(container) ? { ...container, image: "" } : container));
  }
  return spec;
}
