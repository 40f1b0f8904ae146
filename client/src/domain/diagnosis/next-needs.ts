// The walk of failure-modes.md §3 as data: given what is known, what has to be got next; nothing once a cause is found.
import { isStarting } from "../health/explaining-log.ts";
import type { ContainerNode, SeldonDeploymentNode, TreeNode, WorkloadNode } from "../health/tree.ts";
import type { Info } from "../health/info.ts";
import { autoscalerNeeds } from "./autoscaler-causes.ts";
import { causesSeen } from "./causes-seen.ts";
import { changeNeeds } from "./changed-configuration.ts";
import { checkedCauses } from "./checks.ts";
import { gatewaysOf } from "./route-causes.ts";
import type { Known, Need } from "./known.ts";
import { readinessNeeds } from "./readiness-calls.ts";
import { logOf, podLogs, servingLog } from "./log-choice.ts";

/** Replicas show the same: so many pods of a workload are looked into. */
const MAX_PODS = 3;

/** What to get next, all of it at once; empty where the walk is over. */
export function nextNeeds(known: Known): Need[] {
  return allNeeds(known).filter(need => !known.has(need));
}

function allNeeds(known: Known): Need[] {
  if (!known.has({ kind: "deployment" })) return [{ kind: "deployment" }];
  const { deployment } = known;
  // Nothing that was applied: is it that nothing can be?
  if (!deployment) return [{ kind: "operator" }, ...operatorLog(known)];
  const parts: Need = { kind: "parts", deployment };
  const own: Need = { kind: "events", about: { kind: "SeldonDeployment", name: known.name } };
  if (!known.has(parts)) return [parts, own];
  const judged = known.judge();
  if (!judged) return [];
  const { tree, infos } = judged;
  const first = [...troubledWorkloads(tree, infos).flatMap(workload => workloadNeeds(workload, infos))];
  const isReady = infos.get(tree)?.state === "ready";
  if (isReady) {
    const inOrder = [...routeNeeds(tree), ...servingNeeds(tree), ...autoscalerNeeds(tree), ...changeNeeds(tree)];
    const needs = [...first, ...inOrder];
    if (needs.some(need => !known.has(need)) || checkedCauses(known, judged).length > 0) return needs;
    return readinessNeeds(known, tree);
  }
  if (first.some(need => !known.has(need))) return first;
  if (causesSeen(judged).length > 0 || checkedCauses(known, judged).length > 0) return [];
  return [...executorNeeds(tree, infos), ...operatorNeeds(known, tree)];
}

function troubledWorkloads(tree: SeldonDeploymentNode, infos: ReadonlyMap<TreeNode, Info>): readonly WorkloadNode[] {
  const isTroubled = (workload: WorkloadNode): boolean => {
    const state = infos.get(workload)?.state;
    return state === "failed" || state === "progressing";
  };
  return tree.predictors.flatMap(({ workloads }) => workloads.filter(isTroubled));
}

/** Events of a Deployment, its newest ReplicaSet and its pods, and the logs of their containers that failed. */
function workloadNeeds({ object, newest, pods }: WorkloadNode, infos: ReadonlyMap<TreeNode, Info>): Need[] {
  const troubled = pods.filter(pod => pod.isNewest && infos.get(pod)?.state !== "ready").slice(0, MAX_PODS);
  const about = [
    { kind: "Deployment", name: object.metadata.name },
    ...(newest ? [{ kind: "ReplicaSet", name: newest.metadata.name }] : []),
    ...troubled.map(pod => ({ kind: "Pod", name: pod.object.metadata.name })),
  ];
  return [...about.map((one): Need => ({ kind: "events", about: one })), ...troubled.flatMap(podLogs)];
}

/** The executor comes last: what it says of its units follows from them (S13). */
function executorNeeds(tree: SeldonDeploymentNode, infos: ReadonlyMap<TreeNode, Info>): Need[] {
  return troubledWorkloads(tree, infos).flatMap(({ pods }) =>
    pods
      .filter(pod => pod.isNewest && infos.get(pod)?.state !== "ready")
      .slice(0, MAX_PODS)
      .flatMap(pod => pod.containers.filter(({ role }) => role === "executor").flatMap(each => logOf(pod, each) ?? [])),
  );
}

/** Without a status, without Deployments, or with a failure that no pod explains, it is the operator's turn. */
function operatorNeeds(known: Known, tree: SeldonDeploymentNode): Need[] {
  const workloads = tree.predictors.flatMap(predictor => predictor.workloads);
  const hasPods = workloads.some(({ pods }) => pods.some(pod => pod.containers.some(each => !isWaiting(each))));
  if (hasPods && tree.object.status?.state !== "Failed") return [];
  return [{ kind: "operator" }, ...operatorLog(known)];
}

function operatorLog(known: Known): Need[] {
  const facts = known.get({ kind: "operator" }, "operator")?.facts;
  return facts?.operator ? [{ kind: "operator-log", namespace: facts.operator.namespace }] : [];
}

function isWaiting({ status }: ContainerNode): boolean {
  return status?.state === undefined || (status.state.waiting !== undefined && isStarting(status.state.waiting.reason));
}

function routeNeeds(tree: SeldonDeploymentNode): Need[] {
  const names = gatewaysOf(tree);
  return names.length > 0 ? [{ kind: "gateways", names }] : [{ kind: "operator" }];
}

/** What is ready may still answer with errors: its own log says so. */
function servingNeeds(tree: SeldonDeploymentNode): Need[] {
  return tree.predictors
    .flatMap(({ workloads }) => workloads)
    .flatMap(({ pods }) => pods.filter(pod => pod.isNewest).slice(0, 1))
    .flatMap(pod =>
      pod.containers
        .filter(({ isInit, role }) => !isInit && role !== "sidecar")
        .flatMap((container): Need[] => (container.status?.state?.running ? [servingLog(pod, container)] : [])),
    );
}
