// A SeldonDeployment with everything that operator and controllers would make of it, written by hand: where neither of them runs.
import type { OwnerReference } from "../../client/src/kube/objects.ts";
import type { ClusterSession, KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import { DEPLOYMENT_ID, DEPLOYMENTS, REPLICA_SETS, SELDON_DEPLOYMENTS } from "../../client/src/live/resource-types.ts";

/** What a pod of it carries, and its container's name: that of the graph's only unit. */
export interface HandMadeDeployment {
  readonly labels: Record<string, string>;
  readonly ownerReferences: OwnerReference[];
  readonly container: string;
}

/** @param name with one predictor `main` and one unit, `scorer` */
export async function makeDeployment(
  session: ClusterSession,
  namespace: string,
  name: string,
): Promise<HandMadeDeployment> {
  const container = "scorer";
  const workload = `${name}-main-0-${container}`;
  const labels = { [DEPLOYMENT_ID]: name, app: workload };
  const make = async <T extends KubeObject>(
    type: ResourceType<T>,
    object: { name: string; owner?: OwnerReference; spec: object },
  ): Promise<OwnerReference> => {
    const apiVersion = `${type.group}/${type.version}`;
    const metadata = {
      ...{ name: object.name, namespace, labels },
      ...(object.owner && { ownerReferences: [object.owner] }),
    };
    const { object: made } = await session.create<KubeObject>(type, {
      apiVersion,
      kind: type.kind,
      metadata,
      spec: object.spec,
    });
    return { apiVersion, kind: type.kind, name: object.name, uid: made.metadata.uid ?? "", controller: true };
  };
  const template = { metadata: { labels }, spec: { containers: [{ name: container, image: "counter:1" }] } };
  const selector = { matchLabels: { app: workload } };
  const graph = { name: container, implementation: "SKLEARN_SERVER", modelUri: "s3://models/iris" };
  const owner = await make(SELDON_DEPLOYMENTS, { name, spec: { predictors: [{ name: "main", graph, replicas: 1 }] } });
  const deployment = await make(DEPLOYMENTS, { name: workload, owner, spec: { replicas: 1, selector, template } });
  const replicaSet = await make(REPLICA_SETS, {
    name: `${workload}-5d8f7c9b6`,
    owner: deployment,
    spec: { replicas: 1, selector, template },
  });
  return { labels, ownerReferences: [replicaSet], container };
}
