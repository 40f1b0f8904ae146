// Tells how a rollout goes from one look at the tree to the next: what has happened, what it does now, and how it ends.
import * as l10n from "@vscode/l10n";
import type { HealthOptions, Info } from "../health/info.ts";
import { traffic } from "../health/traffic.ts";
import type { PodNode, SeldonDeploymentNode, TreeNode } from "../health/tree.ts";
import type { SignatureMatch } from "../signatures/diagnose-log.ts";
import { culpritOf, operatorCulprit, type Culprit } from "./culprit.ts";
import { workloadStep, type WorkloadStep } from "./rollout-step.ts";

/** One look. */
export interface RolloutLook extends HealthOptions {
  /** Undefined while the object has not been seen at all. */
  readonly tree: SeldonDeploymentNode | undefined;
  readonly infos: ReadonlyMap<TreeNode, Info>;
}

/** What stood there before the apply, so that what is old is not taken for the answer. */
export interface RolloutStart {
  /** When it was applied, in milliseconds since the epoch. */
  readonly at: number;
  /** `metadata.generation` that the apply answered; undefined: whatever is there counts. */
  readonly generation: number | undefined;
  /** The tree before the apply; undefined for a first deploy. */
  readonly before: SeldonDeploymentNode | undefined;
  /** The spec did not change (only labels or annotations): there is nothing to wait for. */
  readonly isSpecUnchanged?: boolean;
}

export type RolloutState =
  | { readonly kind: "running" }
  | { readonly kind: "available" }
  | (Culprit & {
      readonly kind: "failed";
      readonly reason: string;
      readonly match: SignatureMatch | undefined;
    })
  /** Nothing has moved for longer than such a step takes. It may still end well. */
  | (Culprit & { readonly kind: "hanging"; readonly waitsFor: string; readonly since: number });

export interface RolloutEvent {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly words: string;
}

export interface Rollout {
  readonly state: RolloutState;
  /** What it does now, in one line. */
  readonly words: string;
  /** Everything that was said, the latest last; a line that only counts up replaces the one before. */
  readonly timeline: readonly RolloutEvent[];
  /** For the next look. */
  readonly memory: RolloutMemory;
}

interface RolloutMemory {
  /** What has to stand still for it to hang, and since when it does. */
  readonly progress: string;
  readonly movedAt: number;
  /** Since when it looks failed. */
  readonly failedAt: number | undefined;
  /** The operator has answered this apply. */
  readonly isSeen: boolean;
}

/** Seconds that the operator may take for its first Deployment, and for routes and Services after the last. */
const OPERATOR_PATIENCE = 60;
const TRAFFIC_PATIENCE = 120;

/** Where every rollout begins. */
const WAITING = "operator";

/** A failure that no signature explains has to last, in milliseconds: a first crash may be waiting for something else. */
const FAILURE_PATIENCE = 15_000;

/** How long an update has to look finished, in milliseconds. */
const SETTLING = 2_000;

/** An operator that finds nothing to change leaves no trace; after this what is there counts, in milliseconds. */
const OPERATOR_REACTION = 10_000;

/** @param before the narration of the look before; undefined the first time */
export function narrate(before: Rollout | undefined, start: RolloutStart, look: RolloutLook): Rollout {
  const isSeen = before?.memory.isSeen === true || hasAnswered(start, look);
  const steps = look.tree ? stepsOf(look.tree, look) : [];
  const found = currentStep(look, steps, isSeen);
  const memory = remember(before?.memory, look, found, isSeen, start);
  const now = settled(found, start, memory, look);
  const state = stateOf(look, steps, now, memory, start.before);
  return { state, words: now.words, timeline: timelineOf(before, look.now, now, state), memory };
}

/**
 * News of Deployments, ReplicaSets and pods come one by one, so an update looks finished for a moment before it begins.
 */
function settled(
  step: CurrentStep,
  start: RolloutStart,
  { movedAt }: RolloutMemory,
  { now }: RolloutLook,
): CurrentStep {
  const isUpdate = start.before !== undefined && start.isSpecUnchanged !== true;
  if (step.phase !== "available" || !isUpdate || now - movedAt >= SETTLING) return step;
  return { ...step, phase: "settling", words: l10n.t("ready, making sure that it stays so") };
}

