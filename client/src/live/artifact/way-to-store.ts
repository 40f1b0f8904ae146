// The way to a store: a leased forward where its endpoint is a Service of the cluster, else straight.
import * as l10n from "@vscode/l10n";
import { addressOf, type S3Plan } from "../../domain/store/index.ts";
import { isKubeError, type CallOptions, type ForwardLease } from "../../kube/port.ts";
import { SERVICES } from "../resource-types.ts";
import type { StoreCluster } from "./read-secret.ts";

export type WayToStore =
  | { readonly kind: "straight" }
  /** `through` is for people. */
  | { readonly kind: "forward"; readonly lease: ForwardLease; readonly through: string }
  /** Pods will not find it either: there is no Service of this name, or none in front of which a bucket can stand. */
  | { readonly kind: "no-such-service"; readonly through: string }
  /** Nothing is known of the store. `reason` is a sentence. */
  | { readonly kind: "closed"; readonly reason: string };

export async function wayToStore(
  plan: S3Plan,
  session: StoreCluster | undefined,
  namespace: string,
  options: CallOptions,
): Promise<WayToStore> {
  const address = addressOf(plan, namespace);
  if (address.kind === "outside") return { kind: "straight" };
  if (address.kind === "no-such-host")
    return { kind: "no-such-service", through: plan.endpoint.replace(/^https?:\/\/([^/]*).*$/s, "$1") };
  const through = `Service ${address.namespace}/${address.name}:${address.port}`;
  if (!session) {
    // Two labels may as well be a host of the world outside, but a signed request must not go to a stranger's.
    const host = `${address.name}.${address.namespace}`;
    const reason = address.isSure
      ? l10n.t`The store is ${through} of a cluster, and no cluster is chosen to reach it through.`
      : l10n.t`The store ${host} may be ${through} of a cluster, and no cluster is chosen to look there. Choose the cluster.`;
    return { kind: "closed", reason };
  }
  const ref = { namespace: address.namespace, name: address.name };
  const known = await isThere(session, ref, options);
  if (known === "no") return address.isSure ? { kind: "no-such-service", through } : { kind: "straight" };
  try {
    const lease = await session.forward({ kind: "service", ...ref, port: address.port }, options);
    return { kind: "forward", lease, through };
  } catch (error) {
    if (!isKubeError(error) || error.reason === "cancelled") throw error;
    return { kind: "closed", reason: l10n.t`The store is ${through}, which cannot be reached: ${error.message}` };
  }
}

/** Who may not look at Services may be allowed to forward to one. */
async function isThere(
  session: StoreCluster,
  ref: { readonly namespace: string; readonly name: string },
  options: CallOptions,
): Promise<"yes" | "no" | "unknown"> {
  try {
    await session.get({ type: SERVICES, ...ref }, options);
    return "yes";
  } catch (error) {
    if (!isKubeError(error) || error.reason === "cancelled") throw error;
    return error.reason === "not-found" ? "no" : "unknown";
  }
}
