// The pods and containers that a target's log comes from, as they are now.
import {
  explainingLog,
  logSource,
  type ContainerNode,
  type ContainerStatus,
  type Info,
  type LogChoice,
  type PodNode,
  type PodObject,
  type SeldonDeploymentNode,
  type SignatureMatch,
  type SignatureSource,
  type TreeNode,
  type UnitNode,
  type WorkloadNode,
} from "../../domain/index.ts";
import type { RowLogTarget } from "./log-target.ts";

export interface FollowedPod {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** The Deployment or Job that made it. */
  readonly owner: string;
  /** As Kubernetes writes times. */
  readonly created: string;
  readonly isReady: boolean;
  readonly containers: readonly FollowedContainer[];
  /** The log that says why the pod does not get ready, where it is known. */
  readonly explaining?: LogChoice | undefined;
}

export interface FollowedContainer {
  readonly name: string;
  readonly isInit: boolean;
  readonly source: SignatureSource;
  readonly status?: ContainerStatus | undefined;
  /** The signature that explains its end. */
  readonly match?: SignatureMatch | undefined;
}

/** A deployment with how its parts stand. */
export interface Judged {
  readonly tree: SeldonDeploymentNode;
  readonly infos: ReadonlyMap<TreeNode, Info>;
}

/** The pods of everything but a pod or a Job; of a unit, only the containers that belong to it. */
export function followedPods(target: RowLogTarget, judged: Judged): readonly FollowedPod[] {
  const { predictors, orphans } = judged.tree;
  const all = [...predictors.flatMap(({ workloads }) => workloads), ...orphans];
  const pods = (
    workloads: readonly WorkloadNode[],
    takes: (container: ContainerNode) => boolean = () => true,
  ): FollowedPod[] =>
    workloads.flatMap(workload => workload.pods.map(pod => followedPod(pod, workload, judged.infos, takes)));
  switch (target.kind) {
    case "deployment":
      return pods(all);
    case "predictor":
      return pods(
        predictors.filter(({ spec }) => spec.name === target.predictor).flatMap(({ workloads }) => workloads),
      );
    case "unit": {
      const root = predictors.find(({ spec }) => spec.name === target.predictor)?.root;
      const unit = unitAt(root, target.path);
      return pods(unit?.workloads ?? [], container => container.unit === unit?.spec.name);
    }
    case "workload":
      return pods(all.filter(({ object }) => object.metadata.name === target.workload));
    case "pod":
      return pods(all);
    case "container":
      return pods(all, container => container.name === target.container);
  }
}

/** A pod that no SeldonDeployment has made, such as a Job's. */
export function podOfJob(job: string, pod: PodObject): FollowedPod {
  const { spec = {}, status = {} } = pod;
  const containers = (
    names: readonly { readonly name: string }[] | undefined,
    statuses: readonly ContainerStatus[] | undefined,
    isInit: boolean,
  ): FollowedContainer[] =>
    (names ?? []).map(({ name }) => ({
      name,
      isInit,
      source: isInit ? "initializer-log" : "model-log",
      status: statuses?.find(one => one.name === name),
    }));
  return {
    ...identity(pod),
    owner: job,
    isReady: false,
    containers: [
      ...containers(spec.initContainers, status.initContainerStatuses, true),
      ...containers(spec.containers, status.containerStatuses, false),
    ],
  };
}

function followedPod(
  pod: PodNode,
  workload: WorkloadNode,
  infos: ReadonlyMap<TreeNode, Info>,
  takes: (container: ContainerNode) => boolean,
): FollowedPod {
  const containers = pod.containers.filter(takes);
  const choice = infos.get(pod)?.state === "ready" ? undefined : explainingLog(pod);
  return {
    ...identity(pod.object),
    owner: workload.object.metadata.name,
    isReady: infos.get(pod)?.state === "ready",
    containers: containers.map(container => ({
      name: container.name,
      isInit: container.isInit,
      source: logSource(container),
      status: container.status,
      match: infos.get(container)?.match,
    })),
    explaining: containers.some(({ name }) => name === choice?.container) ? choice : undefined,
  };
}

function identity({ metadata }: PodObject): Pick<FollowedPod, "namespace" | "name" | "uid" | "created"> {
  const { namespace = "", name, uid = "", creationTimestamp: created = "" } = metadata;
  return { namespace, name, uid, created };
}

function unitAt(root: UnitNode | undefined, path: readonly string[]): UnitNode | undefined {
  const [first, ...rest] = path;
  if (root?.spec.name !== first) return undefined;
  return rest.reduce<UnitNode | undefined>(
    (unit, name) => unit?.children.find(child => child.spec.name === name),
    root,
  );
}
