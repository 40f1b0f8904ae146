// Everything of a playground but its API server: operator, webhook, controllers, kubelet and gateway. All of it are clients of
// an API server over HTTPS, so it brings a real one to life just as well.
import type { WebhookRegistration } from "./admission/webhook-configuration.ts";
import { stateConfigMap, watchStates } from "./cluster-states/watch-states.ts";
import { startGateway, type Gateway } from "./gateway/gateway.ts";
import { createGatewayPod, GATEWAY_IMAGE, gatewayProgram } from "./gateway/gateway-pod.ts";
import { startKubelet, type Kubelet } from "./kubelet/kubelet.ts";
import { createCertificateAuthority, issue } from "./kubernetes/certificates.ts";
import { createClock } from "./kubernetes/clock.ts";
import type { ClusterClient } from "./kubernetes/cluster-client.ts";
import type { Connection } from "./kubernetes/connection.ts";
import { createEventRecorder } from "./kubernetes/events.ts";
import { createHttpsClient } from "./kubernetes/https-client.ts";
import { configMaps, nodes } from "./kubernetes/resource-types.ts";
import type { WebhookRoute } from "./kubernetes/webhook-route.ts";
import { withWallTime } from "./kubernetes/wall-clock.ts";
import { findProgram } from "./programs/index.ts";
import { createStorePod } from "./workloads/store-pod.ts";
import { startSeldonCore } from "./seldon-core.ts";
import { startWorkloads } from "./workloads/workloads.ts";

export type IngressKind = "istio" | "ambassador" | "none";

export interface SimulationOptions {
  /** As whom each part speaks to the API server. */
  readonly connections: Readonly<Record<"operator" | "kubelet" | "controllers" | "admin", Connection>>;
  /** How many simulated seconds pass in a real one. */
  readonly speed: number;
  readonly ingress: IngressKind;
  /** Makes the object store a Service that forwards reach; what pods read from it is there without. */
  readonly hasStore?: boolean;
  /** Of the first node; further ones add a number. */
  readonly nodeName?: string;
  /** How many nodes there are, one where it is left out. */
  readonly nodes?: number;
  /** Leaves all other namespaces to other operators and webhooks; for tests that share a cluster. */
  readonly webhookNamespaceLabels?: WebhookRegistration["namespaceLabels"];
  /**
   * Takes the way to the webhook's Service, for an API server that is told of it; the webhook is then registered by its Service.
   * Without it the webhook has an address of its own.
   */
  readonly routeWebhook?: (route: WebhookRoute) => void;
  /** In which states the cluster is to begin; see `cluster-states/states.ts`. */
  readonly clusterStates?: readonly string[];
  /** Told of what goes wrong and is tried again. */
  readonly report: (problem: string) => void;
}

export interface Simulation {
  readonly kubelet: Kubelet;
  /** Undefined where there is no ingress. */
  readonly gateway: Gateway | undefined;
  close(): Promise<void>;
}

/** A node large enough for whatever somebody tries; who wants more pods than fit takes more nodes. */
const ALLOCATABLE = { cpu: "16", memory: "64Gi", pods: "500" };
const CERTIFICATE_DAYS = 365;
const HOSTS = ["127.0.0.1", "localhost"];

/** Resolves once a SeldonDeployment that is applied now is validated, reconciled and run. */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const { connections, speed, ingress, report, nodeName = "playground" } = options;
  const nodeNames = Array.from({ length: options.nodes ?? 1 }, (_, index) =>
    index === 0 ? nodeName : `${nodeName}-${index + 1}`,
  );
  const clock = createClock(speed);
  const client = (user: keyof SimulationOptions["connections"]): ClusterClient =>
    createHttpsClient(connections[user], { report, userAgent: `seldon-playground-${user}` });
  const clients = { operator: client("operator"), kubelet: client("kubelet"), controllers: client("controllers") };
  const setup = client("admin");
  const authority = createCertificateAuthority("playground-services-ca");
  const seldon = await startSeldonCore({
    ...{ client: setup, authority, ingress, report },
    operator: { client: clients.operator, clock: withWallTime(clock) },
    namespaceLabels: options.webhookNamespaceLabels,
    routeWebhook: options.routeWebhook,
  });
  const workloads = startWorkloads({ client: clients.controllers, clock, garbageCollector: true, report });
  let gateway: Gateway | undefined;
  let closedBy: { readonly status: number; readonly body: string } | undefined;
  const certificate = issue(authority, { commonName: nodeName, hosts: HOSTS, validDays: CERTIFICATE_DAYS });
  const kubelet = await startKubelet({
    ...{ client: clients.kubelet, clock, nodeNames, certificate, report },
    programs: (image, container, pod) => {
      if (image === GATEWAY_IMAGE) return gatewayProgram(() => gateway?.server);
      return seldon.programOf(image, pod) ?? findProgram(image, container, pod);
    },
    allocatable: ALLOCATABLE,
  });
  if (ingress !== "none") {
    gateway = await startGateway({
      ...{ client: clients.controllers, ingress, closedBy: () => closedBy },
      dial: (host, port) => kubelet.dial(host, port),
    });
    await createGatewayPod(setup, ingress, nodeName);
  }
  await seldon.showItself();
  if (options.hasStore === true) await createStorePod(setup, nodeName);

  const { clusterStates = [] } = options;
  if (clusterStates.length > 0) await setup.create(configMaps, stateConfigMap(clusterStates));
  const states =
    options.routeWebhook &&
    (await watchStates({
      client: clients.controllers,
      parts: { ...{ client: setup, ...seldon.parts }, gateway: { answerAll: answer => (closedBy = answer) } },
      recorder: createEventRecorder({ client: setup, clock: createClock(1), component: "playground", report }),
      report,
    }));

  return {
    kubelet,
    gateway,
    async close() {
      await states?.close();
      await seldon.unregister();
      for (const name of nodeNames) await takeAway(setup.delete(nodes, name));
      await gateway?.close();
      workloads.close();
      await seldon.stopOperator();
      await kubelet.close();
      await seldon.close();
      for (const used of [...Object.values(clients), setup]) used.close();
    },
  };
}

/** A server that answers no more keeps nobody from ending. */
async function takeAway(deleting: Promise<void>): Promise<void> {
  await deleting.catch(() => undefined);
}
