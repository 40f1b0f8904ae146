// Finds in a deployment's tree what a row of the explorer stands for, with the workloads and pods that belong to it.
import {
  unitsOf,
  type ContainerNode,
  type PodNode,
  type PredictorNode,
  type SeldonDeploymentNode,
  type UnitNode,
  type UnitSpec,
  type WorkloadNode,
} from "../../domain/index.ts";
import type { DeploymentTarget, Target } from "../../ui/target.ts";

/** Targets that belong to one SeldonDeployment. */
export type InsideTarget = Exclude<Target, { readonly kind: "context" | "namespace" | "message" }>;

/** A deployment or something in it. */
export interface Part {
  readonly predictor: PredictorNode | undefined;
  readonly unit: UnitSpec | undefined;
  readonly workloads: readonly WorkloadNode[];
  readonly pods: readonly PodNode[];
  readonly container: ContainerNode | undefined;
}

export function isInside(target: Target | undefined): target is InsideTarget {
  return target !== undefined && !["context", "namespace", "message"].includes(target.kind);
}

/** The SeldonDeployment that a target belongs to. */
export function deploymentOf(target: InsideTarget): DeploymentTarget {
  const { context, namespace } = target;
  const name = target.kind === "deployment" ? target.name : target.deployment;
  return { kind: "deployment", context, namespace, name };
}

/** Undefined where it is gone. */
export function partOf(tree: SeldonDeploymentNode, target: InsideTarget): Part | undefined {
  switch (target.kind) {
    case "deployment":
    case "routes":
    case "route":
      return partWith({ workloads: workloadsOf(tree) });
    case "predictor": {
      const predictor = findPredictor(tree, target.predictor);
      return predictor && partWith({ predictor, workloads: predictor.workloads });
    }
    case "unit": {
      const predictor = findPredictor(tree, target.predictor);
      const unit = predictor?.root && unitAlong(predictor.root, target.path);
      return unit && partWith({ predictor, unit: unit.spec, workloads: unit.workloads });
    }
    case "workload": {
      const workload = workloadsOf(tree).find(({ object }) => object.metadata.name === target.workload);
      return workload && partWith({ predictor: predictorWith(tree, workload), workloads: [workload] });
    }
    case "pod":
    case "container":
      return podPart(tree, target.pod, target.kind === "container" ? target.container : undefined);
  }
}

/** All Deployments behind a SeldonDeployment, those of removed predictors last. */
export function workloadsOf(tree: SeldonDeploymentNode): readonly WorkloadNode[] {
  return [...tree.predictors.flatMap(({ workloads }) => workloads), ...tree.orphans];
}

function podPart(tree: SeldonDeploymentNode, name: string, containerName: string | undefined): Part | undefined {
  const workload = workloadsOf(tree).find(({ pods }) => pods.some(({ object }) => object.metadata.name === name));
  const pod = workload?.pods.find(({ object }) => object.metadata.name === name);
  if (!workload || !pod) return undefined;
  const predictor = predictorWith(tree, workload);
  const container = pod.containers.find(candidate => candidate.name === containerName);
  if (containerName !== undefined && !container) return undefined;
  const unit = unitsOf(predictor?.spec).find(candidate => candidate.name === container?.unit);
  return { predictor, unit, workloads: [workload], pods: [pod], container };
}

function partWith({
  predictor,
  unit,
  workloads,
}: {
  readonly predictor?: PredictorNode | undefined;
  readonly unit?: UnitSpec;
  readonly workloads: readonly WorkloadNode[];
}): Part {
  return { predictor, unit, workloads, pods: workloads.flatMap(({ pods }) => pods), container: undefined };
}

function findPredictor(tree: SeldonDeploymentNode, name: string): PredictorNode | undefined {
  return tree.predictors.find(({ spec }) => spec.name === name);
}

function predictorWith(tree: SeldonDeploymentNode, workload: WorkloadNode): PredictorNode | undefined {
  return tree.predictors.find(({ workloads }) => workloads.includes(workload));
}

/** @param names from the graph's root down to the unit */
function unitAlong(root: UnitNode, names: readonly string[]): UnitNode | undefined {
  const [first, ...rest] = names;
  if (root.spec.name !== first) return undefined;
  return rest.reduce<UnitNode | undefined>((unit, name) => unit?.children.find(({ spec }) => spec.name === name), root);
}

/** The name of what a target stands for, as kubectl takes it or the manifest writes it; undefined where it has none. */
export function nameOf(target: Target): string | undefined {
  switch (target.kind) {
    case "context":
      return target.context;
    case "namespace":
      return target.namespace;
    case "deployment":
      return target.name;
    case "predictor":
      return target.predictor;
    case "unit":
      return target.path.at(-1);
    case "workload":
      return target.workload;
    case "pod":
      return target.pod;
    case "container":
      return target.container;
    case "route":
      return target.route;
    case "routes":
    case "message":
      return undefined;
  }
}
