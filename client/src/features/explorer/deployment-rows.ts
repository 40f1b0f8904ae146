// The rows of a SeldonDeployment and everything below it: predictors, graph units, workloads, pods, containers, routes.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
import {
  maskCredentials,
  shortName,
  traffic,
  type ContainerNode,
  type PodNode,
  type PredictorNode,
  type RoutingObject,
  type SeldonDeploymentNode,
  type TreeNode,
  type UnitNode,
  type WorkloadNode,
} from "../../domain/index.ts";
import type { ClusterAction, DeploymentSummary, JudgedDeployment, SummaryInfo } from "../../live/index.ts";
import { dotted, paragraphs, plainMarkdown, STATE_ICONS, type Row } from "./row.ts";
import { targetId, type Target } from "../../ui/target.ts";

/** A deployment with what its rows need to know beside it. */
export interface DeploymentRows extends JudgedDeployment {
  readonly context: string;
  /** What RBAC keeps the user from doing here. */
  readonly denied: readonly ClusterAction[];
}

export function deploymentRow(shown: DeploymentSummary, context: string, denied: readonly ClusterAction[]): Row {
  const { namespace, name, protocol, predictors, hasRoutes, info } = shown;
  const facts = [counted(predictors.length, "predictor"), l10n.t`protocol ${protocol ?? "seldon"}`];
  return healthRow(
    info,
    denied,
    { kind: "deployment", context, namespace, name },
    {
      kindName: "SeldonDeployment",
      label: name,
      details: dotted(...facts, namespace),
      isLeaf: predictors.length === 0 && !hasRoutes,
    },
  );
}

export function childrenOfDeployment(of: DeploymentRows): Row[] {
  const { predictors, orphans, routes } = of.tree;
  return [
    ...predictors.map(predictor => predictorRow(of, predictor)),
    ...orphans.map(workload => workloadRow(of, undefined, workload)),
    ...(routes.length > 0 ? [routesRow(of)] : []),
  ];
}

export function predictorRow(of: DeploymentRows, predictor: PredictorNode): Row {
  const target = { kind: "predictor", ...place(of), predictor: predictor.spec.name } as const;
  const share = traffic(of.tree).find(info => info.predictor === predictor.spec.name);
  return judgedRow(of, predictor, target, {
    kindName: predictor.spec.shadow === true ? l10n.t("Shadow predictor") : l10n.t("Predictor"),
    label: predictor.spec.name,
    before: share?.words,
    isLeaf: predictor.root === undefined && predictor.workloads.length === 0,
    ...(share?.wanted !== undefined && sharing(of.tree) > 1 && { tokens: ["in-split"] }),
  });
}

/** How many predictors share requests: all but shadows. */
function sharing({ predictors }: SeldonDeploymentNode): number {
  return predictors.filter(({ spec }) => spec.shadow !== true).length;
}

/** The graph from its root, then the workloads that run no unit of it. */
export function childrenOfPredictor(of: DeploymentRows, predictor: PredictorNode): Row[] {
  const others = predictor.workloads.filter(workload => workload.role !== "component");
  return [
    ...(predictor.root ? [unitRow(of, predictor, [predictor.root])] : []),
    ...others.map(workload => workloadRow(of, predictor, workload)),
  ];
}

/** @param path units from the graph's root down to this one */
export function unitRow(of: DeploymentRows, predictor: PredictorNode, path: readonly UnitNode[]): Row {
  const unit = path.at(-1);
  if (!unit) throw new Error("A unit's path has at least the unit.");
  const names = path.map(({ spec }) => spec.name);
  const target = { kind: "unit", ...place(of), predictor: predictor.spec.name, path: names } as const;
  const { implementation, type, modelUri } = unit.spec;
  return judgedRow(of, unit, target, {
    kindName: l10n.t("Graph unit"),
    label: unit.spec.name,
    before: implementation ?? type,
    details: modelUri === undefined ? undefined : l10n.t`Model: ${maskCredentials(modelUri)}`,
    isLeaf: unit.children.length === 0 && unit.workloads.every(({ pods }) => pods.length === 0),
  });
}

