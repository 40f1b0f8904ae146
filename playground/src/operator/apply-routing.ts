// Routing: written only after all Deployments are ready, so that no traffic goes where nobody answers yet (seldon-facts §5.5).
import { controllerReference, type ResourceType, type KubeObject } from "../kubernetes/objects.ts";
import { destinationRules, mappings, virtualServices } from "../kubernetes/resource-types.ts";
import { applyObject, isOwnedBy } from "./apply-object.ts";
import type { Pass } from "./pass.ts";

/** Its readiness does not count for the state (seldon-facts §1.8). */
export async function applyRouting(pass: Pass): Promise<void> {
  const { components } = pass;
  const areRoutesReady = await applyAll(pass, virtualServices, components.virtualServices, "VirtualService");
  const areRulesReady = await applyAll(pass, destinationRules, components.destinationRules, "DestinationRule");
  const isIstioReady = areRoutesReady && areRulesReady;
  if (components.virtualServices.length > 0 && isIstioReady) {
    await removeOthers(pass, virtualServices, components.virtualServices, "VirtualService");
  }
  pass.conditions.set("istioVirtualServicesReady", {
    status: isIstioReady ? "True" : "False",
    reason: reasonOf(isIstioReady, components.virtualServices.length, {
      none: "No VirtualServices defined",
      notReady: "Not all VirtualServices created",
      ready: "All VirtualServices created",
    }),
  });
  const areMappingsReady = await applyAll(pass, mappings, components.mappings, "AmbassadorMapping");
  if (components.mappings.length > 0 && areMappingsReady) {
    await removeOthers(pass, mappings, components.mappings, "AmbassadorMapping");
  }
  pass.conditions.set("AmbassadorMappingsReady", {
    status: areMappingsReady ? "True" : "False",
    reason: reasonOf(areMappingsReady, components.mappings.length, {
      none: "No Ambassador Mappaings defined",
      notReady: "Not all Ambassador Mappings created",
      ready: "All Ambassador Mappings created",
    }),
  });
}

function reasonOf(
  isReady: boolean,
  count: number,
  reasons: { readonly none: string; readonly notReady: string; readonly ready: string },
): string {
  if (!isReady) return reasons.notReady;
  return count > 0 ? reasons.ready : reasons.none;
}

async function applyAll<T extends KubeObject>(
  pass: Pass,
  type: ResourceType<T>,
  objects: readonly T[],
  what: string,
): Promise<boolean> {
  const { context, sdep } = pass;
  let isReady = true;
  for (const object of objects) {
    const wanted = { ...object, metadata: { ...object.metadata, ownerReferences: [controllerReference(sdep)] } };
    const { outcome } = await applyObject(context.client, type, wanted);
    if (outcome === "identical") continue;
    isReady = false;
    const verb = outcome === "created" ? "Create" : "Update";
    const message = `${verb}d ${what} ${JSON.stringify(object.metadata.name)}`;
    await context.recorder.record(sdep, "Normal", `${verb}${what}`, message);
  }
  return isReady;
}

async function removeOthers<T extends KubeObject>(
  pass: Pass,
  type: ResourceType<T>,
  wanted: readonly T[],
  what: string,
): Promise<void> {
  const { context, sdep } = pass;
  const names = new Set(wanted.map(object => object.metadata.name));
  const { namespace } = sdep.metadata;
  const { items } = await context.client.list(type, namespace === undefined ? {} : { namespace });
  for (const object of items) {
    if (names.has(object.metadata.name) || !isOwnedBy(object, sdep)) continue;
    await context.client.delete(type, object.metadata.name, namespace);
    const message = `Delete ${what} ${JSON.stringify(object.metadata.name)}`;
    await context.recorder.record(sdep, "Normal", `Delete${what}`, message);
  }
}
