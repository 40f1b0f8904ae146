// A whole cluster in one process: an API server of our own and everything that makes it live. Loopback only.
import path from "node:path";
import process from "node:process";
import { playgroundCrds } from "./api-server/crds/playground-crds.ts";
import { startApiServer, type ApiServer } from "./api-server/start.ts";
import type { Connection } from "./kubernetes/connection.ts";
import { startSimulation, type IngressKind, type Simulation } from "./simulation.ts";

export interface PlaygroundOptions {
  /** Has to exist. The kubeconfig files go there, readable for their owner only. */
  readonly folder: string;
  /** How many simulated seconds pass in a real one. */
  readonly speed: number;
  readonly ingress: IngressKind;
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
  const apiServer = await startApiServer({ port, crds: playgroundCrds(), ...(history !== undefined && { history }) });
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
    if (told.has(problem)) return;
    told.add(problem);
    process.stderr.write(`${problem}\n`);
  };
}
