// The explorer's rows, level by level, made anew from what is known now.
import {
  childrenOfDeployment,
  childrenOfPredictor,
  childrenOfUnit,
  containerRow,
  deploymentRow,
  podRows,
  podsOf,
  routeRow,
  unitsAlong,
  type DeploymentRows,
} from "./deployment-rows.ts";
import { childrenOfContext, contextRow } from "./cluster-rows.ts";
import { shownDeployments, type ExplorerSource } from "./explorer-source.ts";
import { deploymentKey, type DeploymentSummary } from "../../live/index.ts";
import type { Row } from "./row.ts";
import { deploymentOf, targetId, type Target } from "../../ui/target.ts";

export function rootRows(source: ExplorerSource): Row[] {
  return source.contexts.map(context => contextRow(source, context));
}

/** The rows below a target; none where it is gone; undefined where they are in a tree that is not at hand. */
export function childRows(source: ExplorerSource, target: Target): Row[] | undefined {
  switch (target.kind) {
    case "context":
      return childrenOfContext(source, target.context);
    case "namespace":
      return rowsOfNamespace(source, target.context, target.namespace);
    case "container":
    case "route":
    case "message":
      return [];
    default: {
      const of = findDeployment(source, target);
      return of && rowsInDeployment(of, target);
    }
  }
}

/**
 * The targets of the rows from a context down to a target's own. A pod or container is shown by the row of its deployment, since
 * the rows above it are told by its id only.
 */
export function pathTo(target: Target): Target[] {
  const { context } = target;
  const root: Target = { kind: "context", context };
  if (target.kind === "context") return [root];
  if (target.kind === "message") return [root, target];
  const { namespace } = target;
  const above: Target[] = [root, { kind: "namespace", context, namespace }];
  if (target.kind === "namespace") return above;
  if (target.kind === "deployment") return [...above, target];
  const { deployment } = target;
  const inside: Target[] = [...above, { kind: "deployment", context, namespace, name: deployment }];
  if (target.kind === "predictor") return [...inside, target];
  if (target.kind !== "unit") return inside;
  const { predictor, path } = target;
  const units = path.map((_, depth): Target => ({ ...target, path: path.slice(0, depth + 1) }));
  return [...inside, { kind: "predictor", context, namespace, deployment, predictor }, ...units];
}

type InsideTarget = Exclude<Target, { kind: "context" | "namespace" | "container" | "route" | "message" }>;

function rowsInDeployment(of: DeploymentRows, target: InsideTarget): Row[] {
  switch (target.kind) {
    case "deployment":
      return childrenOfDeployment(of);
    case "predictor": {
      const predictor = findPredictor(of, target.predictor);
      return predictor ? childrenOfPredictor(of, predictor) : [];
    }
    case "unit": {
      const predictor = findPredictor(of, target.predictor);
      const path = unitsAlong(predictor?.root, target.path);
      return predictor && path ? childrenOfUnit(of, predictor, path, target) : [];
    }
    case "workload": {
      const workloads = [...of.tree.predictors.flatMap(predictor => predictor.workloads), ...of.tree.orphans];
      const found = workloads.find(({ object }) => object.metadata.name === target.workload);
      return found ? podRows(of, found, target) : [];
    }
    case "pod": {
      const pod = podsOf(of.tree).find(({ object }) => object.metadata.name === target.pod);
      return pod ? pod.containers.map(container => containerRow(of, pod, container, targetId(target))) : [];
    }
    case "routes":
      return of.tree.routes.map(route => routeRow(of, route));
  }
}

function rowsOfNamespace(source: ExplorerSource, context: string, namespace: string): Row[] {
  const cluster = source.cluster(context);
  if (!cluster) return [];
  const denied = cluster.denied(namespace);
  return shownDeployments(source, cluster, namespace).map(shown => rowOf(shown, context, denied));
}

/** There may be thousands of rows, of which only those that have changed are made anew. */
function rowOf(shown: DeploymentSummary, context: string, denied: DeploymentRows["denied"]): Row {
  const known = made.get(shown);
  if (known?.denied === denied) return known.row;
  const row = deploymentRow(shown, context, denied);
  made.set(shown, { denied, row });
  return row;
}

const made = new WeakMap<DeploymentSummary, { readonly denied: DeploymentRows["denied"]; readonly row: Row }>();

function findDeployment(source: ExplorerSource, target: InsideTarget): DeploymentRows | undefined {
  const deployment = deploymentOf(target);
  if (!deployment) return undefined;
  const { context, namespace, name } = deployment;
  const cluster = source.cluster(context);
  const judged = source.judged(context, deploymentKey({ namespace, name }));
  return cluster && judged && { ...judged, context, denied: cluster.denied(namespace) };
}

function findPredictor(of: DeploymentRows, name: string): DeploymentRows["tree"]["predictors"][number] | undefined {
  return of.tree.predictors.find(predictor => predictor.spec.name === name);
}
