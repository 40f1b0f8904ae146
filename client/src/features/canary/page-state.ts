// What the traffic panel shows, made of what was seen.
import * as l10n from "@vscode/l10n";
import type { IngressTarget, ObservedSplit } from "../../domain/canary/index.ts";
import type {
  CanaryPageState,
  CanaryPlots,
  Rollout,
  RolloutSample,
  ShownProof,
  ShownRollout,
} from "../../../../schemas/src/index.ts";
import type { DriverState, LiveDeployment, MetricPoint, VerifiedSplit } from "../../live/canary/index.ts";
import type { CanaryEngine } from "./canary-parts.ts";

type Predictors = CanaryPageState["predictors"];
type Tone = ShownRollout["tone"];

/** Shares as asked for, beside those of the routes. */
export function shownPredictors(
  engine: CanaryEngine,
  object: LiveDeployment,
  observed: readonly ObservedSplit[],
): Predictors {
  const split = engine.splitOf(object.spec?.predictors ?? []);
  const main = engine.mainPredictor(split)?.name;
  const desired = new Map(engine.desiredShares(split).map(({ predictor, percent }) => [predictor, percent]));
  return split.map(({ name, isShadow, traffic = 0 }) => {
    const asked = isShadow ? traffic : (desired.get(name) ?? 0);
    const shares = observed.find(({ isInForce }) => !isInForce)?.shares ?? observed[0]?.shares;
    const routed = shares?.find(({ predictor }) => predictor === name)?.routed ?? null;
    return { name, isShadow, isMain: name === main, asked, routed };
  });
}

export function shownRemarks(
  engine: CanaryEngine,
  object: LiveDeployment,
  targets: readonly IngressTarget[],
  observed: readonly ObservedSplit[],
): CanaryPageState["remarks"] {
  const split = engine.splitOf(object.spec?.predictors ?? []);
  const remarks = targets.flatMap(target => engine.splitRemarks(split, target));
  const lag = l10n.t(
    "The routes do not give this split yet: they follow once every predictor of the deployment is ready.",
  );
  const shown = remarks.map(({ isTrap, words }) => ({ tone: isTrap ? ("warn" as const) : ("quiet" as const), words }));
  const all = observed.some(({ isInForce }) => !isInForce) ? [{ tone: "warn" as const, words: lag }, ...shown] : shown;
  return all.filter(({ words }, index) => all.findIndex(other => other.words === words) === index);
}

/** One line for each predictor, in the order of the points' metrics. */
export function shownPlots(points: readonly MetricPoint[]): CanaryPlots {
  const names = points.at(-1)?.metrics.map(({ predictor }) => predictor) ?? [];
  const line = (name: string, of: (metrics: MetricPoint["metrics"][number]) => number | undefined): (number | null)[] =>
    points.map(({ metrics }) => {
      const found = metrics.find(({ predictor }) => predictor === name);
      return (found && of(found)) ?? null;
    });
  return {
    seconds: points.map(({ at }) => at / 1000),
    predictors: names.map(name => ({
      name,
      rate: line(name, ({ perSecond }) => perSecond),
      errors: line(name, ({ errorRate }) => errorRate && errorRate * 100),
      p50: line(name, ({ p50Ms }) => p50Ms),
      p95: line(name, ({ p95Ms }) => p95Ms),
      p99: line(name, ({ p99Ms }) => p99Ms),
    })),
  };
}

/** Null where there is no guided canary. @param own name of this window's driver */
export function shownRollout(engine: CanaryEngine, state: DriverState, own: string): ShownRollout | null {
  if (!("rollout" in state)) return null;
  const { rollout } = state;
  const { plan, state: now } = rollout;
  const sample = now.lastSample ?? now.history.at(-1)?.sample;
  return {
    tone: PHASE_TONES[now.phase],
    heading: l10n.t`Guided canary of ${plan.canary}: ${PHASES[now.phase]}`,
    words: rolloutWords(engine, state),
    driver: driverWords(state, own),
    steps: plan.steps.map((percent, index) => ({ percent, state: stepState(rollout, index) })),
    gates: shownGates(rollout, sample),
    history: now.history
      .map(({ at, percent, words }) => ({ at: at.replace("T", " ").replace(/(\.\d+)?Z$/, ""), percent, words }))
      .toReversed(),
    actions: actionsOf(state),
  };
}

const PHASES = {
  running: l10n.t("under way"),
  paused: l10n.t("paused"),
  finished: l10n.t("finished"),
  "rolled-back": l10n.t("rolled back"),
} as const;
const PHASE_TONES = { running: "quiet", paused: "warn", finished: "good", "rolled-back": "bad" } as const;

