// How a SeldonDeployment and each node below it stand, in words, with the reason rolled up from what fails deepest.
import * as l10n from "@vscode/l10n";
import { diagnoseLog, explanationOf } from "../signatures/diagnose-log.ts";
import { parseTime } from "../time.ts";
import { containerInfo } from "./container-health.ts";
import { worst, type HealthOptions, type Info } from "./info.ts";
import { podInfo } from "./pod-health.ts";
import type { PredictorNode, SeldonDeploymentNode, TreeNode, UnitNode, WorkloadNode } from "./tree.ts";
import { desiredReplicas, readyReplicas, workloadInfo } from "./workload-health.ts";

/** The operator answers within seconds; after this it is not looking, in milliseconds (F51). */
const OPERATOR_PATIENCE = 60_000;

/** The info of each node of a tree. */
export function health(tree: SeldonDeploymentNode, options: HealthOptions): ReadonlyMap<TreeNode, Info> {
  const infos = new Map<TreeNode, Info>();
  const infoOf = (node: TreeNode): Info => infos.get(node) ?? { state: "unknown", words: "" };
  for (const workload of [...tree.predictors.flatMap(predictor => predictor.workloads), ...tree.orphans]) {
    for (const pod of workload.pods) {
      for (const container of pod.containers) infos.set(container, containerInfo(container, pod, options));
      infos.set(pod, podInfo(pod, options, infoOf));
    }
    infos.set(workload, workloadInfo(workload, infoOf));
  }
  const own = ownInfo(tree, options);
  for (const predictor of tree.predictors) {
    const whole = predictorInfo(predictor, tree, own, infoOf);
    infos.set(predictor, whole);
    for (const unit of predictor.root ? unitNodes(predictor.root) : []) infos.set(unit, unitInfo(unit, whole, infoOf));
  }
  infos.set(tree, deploymentInfo(tree, own, infoOf));
  return infos;
}

function unitNodes(unit: UnitNode): UnitNode[] {
  return [unit, ...unit.children.flatMap(unitNodes)];
}

/**
 * The unit's own containers; where there are none yet, their workload. A unit without a container, as RANDOM_ABTEST is,
 * lives in the executor and stands as its predictor does (seldon-facts §7.6).
 */
function unitInfo(unit: UnitNode, predictor: Info, infoOf: (node: TreeNode) => Info): Info {
  const infos = unit.workloads.map(workload => {
    const mine = workload.pods
      .filter(pod => pod.isNewest)
      .flatMap(pod => pod.containers.filter(container => container.unit === unit.spec.name))
      .sort((a, b) => Number(a.isInit) - Number(b.isInit))
      .map(infoOf);
    const whole = infoOf(workload);
    return whole.state === "stopped" ? whole : (worst(mine) ?? whole);
  });
  return worst(infos) ?? { state: predictor.state, words: l10n.t("no container of its own") };
}

/** What the SeldonDeployment itself says: refused, not looked at, or nothing against it. */
function ownInfo(tree: SeldonDeploymentNode, { now }: HealthOptions): Info | undefined {
  const { metadata, status } = tree.object;
  if (metadata.deletionTimestamp !== undefined) return { state: "progressing", words: l10n.t("being deleted") };
  if (status?.state === "Failed") {
    const lines = (status.description ?? "").split("\n");
    const match = explanationOf(diagnoseLog({ source: "status", lines }));
    return { state: "failed", words: l10n.t("failed"), reason: match?.title ?? lines[0], match };
  }
  if (status?.state !== undefined) return undefined;
  const created = parseTime(metadata.creationTimestamp ?? "");
  if (created === undefined || now - created < OPERATOR_PATIENCE)
    return { state: "progressing", words: l10n.t("waiting for the operator") };
  return {
    state: "unknown",
    words: l10n.t("the operator has not looked at it"),
    reason: l10n.t("no status from the operator"),
    notes: [
      l10n.t(
        "The operator may not run, may look after other namespaces, or the label seldon.io/controller-id names another one (F51).",
      ),
    ],
  };
}

function predictorInfo(
  predictor: PredictorNode,
  tree: SeldonDeploymentNode,
  own: Info | undefined,
  infoOf: (node: TreeNode) => Info,
): Info {
  const info = rollUp(predictor.workloads, infoOf);
  if (info) return info;
  const replicas = predictor.spec.replicas ?? tree.object.spec?.replicas;
  if (replicas === 0) return { state: "stopped", words: l10n.t("scaled to 0") };
  if (own) return own;
  if (!tree.knowsWorkloads) return fromState(tree);
  return { state: "progressing", words: l10n.t("no Deployment yet") };
}

