// What the API server finds wrong with objects of built-in kinds before it stores them.
import type { FieldError } from "../../kubernetes/objects.ts";
import type { JsonObject } from "../../support/json.ts";
import { validateAutoscaler } from "./builtin/autoscalers.ts";
import { validateDisruptionBudget } from "./builtin/disruption-budgets.ts";
import { validatePodSpec } from "./builtin/pod-spec.ts";
import { validateConfigMap, validateSecret } from "./builtin/secrets.ts";
import { validateService } from "./builtin/services.ts";
import { validateDeployment, validateJob, validateReplicaSet } from "./builtin/workloads.ts";
import { objectAt } from "../../support/json.ts";
import { isDns1035Label, isDns1123Label, isPathSegment, type NameCheck } from "./names.ts";
import { validateObjectMeta } from "./object-meta.ts";

const SPECS: ReadonlyMap<string, (object: JsonObject) => FieldError[]> = new Map([
  ["pods", object => validatePodSpec(objectAt(object, "spec"), "spec")],
  ["deployments", object => validateDeployment(objectAt(object, "spec"))],
  ["replicasets", object => validateReplicaSet(objectAt(object, "spec"))],
  ["jobs", object => validateJob(objectAt(object, "spec"))],
  ["horizontalpodautoscalers", object => validateAutoscaler(objectAt(object, "spec"))],
  ["poddisruptionbudgets", object => validateDisruptionBudget(objectAt(object, "spec"))],
  ["services", object => validateService(objectAt(object, "spec"))],
  ["secrets", validateSecret],
  ["configmaps", validateConfigMap],
]);

const NAME_CHECKS: ReadonlyMap<string, NameCheck> = new Map([
  ["services", isDns1035Label],
  ["namespaces", isDns1123Label],
  ["roles", isPathSegment],
  ["rolebindings", isPathSegment],
  ["clusterroles", isPathSegment],
  ["clusterrolebindings", isPathSegment],
]);

/**
 * Mistakes of an object of a built-in kind, metadata first, in Kubernetes' order and words. Expects the object complete: after
 * `applyDefaults`, with its namespace and all that the server fills in at a create. Of kinds other than workloads, Services,
 * Secrets and ConfigMaps it judges metadata only.
 */
export function validateBuiltin(plural: string, object: JsonObject, isNamespaced = true): FieldError[] {
  const nameCheck = NAME_CHECKS.get(plural);
  const metadata = validateObjectMeta(object["metadata"], { isNamespaced, ...(nameCheck && { nameCheck }) });
  return [...metadata, ...(SPECS.get(plural)?.(object) ?? [])];
}