/** Whether what the tree shows can be the answer to this apply: an update begins with everything as it was. */
function hasAnswered({ at, generation, before, isSpecUnchanged }: RolloutStart, { tree, now }: RolloutLook): boolean {
  if (!tree) return false;
  if (generation !== undefined && (tree.object.metadata.generation ?? 0) < generation) return false;
  if (before === undefined) return tree.object.status?.state !== undefined;
  if (isSpecUnchanged === true || now - at >= OPERATOR_REACTION) return true;
  const isOtherState = tree.object.status?.state !== before.object.status?.state;
  return isOtherState || workloadMarks(tree) !== workloadMarks(before) || hasSwitched(before, tree);
}

/** Changes whenever the operator changes, makes or removes a Deployment. Routes may still come from the apply before. */
function workloadMarks({ predictors }: SeldonDeploymentNode): string {
  return predictors
    .flatMap(({ workloads }) => workloads.map(({ object }) => object))
    .map(({ metadata }) => `${metadata.uid ?? metadata.name} ${metadata.generation ?? 0}`)
    .sort()
    .join("\n");
}

/** The routes give what is wanted now, and did not before. */
function hasSwitched(before: SeldonDeploymentNode, tree: SeldonDeploymentNode): boolean {
  const routed = new Map(traffic(before).map(share => [share.predictor, share.routed]));
  const shares = traffic(tree).filter(share => share.routed !== undefined);
  return shares.some(share => share.routed !== routed.get(share.predictor)) && !isTrafficLate(tree);
}

function stepsOf(tree: SeldonDeploymentNode, look: RolloutLook): WorkloadStep[] {
  return tree.predictors.flatMap(predictor =>
    predictor.workloads.map(workload => workloadStep(workload, predictor, look.infos, look)),
  );
}

interface CurrentStep {
  readonly phase: string;
  readonly words: string;
  readonly progress: string;
  /** Seconds for which it may stand still. */
  readonly patience: number;
  readonly step?: WorkloadStep;
}

function currentStep({ tree, infos }: RolloutLook, steps: readonly WorkloadStep[], isSeen: boolean): CurrentStep {
  const waiting = l10n.t("accepted by the API server, waiting for the operator");
  if (!tree || !isSeen) return { phase: "operator", words: waiting, progress: WAITING, patience: OPERATOR_PATIENCE };
  const info = infos.get(tree);
  if (info?.state === "failed") {
    const words = info.reason ?? info.words;
    return { phase: "failed", words, progress: words, patience: Infinity };
  }
  const step = steps.find(({ phase }) => phase !== "ready");
  if (step) {
    const words = withNames(step, tree);
    return { ...step, words, progress: `${step.workload} ${step.progress}`, step };
  }
  const missing = tree.predictors.find(predictor => infos.get(predictor)?.words === l10n.t("no Deployment yet"));
  if (missing) {
    const words = l10n.t`waiting for the operator: no Deployment yet for ${missing.spec.name}`;
    return { phase: "operator", words, progress: words, patience: OPERATOR_PATIENCE };
  }
  if (isAvailable(tree, info)) {
    return { phase: "available", words: "Available", progress: "available", patience: Infinity };
  }
  const why = info?.reason === undefined ? "" : `: ${info.reason}`;
  return {
    phase: "traffic",
    words: l10n.t`ready, ${trafficWords(tree)}${why}`,
    progress: l10n.t`traffic ${why}`,
    patience: TRAFFIC_PATIENCE,
  };
}

/** Where there is more than one, a step says whose it is. */
function withNames({ words, predictor, workload }: WorkloadStep, { predictors }: SeldonDeploymentNode): string {
  const own = predictors.find(({ spec }) => spec.name === predictor);
  if ((own?.workloads.length ?? 0) > 1) return `${workload}: ${words}`;
  return predictors.length > 1 ? `${predictor}: ${words}` : words;
}

/** The operator's word counts only together with what the pods say (seldon-facts §11.21). */
function isAvailable(tree: SeldonDeploymentNode, info: Info | undefined): boolean {
  const { state } = tree.object.status ?? {};
  if (state !== "Available") return false;
  return (info?.state === "ready" || info?.state === "stopped") && !isTrafficLate(tree);
}