function rolloutWords(engine: CanaryEngine, state: Exclude<DriverState, { kind: "absent" | "unreadable" }>): string {
  const { plan, state: now } = state.rollout;
  if (state.kind === "driving" && state.problem !== undefined) return state.problem;
  if (state.kind === "driving" && "words" in state.action) return state.action.words;
  if (now.reason !== undefined && now.phase !== "running") return now.reason;
  const percent = engine.stepPercent(plan, now.step);
  return now.step < 0 ? l10n.t("It has not begun yet.") : l10n.t`${plan.canary} is at ${percent} %.`;
}

function driverWords(state: DriverState, own: string): string {
  if ("rollout" in state && state.rollout.state.phase !== "running") return l10n.t("Nobody needs to drive.");
  if (state.kind === "driving") return l10n.t`This window drives, as ${own}.`;
  if (state.kind === "watching") return l10n.t`${state.by} drives.`;
  if (state.kind === "undriven")
    return l10n.t("Nobody drives, so it is as good as paused: the split stays until a window takes over.");
  return l10n.t("Nobody needs to drive.");
}

function stepState({ state }: Rollout, index: number): ShownRollout["steps"][number]["state"] {
  if (state.phase === "finished" || index < state.step) return "done";
  return index === state.step && state.phase !== "rolled-back" ? "now" : "open";
}

function actionsOf(state: DriverState): ShownRollout["actions"] {
  if (!("rollout" in state)) return [];
  const { phase } = state.rollout.state;
  if (phase === "finished") return ["finish", "forget"];
  if (phase === "rolled-back") return ["forget"];
  if (phase === "paused") return ["resume", "abort-rollout"];
  return state.kind === "driving" ? ["pause", "abort-rollout"] : ["take-over", "pause", "abort-rollout"];
}

function shownGates({ plan: { gates } }: Rollout, sample: RolloutSample | undefined): ShownRollout["gates"] {
  const { requests = 0, errors = 0, restarts, p95Ms, p99Ms } = sample ?? {};
  const rate = requests > 0 ? errors / requests : undefined;
  const limit = (value: number | undefined, most: number | undefined): Tone =>
    value === undefined || most === undefined ? "quiet" : value <= most ? "good" : "bad";
  const shown = (gate: string, most: number | undefined, value: number | undefined, words: string) =>
    most === undefined ? [] : [{ gate, measured: value === undefined ? "–" : words, tone: limit(value, most) }];
  return [
    ...shown(l10n.t`Errors at most ${percent(gates.maxErrorRate ?? 0)}`, gates.maxErrorRate, rate, percent(rate ?? 0)),
    ...shown(
      l10n.t`p95 at most ${gates.maxP95Ms ?? 0} ms`,
      gates.maxP95Ms,
      p95Ms,
      l10n.t`${Math.round(p95Ms ?? 0)} ms`,
    ),
    ...shown(
      l10n.t`p99 at most ${gates.maxP99Ms ?? 0} ms`,
      gates.maxP99Ms,
      p99Ms,
      l10n.t`${Math.round(p99Ms ?? 0)} ms`,
    ),
    ...shown(l10n.t`Restarts at most ${gates.maxRestarts ?? 0}`, gates.maxRestarts, restarts, String(restarts ?? 0)),
    {
      gate: l10n.t`Requests at least ${gates.minRequests}`,
      measured: String(requests),
      tone: requests >= gates.minRequests ? "good" : "quiet",
    },
  ];
}

function percent(rate: number): string {
  return `${Math.round(rate * 1000) / 10} %`;
}

/** @param verified undefined while requests are still sent */
export function shownProof(
  { done, total }: { readonly done: number; readonly total: number },
  verified: VerifiedSplit | string | undefined,
): ShownProof {
  const progress = { isRunning: verified === undefined, done, total };
  if (verified === undefined)
    return { ...progress, tone: "quiet", words: l10n.t`${done} of ${total} requests answered.`, shares: [] };
  if (typeof verified === "string") return { ...progress, tone: "warn", words: verified, shares: [] };
  const { result, unanswered, errors } = verified;
  const remarks = [
    ...(unanswered === 0 ? [] : [l10n.t`${unanswered} requests got no answer.`]),
    ...(errors === 0 ? [] : [l10n.t`${errors} answers were errors.`]),
  ].join(" ");
  if (result.kind === "cannot-tell") {
    return {
      ...progress,
      tone: "warn",
      words: [l10n.t`Cannot tell. ${result.reason}`, remarks].join(" ").trim(),
      shares: [],
    };
  }
  return {
    ...progress,
    tone: result.isAsAsked ? "good" : "bad",
    words: [result.words, remarks].join(" ").trim(),
    shares: result.shares.map(({ words, asked, seen, interval, isAsAsked }) => ({
      ...{ words, asked, seen, isAsAsked },
      ...{ low: interval.low * 100, high: interval.high * 100 },
    })),
  };
}
