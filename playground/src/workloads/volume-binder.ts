// Binds every persistent volume claim at once, as a cluster with a default storage class does. The kubelet keeps what is in it.
import { keysFrom } from "../kubernetes/controller.ts";
import { keyOf, splitKey } from "../kubernetes/resource-path.ts";
import { persistentVolumeClaims } from "../kubernetes/resource-types.ts";
import type { PersistentVolumeClaim } from "../kubernetes/workload-types.ts";
import { type ControllerContext, startController } from "./context.ts";

export function startVolumeBinder(context: ControllerContext): void {
  const { client } = context;
  const claims = client.informer(persistentVolumeClaims);
  const watches = [keysFrom(persistentVolumeClaims, claim => [keyOf(claim)])];
  startController(context, "The volume binder", watches, async key => {
    const { name, namespace } = splitKey(key);
    const claim = claims.get(name, namespace);
    if (!claim || claim.status?.phase === "Bound") return undefined;
    await client.updateStatus(persistentVolumeClaims, { ...claim, status: boundStatus(claim) });
    return undefined;
  });
}

function boundStatus({ spec }: PersistentVolumeClaim): { phase: string } {
  const { resources } = spec;
  const requests: unknown =
    typeof resources === "object" && resources !== null && "requests" in resources ? resources.requests : undefined;
  const accessModes: unknown = spec["accessModes"];
  const status = { phase: "Bound", ...(requests === undefined ? {} : { capacity: requests }) };
  return accessModes === undefined ? status : Object.assign(status, { accessModes });
}
