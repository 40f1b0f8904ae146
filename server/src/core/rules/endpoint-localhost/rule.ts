// Addresses of stores and of MLflow that mean the author's own machine lead a pod to itself (S08).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { Deployment, isRcloneSecret } from "../../model/index.ts";
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
    unnamedSecret: {
      text: 'The address in {variable} means the pod itself to whatever runs in a pod. No SeldonDeployment of this file names this Secret; if Seldon\'s initializer reads it, its log ends in "connect: connection refused". Write the address of the Service in the cluster, such as http://minio.storage.svc.cluster.local:9000.',
      severity: "warning",
    },
  },
  check(context) {
    const seen = new Set<unknown>();
    for (const endpoint of endpointsOf(context)) {
      // An alias is the same value once more.
      if (seen.has(endpoint.at.node)) continue;
      seen.add(endpoint.at.node);
      reportEndpoint(context, endpoint, isUnnamedSecret(context));
    }
  },
});

type Context = DeploymentContext<"ownMachine" | "sidecar" | "unnamedSecret">;

/** rclone's variables may as well be meant for a program outside of Kubernetes' pod network, such as a backup of the host. */
function isUnnamedSecret({ resource, siblings }: Context): boolean {
  if (!isRcloneSecret(resource)) return false;
  const name = resource.at.at("metadata", "name").string();
  if (name === undefined) return true;
  const deployments = siblings("SeldonDeployment").map(sibling => new Deployment(sibling.resource));
  const sources = deployments.flatMap(({ units, predictors }) => [
    ...units.map(unit => unit.at),
    ...predictors.map(predictor => predictor.explainer),
  ]);
  return !sources.some(source => source.key("envSecretRefName").string() === name);
}

/** The address itself stays out of message and title: it may be a Secret's. */
function reportEndpoint(
  { document, resource, report, siblings }: Context,
  endpoint: Endpoint,
  isUnnamed: boolean,
): void {
  const { at, variable, value } = endpoint;
  const address = addressIn(value);
  if (!address) return;
  const sidecar = endpoint.podPorts.find(({ port }) => port === address.port);
  if (sidecar && endpoint.isSamePod) return;
  const namespace = resource.at.at("metadata", "namespace").string();
  const fixes = serviceAddresses(siblings("Service"), variable, address.port, namespace).map(found =>
    suggestion(
      l10n.t`Write the address of the Service ${found.service}: ${found.address}`,
      replaceAddress(document, endpoint, address, found.address),
    ),
  );
  if (sidecar) report({ at, message: "sidecar", data: { variable, ...sidecar }, fixes });
  else report({ at, message: isUnnamed ? "unnamedSecret" : "ownMachine", data: { variable }, fixes });
}
