// Finds the pod behind a Service, as cluster DNS and kube-proxy do together.
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { Endpoints, Service, ServicePort } from "../kubernetes/workload-types.ts";

type EndpointSubset = NonNullable<Endpoints["subsets"]>[number];

export interface ServiceFinder {
  /**
   * The pod that takes a connection to a Service's port, a different one each time.
   *
   * @param host - `name`, `name.ns`, `name.ns.svc`, `name.ns.svc.cluster.local` or a cluster IP
   */
  find(host: string, port: number, namespace: string): { address: string; port: number } | "unknown" | "no-endpoints";
}

/** Reads the live copies of Services and Endpoints. */
export function createServiceFinder(services: Informer<Service>, endpoints: Informer<Endpoints>): ServiceFinder {
  let turn = 0;

  function findService(host: string, namespace: string): Service | undefined {
    const match = /^([^.]+)(?:\.([^.]+)(?:\.svc(?:\.cluster\.local)?)?)?$/.exec(host);
    if (match?.[1] !== undefined) return services.get(match[1], match[2] ?? namespace);
    return /^\d+\.\d+\.\d+\.\d+$/.test(host)
      ? services.all().find(service => service.spec.clusterIP === host)
      : undefined;
  }

  return {
    find(host, port, namespace) {
      const service = findService(host, namespace);
      if (!service) return "unknown";
      const subsets = endpoints.get(service.metadata.name, service.metadata.namespace)?.subsets ?? [];
      const isHeadless = service.spec.clusterIP === "None";
      const servicePort = service.spec.ports?.find(candidate => candidate.port === port);
      if (!servicePort && !isHeadless) return "no-endpoints";
      const targets = subsets.flatMap(subset => listTargets(subset, isHeadless ? port : servicePort));
      turn += 1;
      return targets[turn % targets.length] ?? "no-endpoints";
    },
  };
}

/** A headless Service hands out pod addresses, so the port stays what was dialled. */
function listTargets(
  subset: EndpointSubset,
  port: ServicePort | number | undefined,
): { address: string; port: number }[] {
  const target =
    typeof port === "number"
      ? port
      : subset.ports?.find(candidate => (candidate.name ?? "") === (port?.name ?? ""))?.port;
  if (target === undefined) return [];
  return (subset.addresses ?? []).map(({ ip }) => ({ address: ip, port: target }));
}