export function childrenOfUnit(
  of: DeploymentRows,
  predictor: PredictorNode,
  path: readonly UnitNode[],
  parent: Target,
): Row[] {
  const unit = path.at(-1);
  return [
    ...(unit?.children ?? []).map(child => unitRow(of, predictor, [...path, child])),
    ...(unit?.workloads ?? []).flatMap(workload => podRows(of, workload, parent)),
  ];
}

const WORKLOAD_ROLES: Readonly<Record<WorkloadNode["role"], string>> = {
  component: l10n.t("of an earlier manifest"),
  executor: "executor",
  explainer: "explainer",
};

export function workloadRow(of: DeploymentRows, predictor: PredictorNode | undefined, workload: WorkloadNode): Row {
  const { name } = workload.object.metadata;
  const target = { kind: "workload", ...place(of), predictor: predictor?.spec.name, workload: name } as const;
  return judgedRow(of, workload, target, {
    kindName: "Deployment",
    label: workload.role === "component" ? name : WORKLOAD_ROLES[workload.role],
    before: workload.role === "component" ? WORKLOAD_ROLES.component : undefined,
    details: l10n.t`Deployment ${name}`,
    isLeaf: workload.pods.length === 0,
  });
}

export function podRows(of: DeploymentRows, workload: WorkloadNode, parent: Target): Row[] {
  return workload.pods.map(pod => podRow(of, pod, workload.object.metadata.name, targetId(parent)));
}

/** Its name begins with that of its Deployment, which would leave no room for its state in a narrow sidebar. */
function podRow(of: DeploymentRows, pod: PodNode, workload: string, parent: string): Row {
  const { name } = pod.object.metadata;
  const target = { kind: "pod", ...place(of), parent, pod: name } as const;
  return judgedRow(of, pod, target, {
    kindName: "Pod",
    label: name.startsWith(`${workload}-`) ? name.slice(workload.length + 1) : name,
    name,
    before: pod.isNewest ? undefined : l10n.t("earlier version"),
    details: dotted(pod.object.spec?.nodeName && l10n.t`on ${pod.object.spec.nodeName}`),
    isLeaf: pod.containers.length === 0,
  });
}

const CONTAINER_ROLES: Readonly<Record<ContainerNode["role"], string>> = {
  initializer: l10n.t("downloads the model"),
  init: l10n.t("init container"),
  model: "model",
  executor: "executor",
  explainer: "explainer",
  sidecar: "sidecar",
};

export function containerRow(of: DeploymentRows, pod: PodNode, container: ContainerNode, parent: string): Row {
  const target = {
    kind: "container",
    ...place(of),
    parent,
    pod: pod.object.metadata.name,
    container: container.name,
  } as const;
  const hasPrevious = container.status?.lastState?.terminated !== undefined;
  return judgedRow(of, container, target, {
    kindName: "Container",
    label: container.name,
    before: CONTAINER_ROLES[container.role],
    details: container.spec.image,
    prefix: `${shortName(container)}: `,
    isLeaf: true,
    tokens: hasPrevious ? ["has-previous"] : [],
  });
}

function routesRow(of: DeploymentRows): Row {
  const count = of.tree.routes.length;
  return {
    target: { kind: "routes", ...place(of) },
    label: l10n.t("Routes"),
    description: counted(count, "object"),
    icon: { id: "git-merge" },
    tooltip: l10n.t("What the operator made so that an ingress leads requests to the predictors."),
    spoken: l10n.t`Routes, ${counted(count, "object")}`,
    tokens: ["routes"],
    expansion: "collapsed",
  };
}

export function routeRow(of: DeploymentRows, route: RoutingObject): Row {
  const { name } = route.metadata;
  return {
    target: { kind: "route", ...place(of), routeKind: route.kind, route: name },
    label: name,
    description: route.kind,
    icon: { id: "arrow-right" },
    tooltip: `${plainMarkdown(route.kind)} **${plainMarkdown(name)}**`,
    spoken: `${route.kind} ${name}`,
    tokens: ["route"],
    expansion: "none",
  };
}

function place({ context, tree }: DeploymentRows): { context: string; namespace: string; deployment: string } {
  const { namespace = "", name } = tree.object.metadata;
  return { context, namespace, deployment: name };
}

