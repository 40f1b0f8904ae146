// Services: first of all, so that names resolve when the pods start.
import { controllerReference } from "../kubernetes/objects.ts";
import { services } from "../kubernetes/resource-types.ts";
import type { Service } from "../kubernetes/workload-types.ts";
import { applyObject } from "./apply-object.ts";
import type { Pass } from "./pass.ts";

/** Whether all Services are there unchanged. The condition says so only once all Deployments are ready, too. */
export async function applyServices(pass: Pass): Promise<boolean> {
  const { context, sdep, components, status } = pass;
  let isReady = true;
  for (const service of components.services) {
    const wanted = { ...service, metadata: { ...service.metadata, ownerReferences: [controllerReference(sdep)] } };
    const { outcome } = await applyObject(context.client, services, wanted, { keeping: keepAddress });
    const name = JSON.stringify(service.metadata.name);
    if (outcome !== "identical") {
      isReady = false;
      const [reason, verb] = outcome === "created" ? ["CreateService", "Created"] : ["UpdateService", "Updated"];
      await context.recorder.record(sdep, "Normal", reason, `${verb} Service ${name}`);
    }
    if (outcome === "created") continue;
    status.address = { url: components.address };
    const details = components.serviceDetails[service.metadata.name];
    if (details) status.serviceStatus = { ...status.serviceStatus, [service.metadata.name]: details };
  }
  pass.conditions.set("ServicesReady", { status: "False", reason: "Not all services created" });
  return isReady;
}

// The cluster gives addresses and defaults, and refuses a Service that comes without its own address.
function keepAddress(wanted: Service, found: Service): Service {
  return { ...wanted, spec: { ...found.spec, ...wanted.spec } };
}
