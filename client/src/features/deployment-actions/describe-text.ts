// A SeldonDeployment described from its status down to its containers, as one text to read, search and paste.
import * as l10n from "@vscode/l10n";
import {
  parseTime,
  traffic,
  type Condition,
  type Info,
  type PredictorNode,
  type SeldonDeploymentNode,
  type TreeNode,
  type UnitNode,
  type WorkloadNode,
} from "../../domain/index.ts";
import { podLines } from "./describe-pod.ts";
import type { Part } from "./part.ts";
import { ageWords, columns, indented, oneLine } from "./text.ts";

export interface Described {
  readonly tree: SeldonDeploymentNode;
  readonly infos: ReadonlyMap<TreeNode, Info>;
  readonly context: string;
  /** What of the tree is described: all of it, or what belongs to one row. */
  readonly part: Part;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The timeline's lines, the latest last; undefined where events could not be read. */
  readonly events: readonly string[] | undefined;
}

export function describeText(described: Described): string {
  const { tree, part } = described;
  const shown = tree.predictors.filter(predictor => part.predictor === undefined || part.predictor === predictor);
  const predictors = shown.flatMap(predictor => ["", ...predictorLines(predictor, described)]);
  return [
    ...headLines(described),
    ...section(l10n.t("Conditions"), conditionLines(tree.object.status?.conditions ?? [], described.now)),
    ...predictors,
    ...section(
      l10n.t("Deployments of no predictor that the manifest has now"),
      tree.orphans.filter(isIn(part.workloads)).flatMap(workload => workloadLines(workload, described)),
    ),
    ...section(
      l10n.t("Services"),
      columns(
        tree.services.map(({ metadata, spec }) => [
          metadata.name,
          (spec?.ports ?? [])
            .map(({ name, port }) => (name === undefined ? `${port}` : `${port} (${name})`))
            .join(", "),
        ]),
      ),
    ),
    ...section(l10n.t("Routes"), columns(tree.routes.map(({ kind, metadata }) => [kind, metadata.name]))),
    ...section(l10n.t("Events"), described.events ?? [l10n.t("Not known: they may not be listed, or could not be.")]),
    "",
  ].join("\n");
}

function headLines({ tree, infos, context, now }: Described): string[] {
  const { metadata, spec, status } = tree.object;
  const info = infos.get(tree);
  const created = metadata.creationTimestamp ?? "";
  return [
    l10n.t`SeldonDeployment ${metadata.name}`,
    "",
    ...columns([
      ["Context:", context],
      ["Namespace:", metadata.namespace ?? ""],
      ["Created:", l10n.t`${created} (${since(created, now)} ago)`],
      ["Protocol:", spec?.protocol ?? l10n.t("seldon (none is set)")],
      ["Replicas:", spec?.replicas === undefined ? l10n.t("not set for the deployment") : `${spec.replicas}`],
      ["State:", status?.state ?? l10n.t("none: the operator has not looked at it")],
      ...(status?.description ? [["Description:", oneLine(status.description)]] : []),
      ...(info ? [["Health:", healthWords(info)]] : []),
      ...explanation(info),
    ]),
  ];
}

function explanation(info: Info | undefined): string[][] {
  if (!info || info.state === "ready" || info.state === "stopped") return notes(info);
  return [
    ...(info.match ? [["Meaning:", oneLine(info.match.meaning)]] : []),
    ...(info.match ? [[l10n.t("What to do:"), oneLine(info.match.remedy)]] : []),
    ...notes(info),
  ];
}

function notes(info: Info | undefined): string[][] {
  return (info?.notes ?? []).map(note => ["Note:", oneLine(note)]);
}

/** The state first, since the words alone do not always name it. */
export function healthWords(info: Info): string {
  const words = info.words.startsWith(info.state) ? info.words : `${info.state}, ${info.words}`;
  return info.reason === undefined ? words : `${words}: ${oneLine(info.reason)}`;
}

function conditionLines(conditions: readonly Condition[], now: number): string[] {
  if (conditions.length === 0) return [];
  const rows = conditions.map(({ type, status, reason = "", message = "", lastTransitionTime = "" }) => [
    type,
    status,
    since(lastTransitionTime, now),
    reason,
    oneLine(message),
  ]);
  return columns([["TYPE", "STATUS", "FOR", "REASON", "MESSAGE"], ...rows]);
}

function predictorLines(predictor: PredictorNode, described: Described): string[] {
  const { spec, root, workloads } = predictor;
  const share = traffic(described.tree).find(info => info.predictor === spec.name);
  const info = described.infos.get(predictor);
  return [
    l10n.t`Predictor ${spec.name}`,
    ...indented(
      columns([
        ["Traffic:", share?.words ?? ""],
        ["Replicas:", spec.replicas === undefined ? l10n.t("not set for the predictor") : `${spec.replicas}`],
        ...(info ? [["Health:", healthWords(info)]] : []),
      ]),
    ),
    ...(root ? ["", ...indented([l10n.t("Graph"), ...indented(unitLines(root, described))])] : []),
    ...workloads
      .filter(isIn(described.part.workloads))
      .flatMap(workload => ["", ...indented(workloadLines(workload, described))]),
  ];
}

function unitLines(unit: UnitNode, described: Described): string[] {
  const { name, implementation, type, modelUri } = unit.spec;
  const info = described.infos.get(unit);
  const facts = [implementation ?? type, modelUri, info && healthWords(info)].filter(Boolean).join(" · ");
  return [
    facts === "" ? name : `${name}: ${facts}`,
    ...unit.children.flatMap(child => indented(unitLines(child, described))),
  ];
}

const ROLES: Readonly<Record<WorkloadNode["role"], string>> = {
  component: "",
  executor: l10n.t(" (executor)"),
  explainer: l10n.t(" (explainer)"),
};

function workloadLines(workload: WorkloadNode, { infos, now, part }: Described): string[] {
  const info = infos.get(workload);
  const conditions = workload.object.status?.conditions ?? [];
  return [
    l10n.t`Deployment ${workload.object.metadata.name}${ROLES[workload.role]}${info ? `: ${healthWords(info)}` : ""}`,
    ...indented(conditionLines(conditions, now)),
    ...workload.pods.filter(isIn(part.pods)).flatMap(pod => indented(podLines(pod, infos, now))),
  ];
}

function isIn<T>(list: readonly T[]): (item: T) => boolean {
  return item => list.includes(item);
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...indented(lines)];
}

function since(time: string, now: number): string {
  const at = parseTime(time);
  return at === undefined ? "" : ageWords(now - at);
}
