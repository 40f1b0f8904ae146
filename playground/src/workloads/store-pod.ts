// The object store as pods and port-forwards find it: a Service and a pod in a namespace of its own.
import type { ClusterClient } from "../kubernetes/cluster-client.ts";
import { namespaces, pods, services } from "../kubernetes/resource-types.ts";
import { MINIO } from "../programs/store/object-store.ts";

const IMAGE = "minio/minio:RELEASE.2023-09-04T19-57-37Z";

export async function createStorePod(client: ClusterClient, nodeName: string): Promise<void> {
  const { namespace, service: name } = MINIO;
  const labels = { app: name };
  const ports = [
    { name: "api", port: MINIO.port },
    { name: "console", port: MINIO.consolePort },
  ];
  await client.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } });
  await client.create(services, {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels },
    spec: {
      selector: labels,
      ports: ports.map(({ name: portName, port }) => ({ name: portName, port, targetPort: port })),
    },
  });
  const container = {
    name,
    image: IMAGE,
    ports: ports.map(({ name: portName, port }) => ({ name: portName, containerPort: port })),
  };
  await client.create(pods, {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: { nodeName, containers: [container] },
  });
}
