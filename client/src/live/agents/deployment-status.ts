// How deployments stand, for an agent: states and reasons in words, from the root down to containers.
import {
  traffic,
  type ContainerNode,
  type Judged,
  type PodNode,
  type PredictorNode,
  type TreeNode,
  type UnitNode,
  type WorkloadNode,
} from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../resource-types.ts";

const MAX_DEPLOYMENTS = 100;
/** Replicas show the same. */
const MAX_PODS = 10;
/** Characters of what the operator says in a list. */
const LONGEST_DESCRIPTION = 500;

type Json = Record<string, unknown>;

/** The deployments of a namespace as the operator says they stand. Rejects with a `KubeError`. */
export async function listDeployments(session: ClusterSession, namespace: string, signal: AbortSignal): Promise<Json> {
  const found = await session.list(SELDON_DEPLOYMENTS, { namespace, limit: MAX_DEPLOYMENTS, signal });
  return {
    deployments: found.items.map(({ metadata, status, spec }) => ({
      name: metadata.name,
      state: status?.state ?? "the operator has not looked at it",
      ...(status?.description !== undefined && { description: status.description.slice(0, LONGEST_DESCRIPTION) }),
      predictors: (spec?.predictors ?? []).map(({ name }) => name),
    })),
    ...(found.continue !== undefined && { note: `Only the first ${MAX_DEPLOYMENTS} are listed.` }),
  };
}

export function describeTree({ tree, infos }: Judged): Json {
  const describe = describer(infos);
  const shares = new Map(traffic(tree).map(({ predictor, words }) => [predictor, words]));
  const predictor = (node: PredictorNode): Json => ({
    name: node.spec.name,
    ...describe(node),
    traffic: shares.get(node.spec.name) ?? "",
    units: (node.root ? unitsBelow(node.root) : []).map(unit => ({ name: unit.spec.name, ...describe(unit) })),
    workloads: node.workloads.map(workload),
  });
  const workload = (node: WorkloadNode): Json => ({
    name: node.object.metadata.name,
    runs: node.role,
    ...describe(node),
    pods: node.pods.slice(0, MAX_PODS).map(pod),
    ...(node.pods.length > MAX_PODS && { morePods: node.pods.length - MAX_PODS }),
  });
  const pod = (node: PodNode): Json => ({
    name: node.object.metadata.name,
    ...describe(node),
    ...(!node.isNewest && { note: "It runs the previous version." }),
    containers: node.containers.map(container),
  });
  const container = (node: ContainerNode): Json => ({
    name: node.name,
    runs: node.role,
    ...describe(node),
    restarts: node.status?.restartCount ?? 0,
  });
  return {
    ...describe(tree),
    ...(!tree.knowsWorkloads && { note: "The Deployments of the namespace may not be listed." }),
    predictors: tree.predictors.map(predictor),
    ...(tree.orphans.length > 0 && { left: tree.orphans.map(workload) }),
  };
}

function unitsBelow(unit: UnitNode): UnitNode[] {
  return [unit, ...unit.children.flatMap(unitsBelow)];
}

function describer(infos: Judged["infos"]): (node: TreeNode) => Json {
  return node => {
    const { state = "unknown", words = "", reason, notes = [] } = infos.get(node) ?? {};
    return {
      state,
      ...(words !== "" && { words }),
      ...(reason !== undefined && { reason }),
      ...(notes.length > 0 && { notes }),
    };
  };
}
