// HPAs, KEDA's ScaledObjects and PodDisruptionBudgets: made before the Deployments they are named after (F38).
import { controllerReference, type KubeObject, type ResourceType } from "../kubernetes/objects.ts";
import { horizontalPodAutoscalers, podDisruptionBudgets, scaledObjects } from "../kubernetes/resource-types.ts";
import { applyObject, getServed } from "./apply-object.ts";
import type { ConditionType } from "./conditions.ts";
import type { Pass } from "./pass.ts";

interface Kind<T extends KubeObject> {
  readonly type: ResourceType<T>;
  readonly condition: ConditionType;
  readonly reasons: { readonly none: string; readonly notReady: string; readonly ready: string };
  readonly created: { readonly reason: string; readonly kind: string };
  /** As 1.17.1 records it, with the labels it mixes up (seldon-facts §10.1). */
  readonly updated: { readonly reason: string; readonly kind: string };
}

/** Whether all are there unchanged. */
export function applyAutoscalers(pass: Pass): Promise<boolean> {
  return applyAll(pass, pass.components.autoscalers, {
    type: horizontalPodAutoscalers,
    condition: "HpasReady",
    reasons: { none: "No HPAs defined", notReady: "HPAs not ready", ready: "All HPAs resources ready" },
    created: { reason: "CreateHPA", kind: "HorizontalPodAutoscaler" },
    updated: { reason: "UpdateHPA", kind: "HorizontalPodAutoscaler" },
  });
}

/** Where KEDA is not enabled nothing is made, and nobody is told (seldon-facts §5.7). */
export async function applyScaledObjects(pass: Pass): Promise<boolean> {
  const none = "No KEDA resources defined";
  if (!pass.context.config.isKedaEnabled) {
    pass.conditions.set("KedaReady", { status: "True", reason: none });
    return true;
  }
  return applyAll(pass, pass.components.scaledObjects, {
    type: scaledObjects,
    condition: "KedaReady",
    reasons: { none, notReady: "KEDA resources not ready", ready: "All KEDA resources ready" },
    created: { reason: "CreateScaledObject", kind: "KEDA ScaledObject" },
    updated: { reason: "UpdateHPA", kind: "KEDA ScaledObject" },
  });
}

/** Whether all are there unchanged. */
export function applyDisruptionBudgets(pass: Pass): Promise<boolean> {
  return applyAll(pass, pass.components.disruptionBudgets, {
    type: podDisruptionBudgets,
    condition: "PdbsReady",
    reasons: { none: "No PDBs defined", notReady: "PDBs not ready", ready: "All PDBs resources ready" },
    created: { reason: "CreatePDB", kind: "PodDisruptionBudget" },
    updated: { reason: "UpdatePDB", kind: "HorizontalPodAutoscaler" },
  });
}

async function applyAll<T extends KubeObject>(pass: Pass, objects: readonly T[], kind: Kind<T>): Promise<boolean> {
  const { context, sdep, components } = pass;
  let isReady = true;
  for (const object of objects) {
    const wanted = { ...object, metadata: { ...object.metadata, ownerReferences: [controllerReference(sdep)] } };
    const { outcome } = await applyObject(context.client, kind.type, wanted);
    if (outcome === "identical") continue;
    isReady = false;
    const { reason, kind: what } = kind[outcome];
    const verb = outcome === "created" ? "Created" : "Updated";
    await context.recorder.record(sdep, "Normal", reason, `${verb} ${what} ${JSON.stringify(object.metadata.name)}`);
  }
  const names = new Set(objects.map(object => object.metadata.name));
  for (const { metadata } of components.deployments) {
    if (names.has(metadata.name)) continue;
    const left = await getServed(context.client, kind.type, metadata.name, metadata.namespace);
    if (left) await context.client.delete(kind.type, metadata.name, metadata.namespace);
  }
  const reason = !isReady ? kind.reasons.notReady : objects.length > 0 ? kind.reasons.ready : kind.reasons.none;
  pass.conditions.set(kind.condition, { status: isReady ? "True" : "False", reason });
  return isReady;
}