/** Routes are written last, when all Deployments are ready (seldon-facts §5.5). */
function isTrafficLate(tree: SeldonDeploymentNode): boolean {
  const isRouteOpen = tree.object.status?.conditions?.some(({ reason = "" }) =>
    /^Not all (?:VirtualServices|Ambassador Mappings) created/.test(reason),
  );
  return isRouteOpen === true || traffic(tree).some(({ wanted, routed }) => routed !== undefined && routed !== wanted);
}

function trafficWords(tree: SeldonDeploymentNode): string {
  return isTrafficLate(tree)
    ? l10n.t("traffic not yet switched")
    : l10n.t("the operator has not yet called it Available");
}

function remember(
  before: RolloutMemory | undefined,
  { now, tree, infos }: RolloutLook,
  { progress }: CurrentStep,
  isSeen: boolean,
  start: RolloutStart,
): RolloutMemory {
  const isFailed = isSeen && tree !== undefined && infos.get(tree)?.state === "failed";
  const begun = before ?? { progress: WAITING, movedAt: start.at };
  const movedAt = begun.progress === progress ? begun.movedAt : now;
  return { progress, movedAt, isSeen, failedAt: isFailed ? (before?.failedAt ?? now) : undefined };
}

function stateOf(
  { tree, infos, now }: RolloutLook,
  steps: readonly WorkloadStep[],
  { phase, words, step, patience }: CurrentStep,
  { movedAt, failedAt }: RolloutMemory,
  before: SeldonDeploymentNode | undefined,
): RolloutState {
  if (phase === "available") return { kind: "available" };
  const info = tree && infos.get(tree);
  if (tree && info && failedAt !== undefined) {
    const isOwn = isOperatorFailure(tree, info, before);
    const isExplained = info.match?.signature.verdict === "cause" && (isOwn || !isOldFailure(tree, infos, before));
    if (!isExplained && now - failedAt < FAILURE_PATIENCE) return { kind: "running" };
    const culprit = isOwn ? operatorCulprit(tree) : culpritOf(tree, infos, undefined);
    return { kind: "failed", reason: info.reason ?? info.words, match: info.match, ...culprit };
  }
  if (now - movedAt < patience * 1000) return { kind: "running" };
  const where = tree ? culpritOf(tree, infos, step ?? steps[0]) : { culprit: [], path: [] };
  return { kind: "hanging", waitsFor: words, since: movedAt, ...where };
}

/** The operator itself gave up on this apply: no pod is to blame, whatever pods of the version before do. */
function isOperatorFailure(tree: SeldonDeploymentNode, info: Info, before: SeldonDeploymentNode | undefined): boolean {
  const { state, description } = tree.object.status ?? {};
  if (state !== "Failed" || info.match?.signature.sources.includes("status") !== true) return false;
  return description !== before?.object.status?.description || before?.object.status?.state !== "Failed";
}

/** What fails was there before the apply: its pods are about to be replaced, unless the apply has not touched them. */
function isOldFailure(
  tree: SeldonDeploymentNode,
  infos: ReadonlyMap<TreeNode, Info>,
  before: SeldonDeploymentNode | undefined,
): boolean {
  const failing = podsOf(tree).filter(pod => pod.isNewest && infos.get(pod)?.state === "failed");
  const known = new Set(before && podsOf(before).map(({ object }) => object.metadata.uid));
  return failing.length > 0 && failing.every(({ object }) => known.has(object.metadata.uid));
}

function podsOf({ predictors }: SeldonDeploymentNode): readonly PodNode[] {
  return predictors.flatMap(({ workloads }) => workloads.flatMap(({ pods }) => pods));
}

const SECONDS = /\d+ of \d+ s of/;

function timelineOf(
  before: Rollout | undefined,
  at: number,
  { words, phase }: CurrentStep,
  state: RolloutState,
): readonly RolloutEvent[] {
  const timeline = before?.timeline ?? [];
  const last = timeline.at(-1);
  const said = state.kind === "hanging" && phase !== "available" ? l10n.t`hanging: ${words}` : words;
  if (last?.words === said) return timeline;
  const isCountingUp =
    last !== undefined && SECONDS.test(said) && last.words.replace(SECONDS, "") === said.replace(SECONDS, "");
  return [...(isCountingUp ? timeline.slice(0, -1) : timeline), { at: isCountingUp ? last.at : at, words: said }];
}
