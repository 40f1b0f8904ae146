// A whole cluster in one process: an API server of our own and everything that makes it live. Loopback only.
import path from "node:path";
import process from "node:process";
import { playgroundCrds } from "./api-server/crds/playground-crds.ts";
import { startApiServer, type ApiServer } from "./api-server/start.ts";
import type { Connection } from "./kubernetes/connection.ts";
import type { WebhookRoute } from "./kubernetes/webhook-route.ts";
import { startSimulation, type IngressKind, type Simulation } from "./simulation.ts";

export interface PlaygroundOptions {
  /** Has to exist. The kubeconfig files go there, readable for their owner only. */
  readonly folder: string;
  /** How many simulated seconds pass in a real one. */
  readonly speed: number;
  readonly ingress: IngressKind;
  /** How many nodes there are, one where it is left out. */
  readonly nodes?: number;
  /** In which states the cluster is to begin; see `cluster-states/states.ts`. */
  readonly clusterStates?: readonly string[];
  /** Of the API server; 0 takes a free one. */
  readonly port: number;
  /** How many changes are kept for watches that resume; see the API server. */
  readonly history?: number;
}

export interface Playground {
  readonly apiServer: ApiServer;
  readonly simulation: Simulation;
  /** Of a user who may do everything. */
  readonly kubeconfig: string;
  /** Of a user who may only read, and no Secrets: for trying out what RBAC refuses. */
  readonly viewerKubeconfig: string;
  /** URL of the simulated ingress gateway. */
  readonly gateway: string | undefined;
  close(): Promise<void>;
}

/** Resolves once a manifest that is applied now is validated, reconciled and run. */
export async function startPlayground({ folder, ...options }: PlaygroundOptions): Promise<Playground> {
  const { port, history } = options;
  let route: WebhookRoute | undefined;
  const apiServer = await startApiServer({
    ...{ port, crds: playgroundCrds() },
    ...(history !== undefined && { history }),
    webhookRoute: (service, namespace) => route?.(service, namespace),
  });
  const kubeconfig = path.join(folder, "kubeconfig");
  const viewerKubeconfig = path.join(folder, "kubeconfig-viewer");
  apiServer.writeKubeconfig(kubeconfig, "admin");
  apiServer.writeKubeconfig(viewerKubeconfig, "viewer", { context: "seldon-playground-viewer" });
  const as = (user: Parameters<ApiServer["token"]>[0]): Connection => ({
    server: apiServer.url,
    certificateAuthority: apiServer.caCertificate,
    token: apiServer.token(user),
  });
  const simulation = await startSimulation({
    ...options,
    hasStore: true,
    routeWebhook: given => (route = given),
    connections: {
      operator: as("operator"),
      kubelet: as("kubelet"),
      controllers: as("controllers"),
      admin: as("admin"),
    },
    report: reporter(),
  });
  return {
    apiServer,
    simulation,
    kubeconfig,
    viewerKubeconfig,
    gateway: simulation.gateway?.url,
    async close() {
      try {
        await simulation.close();
      } finally {
        await apiServer.close();
      }
    },
  };
}

/** What keeps going wrong is tried again and again, and said once. */
function reporter(): (problem: string) => void {
  const told = new Set<string>();
  return problem => {
    // The same trouble with another pod, or a tenth time with other numbers, is no news.
    const kind = problem.replace(/"[^"]*"|\d+|\S+\/\S+/g, "");
    if (told.has(kind)) return;
    told.add(kind);
    process.stderr.write(`${problem}\n`);
  };
}
