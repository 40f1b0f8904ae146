// Says why a deployment does not serve, from what is known of it.
import * as l10n from "@vscode/l10n";
import { maskCredentials } from "../mask.ts";
import type { Info } from "../health/info.ts";
import { causesSeen, type Judged } from "./causes-seen.ts";
import { inOrder, STEPS, type Cause, type Diagnosis, type DiagnosedState, type Step } from "./cause.ts";
import { checkedCauses } from "./checks.ts";
import { withDownload } from "./download-evidence.ts";
import { gapsOf } from "./gaps.ts";
import { logOf } from "./log-choice.ts";
import type { Known } from "./known.ts";
import { withLikeliestFirst } from "./likeliest-mode.ts";
import { operatorCauses } from "./operator-causes.ts";

/** Called when nothing more is to be got; with less it says what it can. */
export function diagnose(known: Known): Diagnosis {
  const judged = known.judge();
  if (!judged) return absent(known);
  const info = judged.infos.get(judged.tree);
  const checked = checkedCauses(known, judged);
  const seen = causesSeen(judged).filter(cause => !isKillOf(cause, checked));
  const causes = firstCauses([...seen, ...checked]).map(cause =>
    masked(withLikeliestFirst(withDownload(cause, known, judged), judged.tree)),
  );
  const state = stateOf(info, causes);
  const isExplained = causes.some(({ confidence }) => confidence !== "possible");
  const symptoms = isExplained ? [] : inOrder(causesSeen(judged, "symptom")).map(masked);
  return {
    namespace: known.namespace,
    name: known.name,
    state,
    words: info?.words ?? "",
    causes,
    symptoms,
    notes: (info?.notes ?? []).map(maskCredentials),
    missing: gapsOf(known, judged, isExplained || state === "stopped"),
    walked: walked(known, judged),
  };
}

/** A server that is asked on the wrong port is killed by its liveness probe: that follows from it (F22). */
function isKillOf({ failureModes, part }: Cause, checked: readonly Cause[]): boolean {
  const isOther = ({ signature, part: other }: Cause): boolean =>
    signature === "listens-on-another-port" && other.container === part.container;
  return failureModes[0] === "S16" && checked.some(isOther);
}

function absent(known: Known): Diagnosis {
  const causes = inOrder(operatorCauses(known, undefined)).map(masked);
  const isUnread = known.refused.some(({ need }) => need.kind === "deployment");
  return {
    namespace: known.namespace,
    name: known.name,
    state: "absent",
    words: isUnread ? l10n.t("could not be read") : l10n.t("there is no SeldonDeployment of this name"),
    causes,
    symptoms: [],
    notes: [],
    missing: gapsOf(known, undefined, false),
    walked: known.has({ kind: "operator" }) ? ["status", "operator"] : ["status"],
  };
}

/**
 * What the operator refuses keeps everything from being made, so nothing else counts beside it. Within a predictor the
 * earliest step counts: a server that has no model does not explain why its download failed.
 */
function firstCauses(causes: readonly Cause[]): Cause[] {
  const ordered = inOrder(unique(causes));
  const [first] = ordered;
  if (!first) return [];
  if (isBefore(first.step, "workload")) return ordered.filter(({ step }) => isBefore(step, "workload"));
  const earliest = new Map<string, Step>();
  return ordered.filter(({ part, step }) => {
    const key = JSON.stringify([part.predictor, part.isExplainer]);
    const known = earliest.get(key) ?? step;
    earliest.set(key, known);
    return known === step;
  });
}

function unique(causes: readonly Cause[]): Cause[] {
  const known = new Map<string, Cause>();
  for (const cause of causes) {
    const key = JSON.stringify([cause.signature, cause.part]);
    if (!known.has(key)) known.set(key, cause);
  }
  return [...known.values()];
}

function isBefore(step: Step, other: Step): boolean {
  return STEPS.indexOf(step) < STEPS.indexOf(other);
}

function stateOf(info: Info | undefined, causes: readonly Cause[]): DiagnosedState {
  switch (info?.state) {
    case "ready":
      return "serving";
    case "stopped":
      return "stopped";
    case "progressing":
      return causes.length > 0 ? "failing" : "starting";
    default:
      return "failing";
  }
}

function walked(known: Known, { tree }: Judged): Step[] {
  const pods = tree.predictors.flatMap(({ workloads }) => workloads).flatMap(workload => workload.pods);
  const roles = new Set(pods.flatMap(({ containers }) => containers.map(({ role }) => role)));
  const executors = pods.flatMap(pod =>
    pod.containers.filter(({ role }) => role === "executor").flatMap(container => logOf(pod, container) ?? []),
  );
  const isThere: Readonly<Record<Step, boolean>> = {
    status: true,
    operator: known.has({ kind: "operator" }),
    workload: tree.knowsWorkloads,
    pod: pods.length > 0,
    initializer: roles.has("initializer") || roles.has("init"),
    model: roles.has("model"),
    explainer: roles.has("explainer"),
    executor: executors.some(log => known.has(log)),
    routes: tree.routes.length > 0,
  };
  return STEPS.filter(step => isThere[step]);
}

/** Lines were masked when they came; titles and sentences quote them. */
function masked(cause: Cause): Cause {
  return {
    ...cause,
    title: maskCredentials(cause.title),
    meaning: maskCredentials(cause.meaning),
    remedy: maskCredentials(cause.remedy),
    evidence: cause.evidence.map(one => (one.line === undefined ? one : { ...one, line: maskCredentials(one.line) })),
  };
}