function deploymentInfo(tree: SeldonDeploymentNode, own: Info | undefined, infoOf: (node: TreeNode) => Info): Info {
  const notes = routeNotes(tree);
  const workloads = tree.predictors.flatMap(predictor => predictor.workloads);
  const below = worst(tree.predictors.map(infoOf));
  const words = workloads.length > 1 ? replicaWords(workloads) : workloads.map(infoOf)[0]?.words;
  if (own && own.match?.signature.verdict !== "symptom") {
    const isRefusal = own.state === "failed";
    const whole = isRefusal && words !== undefined ? { ...own, words: l10n.t`failed, ${words}` } : own;
    return withNotes(whole, notes);
  }
  if (own) return withNotes({ ...own, reason: below?.reason ?? own.reason, match: below?.match ?? own.match }, notes);
  if (!tree.knowsWorkloads) return withNotes(fromState(tree), notes);
  if (!below) return withNotes(fromState(tree), notes);
  const needsMore = below.state === "ready" && tree.object.status?.state === "Creating";
  const state = needsMore ? "progressing" : below.state;
  const reason = needsMore ? unmetCondition(tree) : below.reason;
  return withNotes(
    { ...below, state, words: below.state === "stopped" ? below.words : (words ?? below.words), reason },
    notes,
  );
}

/** `Creating` with all pods ready: autoscalers, budgets or Services are missing (seldon-facts §1.8). */
function unmetCondition(tree: SeldonDeploymentNode): string | undefined {
  const gates = ["ServicesReady", "HpasReady", "PdbsReady", "KedaReady", "DeploymentsReady"];
  return tree.object.status?.conditions?.find(
    ({ type, status, reason }) => gates.includes(type) && status === "False" && !(reason ?? "").startsWith("No "),
  )?.reason;
}

/** Without rights to Deployments there is the operator's word only, which comes late and knows no crash (seldon-facts §11.21). */
function fromState(tree: SeldonDeploymentNode): Info {
  const { state } = tree.object.status ?? {};
  const hint = l10n.t("Only the operator's own state is known: Deployments and pods may not be listed here.");
  const notes = tree.knowsWorkloads ? undefined : [hint];
  if (state === "Available") return { state: "ready", words: l10n.t("available"), notes };
  if (state === "Creating") return { state: "progressing", words: l10n.t("creating"), notes };
  return { state: "unknown", words: state ?? l10n.t("no state"), notes };
}

/** Routes have no part in the state: a deployment without any is Available and cannot be reached from outside (S42). */
function routeNotes(tree: SeldonDeploymentNode): string[] {
  const conditions = tree.object.status?.conditions ?? [];
  const routes = conditions.filter(
    ({ type }) => type === "istioVirtualServicesReady" || type === "AmbassadorMappingsReady",
  );
  const unready = routes.filter(({ status, reason }) => status === "False" && (reason ?? "").startsWith("Not all "));
  if (unready.length > 0) return unready.map(({ reason }) => l10n.t`Routes are not up to date: ${reason ?? ""}.`);
  const hasNone = routes.length > 0 && routes.every(({ reason }) => (reason ?? "").startsWith("No "));
  return hasNone
    ? [l10n.t("No ingress leads to it: the operator makes no routes, so only a port-forward reaches it (S42).")]
    : [];
}

function rollUp(workloads: readonly WorkloadNode[], infoOf: (node: TreeNode) => Info): Info | undefined {
  const info = worst(workloads.map(infoOf));
  if (!info) return undefined;
  const words = workloads.length > 1 && info.state !== "stopped" ? replicaWords(workloads) : info.words;
  return { ...info, words: words ?? info.words };
}

function replicaWords(workloads: readonly WorkloadNode[]): string | undefined {
  if (workloads.length === 0) return undefined;
  const sum = (count: (workload: WorkloadNode) => number): number =>
    workloads.reduce((total, workload) => total + count(workload), 0);
  return l10n.t`${sum(workload => Math.min(readyReplicas(workload), desiredReplicas(workload)))}/${sum(desiredReplicas)} ready`;
}

function withNotes(info: Info, more: readonly string[]): Info {
  const notes = [...(info.notes ?? []), ...more];
  return notes.length > 0 ? { ...info, notes } : info;
}