interface RowText {
  /** Of the thing, for tooltip and screen reader. */
  readonly kindName: string;
  readonly label: string;
  /** In full, where the label is shorter. */
  readonly name?: string;
  /** Stands before the state in the description. */
  readonly before?: string | undefined;
  /** Reasons begin with the container that they are about, which on its own row is said already. */
  readonly prefix?: string;
  /** A line of the tooltip. */
  readonly details?: string | undefined;
  readonly isLeaf: boolean;
  readonly tokens?: readonly string[];
}

function judgedRow(of: DeploymentRows, node: TreeNode, target: Target, text: RowText): Row {
  const info = of.infos.get(node) ?? { state: "unknown", words: l10n.t("not known") };
  return healthRow(info, of.denied, target, text);
}

/** A row of something that has a health. */
function healthRow(info: SummaryInfo, denied: readonly ClusterAction[], target: Target, text: RowText): Row {
  const reason = isExplained(info) && info.reason !== undefined ? maskCredentials(info.reason) : undefined;
  return {
    target,
    label: text.label,
    // The sidebar is narrow: where there is a reason, it comes first. It says more than that something failed, and the icon says that too.
    description: dotted(
      reason === undefined ? undefined : withoutPrefix(reason, text.prefix),
      text.before,
      reason === undefined || info.words !== info.state ? info.words : undefined,
    ),
    icon: STATE_ICONS[info.state],
    tooltip: tooltip(info, text, reason, denied),
    spoken: [...new Set([`${text.kindName} ${text.name ?? text.label}`, info.state, text.before, info.words, reason])]
      .filter(Boolean)
      .join(", "),
    tokens: [
      target.kind,
      ...(text.tokens ?? []),
      ...(info.state === "failed" ? ["is-failing"] : []),
      ...denied.map(action => `may-not-${action}`),
    ],
    expansion: text.isLeaf ? "none" : "collapsed",
  };
}

function withoutPrefix(reason: string, prefix = ""): string {
  return reason.startsWith(prefix) ? reason.slice(prefix.length) : reason;
}

/** What is ready has notes in its tooltip; a reason on its row would look like trouble. */
function isExplained({ state }: SummaryInfo): boolean {
  return state !== "ready" && state !== "stopped";
}

function tooltip(
  info: SummaryInfo,
  text: RowText,
  reason: string | undefined,
  denied: readonly ClusterAction[],
): string {
  const state = info.words.startsWith(info.state) ? info.words : dotted(info.state, info.words);
  const { match } = info;
  return paragraphs(
    `${text.kindName} **${plainMarkdown(text.name ?? text.label)}**: ${plainMarkdown(state)}`,
    text.details === undefined ? undefined : plainMarkdown(text.details),
    reason === undefined ? undefined : `**${plainMarkdown(reason)}**`,
    match && plainMarkdown(maskCredentials(match.meaning)),
    match && l10n.t`*What to do:* ${plainMarkdown(maskCredentials(match.remedy))}`,
    ...(info.notes ?? []).map(note => plainMarkdown(maskCredentials(note))),
    denied.length === 0
      ? undefined
      : l10n.t`RBAC does not let you: ${denied.map(action => DENIED_WORDS[action]).join(", ")}.`,
  );
}

const DENIED_WORDS: Readonly<Record<ClusterAction, string>> = {
  delete: l10n.t("delete SeldonDeployments"),
  scale: l10n.t("scale SeldonDeployments"),
  shift: l10n.t("change traffic"),
  restart: l10n.t("restart Deployments"),
  logs: l10n.t("read logs"),
  forward: l10n.t("forward ports"),
};

/** The units from the root down to the one that a path of names leads to. */
export function unitsAlong(root: UnitNode | undefined, names: readonly string[]): readonly UnitNode[] | undefined {
  const [first, ...rest] = names;
  if (!root || root.spec.name !== first) return undefined;
  const path = [root];
  for (const name of rest) {
    const next = path.at(-1)?.children.find(child => child.spec.name === name);
    if (!next) return undefined;
    path.push(next);
  }
  return path;
}

/** All pods of a deployment, each once. */
export function podsOf(tree: SeldonDeploymentNode): readonly PodNode[] {
  return [...tree.predictors.flatMap(({ workloads }) => workloads), ...tree.orphans].flatMap(({ pods }) => pods);
}
