// A real API server that the playground's operator, webhook, controllers and kubelet bring to life: a deploy there ends in Ready.
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { createHttpsClient } from "../../playground/src/kubernetes/https-client.ts";
import { namespaces } from "../../playground/src/kubernetes/resource-types.ts";
import { startSimulation, type Simulation } from "../../playground/src/simulation.ts";
import { startRealApiServer, type RealApiServer } from "./real-api-server.ts";

/** Where the operator's chart puts it. */
const SYSTEM_NAMESPACE = "seldon-system";

/** Its `stop` ends all of it; `halt` and `resume` concern the API server alone. @param speed of the simulated clock */
export async function startLivingApiServer({ speed }: { readonly speed: number }): Promise<RealApiServer> {
  const server = await startRealApiServer();
  try {
    const simulation = await simulate(server.admin, speed);
    return {
      ...server,
      async stop() {
        await simulation.close();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** What a cluster lacks is reported by the tests that miss it: while the API server is away, every part of it complains. */
async function simulate(kubeconfig: string, speed: number): Promise<Simulation> {
  const connection = await loadKubeconfig(kubeconfig);
  const setup = createHttpsClient(connection);
  await setup.create(namespaces, { apiVersion: "v1", kind: "Namespace", metadata: { name: SYSTEM_NAMESPACE } });
  setup.close();
  return await startSimulation({
    connections: { operator: connection, kubelet: connection, controllers: connection, admin: connection },
    speed,
    ingress: "none",
    report: () => undefined,
  });
}
