// Whether a store's endpoint is a Service of the cluster, which from outside only a forward reaches (S09).
import type { S3Plan } from "./store-plan.ts";

export type StoreAddress = ServiceAddress | { readonly kind: "outside" } | { readonly kind: "no-such-host" };

export interface ServiceAddress {
  readonly kind: "service";
  readonly namespace: string;
  readonly name: string;
  readonly port: number;
  /** `false` for `minio.store`, which may as well be a name of the world outside: look whether there is such a Service. */
  readonly isSure: boolean;
}

/**
 * Reads the endpoint as a pod of this namespace resolves it: `minio` is a Service beside it, `minio.store` one of the
 * namespace store.
 */
export function addressOf(plan: S3Plan, namespace: string): StoreAddress {
  const [, scheme, host = "", port] = /^(https?):\/\/([^/:]+)(?::(\d+))?/.exec(plan.endpoint) ?? [];
  const number = port === undefined ? (scheme === "https" ? 443 : 80) : Number(port);
  const labels = host.toLowerCase().replace(/\.$/, "").split(".");
  const [name = "", second] = labels;
  if (labels.some(label => !/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(label))) return { kind: "outside" };
  const suffix = labels.slice(2).join(".");
  const isSure = second === undefined || suffix === "svc" || /^svc\.cluster(?:\..+)?$/.test(suffix);
  // No Service has names below its own, and so none that begins with a bucket (F10).
  if (isSure) {
    return plan.isPathStyle
      ? { kind: "service", namespace: second ?? namespace, name, port: number, isSure }
      : { kind: "no-such-host" };
  }
  return labels.length === 2 ? { kind: "service", namespace: second, name, port: number, isSure } : { kind: "outside" };
}
