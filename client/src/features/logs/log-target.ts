// What a log is of, as names: a row of the explorer, or a Job.
import * as l10n from "@vscode/l10n";
import type {
  ContainerTarget,
  DeploymentTarget,
  PodTarget,
  PredictorTarget,
  Target,
  UnitTarget,
  WorkloadTarget,
} from "../../ui/target.ts";

export type LogTarget = RowLogTarget | JobLogTarget;

export type RowLogTarget =
  DeploymentTarget | PredictorTarget | UnitTarget | WorkloadTarget | PodTarget | ContainerTarget;

export interface JobLogTarget {
  readonly kind: "job";
  readonly context: string;
  readonly namespace: string;
  readonly job: string;
}

/** Undefined for rows that have no log. */
export function logTargetOf(target: Target | undefined): RowLogTarget | undefined {
  switch (target?.kind) {
    case "deployment":
    case "predictor":
    case "unit":
    case "workload":
    case "pod":
    case "container":
      return target;
    default:
      return undefined;
  }
}

/** Name of the SeldonDeployment. */
export function deploymentOf(target: RowLogTarget): string {
  return target.kind === "deployment" ? target.name : target.deployment;
}

/** What it is and where, such as `predictor iris/default · scoring · kind-1`; no two targets have the same. */
export function targetTitle(target: LogTarget): string {
  return [thing(target), target.namespace, target.context].join(" · ");
}

function thing(target: LogTarget): string {
  switch (target.kind) {
    case "deployment":
      return target.name;
    case "predictor":
      return l10n.t`predictor ${target.deployment}/${target.predictor}`;
    case "unit":
      return l10n.t`unit ${[target.deployment, target.predictor, ...target.path].join("/")}`;
    case "workload":
      return l10n.t`Deployment ${target.workload}`;
    case "pod":
      return l10n.t`pod ${target.pod}`;
    case "container":
      return l10n.t`container ${target.pod}/${target.container}`;
    case "job":
      return l10n.t`Job ${target.job}`;
  }
}
