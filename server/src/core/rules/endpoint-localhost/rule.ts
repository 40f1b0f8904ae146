// Addresses of stores and of MLflow that mean the author's own machine lead a pod to itself (S08).
import { defineResourceRule, suggestion, type DeploymentContext, type Sibling } from "../../lint/rule.ts";
import { addressIn, replaceAddress } from "./address.ts";
import { endpointsOf, type Endpoint } from "./endpoints.ts";
import { serviceAddresses } from "./service-addresses.ts";

export const endpointLocalhost = defineResourceRule({
  id: "endpoint-localhost",
  severity: "error",
  title: "Disallow localhost as the address of an object store or of MLflow",
  why: "Inside a pod `localhost` is the pod, not the machine on which `kubectl port-forward` or Docker Compose runs. The initializer or the training pod gets `dial tcp 127.0.0.1:9000: connect: connection refused`, a Python client `[Errno 111] Connection refused`.",
  remedy:
    "Write the address that the Service has in the cluster: `http://<service>.<namespace>.svc.cluster.local:<port>`.",
  failureModes: ["S08"],
  resources: ["SeldonDeployment", "Secret", "ConfigMap"],
  messages: {
    ownMachine: {
      text: 'The address in {variable} means the pod itself to whatever runs in a pod, and there the store does not listen: "connect: connection refused". Write the address of its Service in the cluster, such as http://minio.storage.svc.cluster.local:9000.',
    },
    sidecar: {
      text: 'The address in {variable} means the pod itself. That holds only where the container {container}, which has port {port}, runs in the same pod; elsewhere it ends in "connect: connection refused". If the store is meant, write the address of its Service in the cluster.',
      severity: "warning",
    },
  },
  check(context) {
    const seen = new Set<unknown>();
    for (const endpoint of endpointsOf(context.resource, context.siblings)) {
      // An alias is the same value once more.
      if (seen.has(endpoint.at.node)) continue;
      seen.add(endpoint.at.node);
      reportEndpoint(context, endpoint, context.siblings("Service"));
    }
  },
});

type Context = DeploymentContext<"ownMachine" | "sidecar">;

/** The address itself stays out of message and title: it may be a Secret's. */
function reportEndpoint(
  { document, resource, report }: Context,
  endpoint: Endpoint,
  services: readonly Sibling[],
): void {
  const { at, variable, value } = endpoint;
  const address = addressIn(value);
  if (!address) return;
  const namespace = resource.at.at("metadata", "namespace").string();
  const fixes = serviceAddresses(services, variable, address.port, namespace).map(found =>
    suggestion(
      `Write the address of the Service ${found.service}: ${found.address}`,
      replaceAddress(document, endpoint, address, found.address),
    ),
  );
  const sidecar = endpoint.podPorts.find(({ port }) => port === address.port);
  if (sidecar) report({ at, message: "sidecar", data: { variable, ...sidecar }, fixes });
  else report({ at, message: "ownMachine", data: { variable }, fixes });
}
