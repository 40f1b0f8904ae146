// Everything of a playground but its API server: operator, webhook, controllers, kubelet and gateway. All of it are clients of
// an API server over HTTPS, so it brings a real one to life just as well.
import { startAdmissionWebhook } from "./admission/admission-webhook.ts";
import { webhookConfiguration, type WebhookRegistration } from "./admission/webhook-configuration.ts";
import { startGateway, type Gateway } from "./gateway/gateway.ts";
import { createGatewayPod, GATEWAY_IMAGE, gatewayProgram } from "./gateway/gateway-pod.ts";
import { startKubelet, type Kubelet } from "./kubelet/kubelet.ts";
import { createCertificateAuthority, issue } from "./kubernetes/certificates.ts";
import { createClock } from "./kubernetes/clock.ts";
import type { ClusterClient } from "./kubernetes/cluster-client.ts";
import type { Connection } from "./kubernetes/connection.ts";
import { createHttpsClient } from "./kubernetes/https-client.ts";
import type { KubeObject, ResourceType } from "./kubernetes/objects.ts";
import { configMaps, nodes } from "./kubernetes/resource-types.ts";
import { operatorConfig, seldonConfigMap } from "./operator/config.ts";
import { startOperator } from "./operator/operator.ts";
import { withWallTime } from "./kubernetes/wall-clock.ts";
import { findProgram } from "./programs/index.ts";
import { startWorkloads } from "./workloads/workloads.ts";

export type IngressKind = "istio" | "ambassador" | "none";

export interface SimulationOptions {
  /** As whom each part speaks to the API server. */
  readonly connections: Readonly<Record<"operator" | "kubelet" | "controllers" | "admin", Connection>>;
  /** How many simulated seconds pass in a real one. */
  readonly speed: number;
  readonly ingress: IngressKind;
  readonly nodeName?: string;
  /** Leaves all other namespaces to other operators and webhooks; for tests that share a cluster. */
  readonly webhookNamespaceLabels?: WebhookRegistration["namespaceLabels"];
  /** Told of what goes wrong and is tried again. */
  readonly report: (problem: string) => void;
}

export interface Simulation {
  readonly kubelet: Kubelet;
  /** Undefined where there is no ingress. */
  readonly gateway: Gateway | undefined;
  close(): Promise<void>;
}

/** A node large enough for whatever somebody tries. */
const ALLOCATABLE = { cpu: "16", memory: "64Gi", pods: "500" };
const CERTIFICATE_DAYS = 365;

/** Resolves once a SeldonDeployment that is applied now is validated, reconciled and run. */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const { connections, speed, ingress, report, nodeName = "playground" } = options;
  const clock = createClock(speed);
  const client = (user: keyof SimulationOptions["connections"]): ClusterClient =>
    createHttpsClient(connections[user], { report, userAgent: `seldon-playground-${user}` });
  const clients = { operator: client("operator"), kubelet: client("kubelet"), controllers: client("controllers") };
  const setup = client("admin");
  const authority = createCertificateAuthority("playground-services-ca");
  const hosts = ["127.0.0.1", "localhost"];
  const certificateFor = (commonName: string): ReturnType<typeof issue> =>
    issue(authority, { commonName, hosts, validDays: CERTIFICATE_DAYS });

  const webhook = await startAdmissionWebhook({
    ...certificateFor("seldon-webhook-service"),
    authority: authority.certificate,
  });
  const registration = webhookConfiguration({
    url: webhook.url,
    caBundle: webhook.caBundle,
    ...(options.webhookNamespaceLabels && { namespaceLabels: options.webhookNamespaceLabels }),
  });
  await replace(setup, VALIDATING_WEBHOOKS, registration);
  await replace(setup, configMaps, seldonConfigMap(operatorConfig({ ingress })));
  const workloads = startWorkloads({ client: clients.controllers, clock, garbageCollector: true, report });
  let gateway: Gateway | undefined;
  const [kubelet, operator] = await Promise.all([
    startKubelet({
      client: clients.kubelet,
      clock,
      programs: (image, container, pod) =>
        image === GATEWAY_IMAGE ? gatewayProgram(() => gateway?.server) : findProgram(image, container, pod),
      nodeName,
      certificate: certificateFor(nodeName),
      allocatable: ALLOCATABLE,
      report,
    }),
    startOperator({ client: clients.operator, clock: withWallTime(clock), ingress, report }),
  ]);
  if (ingress !== "none") {
    gateway = await startGateway({
      ...{ client: clients.controllers, ingress },
      dial: (host, port) => kubelet.dial(host, port),
    });
    await createGatewayPod(setup, ingress, nodeName);
  }

  return {
    kubelet,
    gateway,
    async close() {
      await takeAway(setup.delete(VALIDATING_WEBHOOKS, registration.metadata.name));
      await takeAway(setup.delete(nodes, nodeName));
      await gateway?.close();
      workloads.close();
      await operator.close();
      await kubelet.close();
      await webhook.close();
      for (const used of [...Object.values(clients), setup]) used.close();
    },
  };
}

const VALIDATING_WEBHOOKS: ResourceType = {
  group: "admissionregistration.k8s.io",
  version: "v1",
  plural: "validatingwebhookconfigurations",
  kind: "ValidatingWebhookConfiguration",
  isNamespaced: false,
};

/** A server that answers no more keeps nobody from ending. */
async function takeAway(deleting: Promise<void>): Promise<void> {
  await deleting.catch(() => undefined);
}

/** What an earlier run left is out of date: ports and certificates are new each time. */
async function replace<T extends KubeObject>(client: ClusterClient, type: ResourceType<T>, object: T): Promise<void> {
  const { name, namespace } = object.metadata;
  await client.delete(type, name, namespace);
  await client.create(type, object);
}
