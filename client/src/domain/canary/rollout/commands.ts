// What people do to a guided rollout: start, pause, resume, abort, take over. Each gives the state to be written.
import type { Rollout, RolloutPlan } from "../../../../../schemas/src/index.ts";
import { formatTime } from "../../time.ts";
import type { SplitPlan } from "../plan.ts";
import { shares } from "../remember.ts";
import { splitWords, type Split } from "../split.ts";
import { withEvent } from "./history.ts";
import { stepSplit } from "./steps.ts";

/** What a rollout has unless told otherwise. */
export const ROLLOUT_DEFAULTS = {
  policy: "proportional",
  steps: [5, 25, 50, 100],
  holdSeconds: 120,
  waitSeconds: 600,
  gates: { maxErrorRate: 0.01, minRequests: 50, maxRestarts: 0 },
} as const satisfies Partial<RolloutPlan>;

/** @param split the split now, which a rollback restores @param now milliseconds since the epoch */
export function newRollout(
  choice: Pick<RolloutPlan, "canary"> & Partial<Omit<RolloutPlan, "baseline" | "startedAt" | "startedBy">>,
  split: Split,
  driver: string,
  now: number,
): Rollout {
  const plan: RolloutPlan = {
    ...ROLLOUT_DEFAULTS,
    steps: [...ROLLOUT_DEFAULTS.steps],
    ...choice,
    ...{ baseline: [...shares(split)], startedAt: formatTime(now), startedBy: driver },
  };
  return { version: 1, plan, state: { phase: "running", step: -1, history: [] } };
}

/** The split stays as it is. Unchanged where it does not run. */
export function pauseRollout(rollout: Rollout, by: string, now: number, reason = `${by} paused it.`): Rollout {
  if (rollout.state.phase !== "running") return rollout;
  return withEvent(rollout, { phase: "paused", reason }, { kind: "paused", words: reason, by, now });
}

/** The step is watched anew from now on. Unchanged where it is not paused. */
export function resumeRollout(rollout: Rollout, by: string, now: number): Rollout {
  if (rollout.state.phase !== "paused") return rollout;
  return withEvent(
    afresh(rollout, now),
    { phase: "running" },
    { kind: "resumed", words: `${by} resumed it.`, by, now },
  );
}

/** Another window drives. What the one before had measured is not known to it, so the step is watched anew. */
export function takeOverRollout(rollout: Rollout, by: string, now: number): Rollout {
  if (rollout.state.phase !== "running") return rollout;
  return withEvent(afresh(rollout, now), {}, { kind: "taken-over", words: `${by} drives from now on.`, by, now });
}

/** Back to the split before the rollout, as somebody wants it. Undefined where it has ended. */
export function abortRollout(
  rollout: Rollout,
  by: string,
  now: number,
): { readonly rollout: Rollout; readonly after: SplitPlan["after"]; readonly words: string } | undefined {
  const { phase } = rollout.state;
  if (phase !== "running" && phase !== "paused") return undefined;
  const reason = `${by} aborted it.`;
  const after = stepSplit(rollout.plan, -1);
  return {
    rollout: withEvent(rollout, { phase: "rolled-back", reason }, { kind: "rolled-back", words: reason, by, now }),
    after,
    words: `${reason} Back to ${splitWords(after)}.`,
  };
}

function afresh(rollout: Rollout, now: number): Rollout {
  const { routedAt: _routed, lastSample: _last, reason: _reason, ...state } = rollout.state;
  return { ...rollout, state: { ...state, ...(state.step < 0 ? {} : { shiftedAt: formatTime(now) }) } };
}
