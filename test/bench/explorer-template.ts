// The objects of one SeldonDeployment as a cluster holds them, taken from the playground: what the benchmark's cluster is made of.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { createHttpsClient } from "../../playground/src/kubernetes/https-client.ts";
import type { ClusterClient } from "../../playground/src/kubernetes/cluster-client.ts";
import type { KubeObject, ResourceType } from "../../playground/src/kubernetes/objects.ts";
import {
  deployments,
  destinationRules,
  events,
  pods,
  replicaSets,
  seldonDeployments,
  services,
  virtualServices,
} from "../../playground/src/kubernetes/resource-types.ts";
import { startPlayground } from "../../playground/src/playground.ts";

/** A deployment with everything that hangs on it, owners before what they own. Its names begin with {@link TEMPLATE_NAME}. */
export interface Template {
  readonly objects: readonly KubeObject[];
  /** Its one pod. */
  readonly pod: KubeObject;
}

export const TEMPLATE_NAME = "modelname";
export const TEMPLATE_NAMESPACE = "default";

const OWNERS_FIRST: readonly ResourceType[] = [
  seldonDeployments,
  services,
  virtualServices,
  destinationRules,
  deployments,
  replicaSets,
  events,
];

/** One deployment that serves, and one whose initializer fails because there is no such bucket. */
export async function makeTemplates(): Promise<{ readonly ready: Template; readonly failing: Template }> {
  return {
    ready: await makeTemplate("gs://seldon-models/v1.17.1/sklearn/iris", '"state":"Available"'),
    failing: await makeTemplate("s3://no-such-bucket/iris", '"reason":"CrashLoopBackOff"'),
  };
}

/** @param settled what one of the objects says when everything has come to rest */
async function makeTemplate(modelUri: string, settled: string): Promise<Template> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "seldon-bench-"));
  const playground = await startPlayground({ folder, speed: 50, ingress: "istio", port: 0 });
  const { apiServer } = playground;
  const client = createHttpsClient({
    server: apiServer.url,
    certificateAuthority: apiServer.caCertificate,
    token: apiServer.token("admin"),
  });
  try {
    await client.create<KubeObject>(seldonDeployments, manifest(modelUri));
    return await settledObjects(client, settled);
  } finally {
    client.close();
    await playground.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function manifest(modelUri: string): KubeObject {
  const graph = { name: "classifier", implementation: "SKLEARN_SERVER", modelUri };
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: TEMPLATE_NAME, namespace: TEMPLATE_NAMESPACE },
    spec: { predictors: [{ name: "default", replicas: 1, graph }] },
  };
}

async function settledObjects(client: ClusterClient, settled: string): Promise<Template> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const of = async (type: ResourceType): Promise<readonly KubeObject[]> =>
      (await client.list<KubeObject>(type, { namespace: TEMPLATE_NAMESPACE })).items;
    const lists = await Promise.all(OWNERS_FIRST.map(of));
    const objects = lists.flat().filter(({ metadata }) => metadata.name.startsWith(TEMPLATE_NAME));
    const [pod] = await of(pods);
    if (pod && JSON.stringify([pod, ...objects]).includes(settled)) return { objects, pod };
    await new Promise(resolve => setTimeout(resolve, 200));
  }
  throw new Error("The playground's deployment did not come to rest.");
}
