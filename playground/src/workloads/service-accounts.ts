// Every namespace gets its ServiceAccount `default`, under which pods run that name no other.
import { isConflict, keysFrom } from "../kubernetes/controller.ts";
import { ApiError } from "../kubernetes/cluster-client.ts";
import { namespaces, serviceAccounts } from "../kubernetes/resource-types.ts";
import { type ControllerContext, startController } from "./context.ts";

export function startServiceAccountController(context: ControllerContext): void {
  const { client } = context;
  const live = { namespaces: client.informer(namespaces), accounts: client.informer(serviceAccounts) };
  const watches = [
    keysFrom(namespaces, namespace => [namespace.metadata.name]),
    keysFrom(serviceAccounts, (account, change) =>
      change === "deleted" && account.metadata.name === "default" ? [account.metadata.namespace ?? ""] : [],
    ),
  ];
  startController(context, "The ServiceAccount controller", watches, async namespace => {
    const found = live.namespaces.get(namespace);
    if (!found || found.metadata.deletionTimestamp !== undefined || live.accounts.get("default", namespace)) {
      return undefined;
    }
    const metadata = { name: "default", namespace };
    try {
      await client.create(serviceAccounts, { apiVersion: "v1", kind: "ServiceAccount", metadata });
    } catch (error) {
      // Made already, or the namespace is about to go.
      if (!isConflict(error) && !(error instanceof ApiError && error.status.code === 403)) throw error;
    }
    return undefined;
  });
}
