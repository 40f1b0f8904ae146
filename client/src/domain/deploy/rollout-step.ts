// What one Deployment of a rollout is doing, in words.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
import { troubledContainer } from "../health/explaining-log.ts";
import type { HealthOptions, Info } from "../health/info.ts";
import type { ContainerNode, PodNode, PredictorNode, TreeNode, WorkloadNode } from "../health/tree.ts";
import { desiredReplicas, readyReplicas } from "../health/workload-health.ts";
import { matchLine } from "../signatures/diagnose-log.ts";
import { secondsRunning, startBudget } from "./server-start.ts";

export type StepPhase =
  "no-pod" | "scheduling" | "creating" | "downloading" | "starting" | "replacing" | "ready" | "failed";

export interface WorkloadStep {
  /** Name of the Deployment. */
  readonly workload: string;
  readonly predictor: string;
  readonly phase: StepPhase;
  readonly words: string;
  /** What has to stand still for it to be called hanging: the phase, and the last line of a download. */
  readonly progress: string;
  /** Seconds for which it may stand still. */
  readonly patience: number;
}

/**
 * Seconds that a step may take without anything moving. rclone says something every minute; conda may take longer than ten;
 * a download whose log is not at hand says nothing at all.
 */
const PATIENCE: Readonly<Record<StepPhase, number>> = {
  ...{ "no-pod": 60, scheduling: 60, creating: 300, downloading: 180, starting: 900, replacing: 300 },
  ...{ ready: Infinity, failed: Infinity },
};

const UNHEARD_DOWNLOAD = 900;

/** Characters of a log line that a progress message bears. */
const LONGEST_LINE = 120;

/** @param infos of the tree's nodes */
export function workloadStep(
  workload: WorkloadNode,
  predictor: PredictorNode,
  infos: ReadonlyMap<TreeNode, Info>,
  options: HealthOptions,
): WorkloadStep {
  const base = { workload: workload.object.metadata.name, predictor: predictor.spec.name };
  const info = infos.get(workload);
  const desired = desiredReplicas(workload);
  if (info?.state === "failed") return { ...base, ...step("failed", info.reason ?? info.words) };
  if (info?.state === "ready" || info?.state === "stopped") return { ...base, ...step("ready", info.words) };
  const newest = workload.pods.filter(pod => pod.isNewest && pod.object.metadata.deletionTimestamp === undefined);
  const slowest = newest.find(pod => infos.get(pod)?.state !== "ready");
  if (slowest) return { ...base, ...podStep(slowest, predictor, infos, options) };
  const ready = readyReplicas(workload);
  if (newest.length === 0) return { ...base, ...step("no-pod", l10n.t("Deployment created, no pod yet")) };
  if (ready < desired) return { ...base, ...step("creating", l10n.t`${ready} of ${desired} pods ready`) };
  return { ...base, ...step("replacing", l10n.t("new pods ready, pods of the previous version are being stopped")) };
}

type Step = Pick<WorkloadStep, "phase" | "words" | "progress" | "patience">;

function step(phase: StepPhase, words: string, progress: string = phase, patience = PATIENCE[phase]): Step {
  return { phase, words, progress, patience };
}

function podStep(
  pod: PodNode,
  predictor: PredictorNode,
  infos: ReadonlyMap<TreeNode, Info>,
  options: HealthOptions,
): Step {
  const isUnscheduled = pod.object.status?.conditions?.some(
    ({ type, status }) => type === "PodScheduled" && status === "False",
  );
  const name = pod.object.metadata.name;
  if (isUnscheduled === true) {
    const reason = infos.get(pod)?.reason;
    return step(
      "scheduling",
      reason === undefined ? l10n.t("waiting for a node") : l10n.t`waiting for a node: ${reason}`,
    );
  }
  const container = troubledContainer(pod);
  if (!container) return step("creating", l10n.t("pod is being made"));
  if (container.status?.state?.running === undefined) {
    return step(
      "creating",
      `${container.name}: ${infos.get(container)?.words ?? l10n.t("starting")}`,
      `creating ${name} ${container.name}`,
    );
  }
  return container.isInit ? downloadStep(container, pod, options) : startingStep(container, predictor, options);
}

function downloadStep(container: ContainerNode, pod: PodNode, options: HealthOptions): Step {
  const lines = options.lastLines?.(pod.object.metadata, container.name, false) ?? [];
  const last = readable(lines.findLast(isTelling) ?? "").slice(0, LONGEST_LINE);
  const what =
    container.role === "initializer" ? l10n.t("model downloading") : l10n.t`init container ${container.name} running`;
  const patience = lines.length > 0 ? PATIENCE.downloading : UNHEARD_DOWNLOAD;
  const words = last === "" ? what : `${what}: ${last}`;
  return step("downloading", words, `downloading ${container.name} ${lines.at(-1) ?? ""}`, patience);
}

/** Lines that stand in every healthy log say nothing about this one (S05). */
function isTelling(line: string): boolean {
  return line.trim() !== "" && matchLine("initializer-log", line)?.signature.verdict !== "benign";
}

/** Without the date and time that rclone begins each line with. */
function readable(line: string): string {
  return line.trim().replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, "");
}

function startingStep(container: ContainerNode, predictor: PredictorNode, { now }: HealthOptions): Step {
  const budget = startBudget(container, predictor);
  const seconds = secondsRunning(container, now);
  const who = container.role === "model" ? l10n.t("server") : container.name;
  const restarts = container.status?.restartCount ?? 0;
  const again = restarts > 0 ? l10n.t` again (${counted(restarts, "restart")})` : "";
  const progress = `starting ${container.name} ${restarts}`;
  if (!budget || seconds === undefined) return step("starting", l10n.t`${who} starting${again}`, progress);
  const hasStarted = budget.probe === "startup probe" ? container.status?.started === true : seconds > budget.seconds;
  if (hasStarted) return step("starting", l10n.t`${who} runs${again}, not ready yet`, `${progress} started`);
  const whose = budget.probe === "startup probe" ? l10n.t("startup") : l10n.t("liveness");
  return step(
    "starting",
    l10n.t`${who} starting${again}: ${seconds} of ${budget.seconds} s of its ${whose} budget used`,
    progress,
  );
}
