// Where in a tree and in the manifest a rollout fails or stands still.
import type { Info } from "../health/info.ts";
import type { PredictorNode, SeldonDeploymentNode, TreeNode, UnitNode, WorkloadNode } from "../health/tree.ts";
import type { ValuePath } from "./plain.ts";
import type { WorkloadStep } from "./rollout-step.ts";

export interface CulpritNode {
  readonly kind: TreeNode["kind"];
  readonly name: string;
}

export interface Culprit {
  /** From the deployment down to what fails. */
  readonly culprit: readonly CulpritNode[];
  /** Of the predictor or unit in the manifest; empty where it is neither's. */
  readonly path: ValuePath;
}

/** The way down to what fails, or to the step that does not move. */
export function culpritOf(
  tree: SeldonDeploymentNode,
  infos: ReadonlyMap<TreeNode, Info>,
  step: WorkloadStep | undefined,
): Culprit {
  const isBad = (node: TreeNode): boolean => infos.get(node)?.state === "failed";
  const top: CulpritNode = { kind: tree.kind, name: tree.object.metadata.name };
  const predictor = tree.predictors.find(one => (step ? one.spec.name === step.predictor : isBad(one)));
  if (!predictor) return { culprit: [top], path: [] };
  const culprit = [top, { kind: predictor.kind, name: predictor.spec.name }];
  const path = ["spec", "predictors", tree.predictors.indexOf(predictor)];
  const workload = predictor.workloads.find(one => (step ? one.object.metadata.name === step.workload : isBad(one)));
  if (!workload) return { culprit, path };
  const pod = workload.pods.find(one => one.isNewest && isBad(one)) ?? workload.pods.find(one => one.isNewest);
  const container = pod?.containers.find(isBad) ?? pod?.containers.find(one => infos.get(one)?.state !== "ready");
  const unit = container?.unit ?? onlyUnit(predictor, workload);
  const unitSteps = predictor.root && unit !== undefined ? stepsTo(predictor.root, unit) : undefined;
  return {
    culprit: [
      ...culprit,
      ...(unit === undefined ? [] : [unitNode(unit)]),
      { kind: workload.kind, name: workload.object.metadata.name },
      ...(pod ? [{ kind: pod.kind, name: pod.object.metadata.name }] : []),
      ...(container ? [{ kind: container.kind, name: container.name }] : []),
    ],
    path: unitSteps ? [...path, "graph", ...unitSteps] : path,
  };
}

/** What the operator could not make often has the predictor in its name: `Deployment.apps "churn-main-0-scorer" is invalid`. */
export function operatorCulprit({ kind, object, predictors }: SeldonDeploymentNode): Culprit {
  const { name } = object.metadata;
  const top = { kind, name };
  const made = /"([^"]+)"/.exec(object.status?.description ?? "")?.[1] ?? "";
  const index = predictors.findIndex(({ spec }) => `${made}-`.startsWith(`${name}-${spec.name}-`));
  const predictor = predictors[index];
  if (!predictor) return { culprit: [top], path: [] };
  return { culprit: [top, { kind: predictor.kind, name: predictor.spec.name }], path: ["spec", "predictors", index] };
}

function onlyUnit({ root }: PredictorNode, workload: WorkloadNode): string | undefined {
  const units = root ? allUnits(root).filter(unit => unit.workloads.includes(workload)) : [];
  return units.length === 1 ? units[0]?.spec.name : undefined;
}

function allUnits(unit: UnitNode): UnitNode[] {
  return [unit, ...unit.children.flatMap(allUnits)];
}

/** Below `graph`: `["children", 0, "children", 1]`. */
function stepsTo(unit: UnitNode, name: string): ValuePath | undefined {
  if (unit.spec.name === name) return [];
  for (const [index, child] of unit.children.entries()) {
    const steps = stepsTo(child, name);
    if (steps) return ["children", index, ...steps];
  }
  return undefined;
}

function unitNode(name: string): CulpritNode {
  return { kind: "unit", name };
}
