// The gateway as clients inside the cluster and port-forwards find it: a Service and a pod under the names that the charts give.
import type { Program, StreamServer } from "../kubelet/program.ts";
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { gateways, namespaces, pods, services } from "../kubernetes/resource-types.ts";

const PLACES = {
  istio: { namespace: "istio-system", name: "istio-ingressgateway" },
  ambassador: { namespace: "ambassador", name: "ambassador" },
} as const;

export const GATEWAY_IMAGE = "playground/ingress-gateway:1";
const PORT = 8080;

/** What runs in its pod: the gateway itself, behind one more door. */
export function gatewayProgram(gateway: () => StreamServer | undefined): Program {
  return async context => {
    context.network.listen(PORT, { emit: (event, stream) => gateway()?.emit(event, stream) ?? false });
    await new Promise<void>(resolve => context.stopped.addEventListener("abort", () => resolve(), { once: true }));
    return { exitCode: 0 };
  };
}

export async function createGatewayPod(
  client: ClusterClient,
  ingress: keyof typeof PLACES,
  nodeName: string,
): Promise<void> {
  const { namespace, name } = PLACES[ingress];
  const labels = { app: name, ...(ingress === "istio" && { istio: "ingressgateway" }) };
  await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  await client.create(services, {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels },
    spec: { selector: labels, ports: [{ name: "http2", port: 80, targetPort: PORT }] },
  });
  const container = { name, image: GATEWAY_IMAGE, ports: [{ name: "http2", containerPort: PORT }] };
  await client.create(pods, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: { nodeName, containers: [container] },
  });
  if (ingress !== "istio") return;
  const server = { hosts: ["*"], port: { name: "http", number: 80, protocol: "HTTP" } };
  await client.create(gateways, {
    apiVersion: "networking.istio.io/v1beta1",
    kind: "Gateway",
    metadata: { name: "seldon-gateway", namespace },
    spec: { selector: labels, servers: [server] },
  });
}
