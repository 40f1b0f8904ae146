// What a guided rollout does next: a pure decision by what is there, what was measured, and what time it is.
import type { Rollout, RolloutSample } from "../../../../../schemas/src/index.ts";
import { parseTime, formatTime } from "../../time.ts";
import { conflictWords } from "../conflict.ts";
import { livePredictors, isSameSplit, splitWords, type Split } from "../split.ts";
import { failedGate, isEnough } from "./gates.ts";
import { withEvent } from "./history.ts";
import { stepPercent, stepSplit } from "./steps.ts";

export interface RolloutSituation {
  /** The split that the deployment asks for now. */
  readonly split: Split;
  /** Whether the routes give it; undefined where they cannot be read, which does not hold the rollout up. */
  readonly isRouted: boolean | undefined;
  /** What the canary did since `routedAt` of the state, or since the driver began; undefined where it could not be measured. */
  readonly sample: RolloutSample | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Who drives. */
  readonly driver: string;
}

export type RolloutAction =
  /** Ask for this split, in the same patch that writes the state. */
  | { readonly kind: "shift" | "roll-back"; readonly after: Split; readonly words: string }
  /** Nothing to ask for. Look again, at `until` at the latest where that is known. */
  | { readonly kind: "hold"; readonly words: string; readonly until: number | undefined }
  | { readonly kind: "pause" | "finish"; readonly words: string }
  /** Paused or ended before. */
  | { readonly kind: "none" };

export interface Decision {
  readonly action: RolloutAction;
  /**
   * To be written where it is not the one that was given. While the action is to hold, that can wait for the next heartbeat:
   * each write makes the operator reconcile.
   */
  readonly rollout: Rollout;
}

/** Never moves on without enough evidence, and goes back at once when a gate fails. */
export function nextAction(rollout: Rollout, situation: RolloutSituation): Decision {
  const { plan, state } = rollout;
  if (state.phase !== "running") return { action: { kind: "none" }, rollout };
  const stranger = strangerWords(rollout, situation.split);
  if (stranger !== undefined) return pause(rollout, situation, stranger);
  if (state.step < 0) return shift(rollout, situation, 0, "The rollout begins.");
  const failed = situation.sample && failedGate(plan.gates, situation.sample);
  if (failed !== undefined) return rollBack(rollout, situation, failed);
  if (situation.isRouted === false) return waitForRoutes(rollout, situation);
  if (state.routedAt === undefined) {
    const routed = { ...rollout, state: { ...state, routedAt: formatTime(situation.now) } };
    return { ...nextAction(routed, { ...situation, sample: undefined }) };
  }
  return judge(rollout, situation, parseTime(state.routedAt) ?? situation.now);
}

/** @param since milliseconds since the epoch: when the routes began to follow */
function judge(rollout: Rollout, situation: RolloutSituation, since: number): Decision {
  const { plan } = rollout;
  const { sample, now } = situation;
  const holdUntil = since + plan.holdSeconds * 1000;
  const waitUntil = holdUntil + plan.waitSeconds * 1000;
  const canary = `${plan.canary} at ${stepPercent(plan, rollout.state.step)} %`;
  if (now < holdUntil) return hold(rollout, sample, `Watching ${canary}.`, holdUntil);
  if (sample && isEnough(plan.gates, sample)) return passed(rollout, situation, sample);
  const missing = sample
    ? `${canary} has had ${sample.requests} of the ${plan.gates.minRequests} requests that it needs to be judged.`
    : `The metrics of ${canary} cannot be read.`;
  if (now >= waitUntil) return pause(rollout, situation, missing);
  return hold(rollout, sample, `Holding on: ${missing}`, waitUntil);
}

function passed(rollout: Rollout, situation: RolloutSituation, sample: RolloutSample): Decision {
  const { plan, state } = rollout;
  const words = `All gates held with ${sample.requests} requests at ${stepPercent(plan, state.step)} %.`;
  const event = { by: situation.driver, now: situation.now, sample };
  const noted = withEvent(rollout, { lastSample: sample }, { kind: "passed", words, ...event });
  if (state.step + 1 < plan.steps.length) return shift(noted, situation, state.step + 1, words);
  const done = `${plan.canary} has reached ${stepPercent(plan, state.step)} %.`;
  const finished = withEvent(noted, { phase: "finished", reason: done }, { kind: "finished", words: done, ...event });
  return { action: { kind: "finish", words: done }, rollout: finished };
}

function shift(rollout: Rollout, { now, driver }: RolloutSituation, step: number, why: string): Decision {
  const { lastSample: _last, routedAt: _routed, ...state } = rollout.state;
  const after = stepSplit(rollout.plan, step);
  const words = `${why} Next: ${splitWords(after)}.`;
  const moved = { ...rollout, state: { ...state, step, shiftedAt: formatTime(now) } };
  return {
    action: { kind: "shift", after, words },
    rollout: withEvent(moved, {}, { kind: "shifted", words: splitWords(after), by: driver, now }),
  };
}

function waitForRoutes(rollout: Rollout, situation: RolloutSituation): Decision {
  const { shiftedAt = "" } = rollout.state;
  const until = (parseTime(shiftedAt) ?? situation.now) + rollout.plan.waitSeconds * 1000;
  const words = "The routes do not follow yet: they change only once all predictors are ready (seldon-facts §11.19).";
  return situation.now >= until ? pause(rollout, situation, words) : hold(rollout, undefined, words, until);
}

function hold(rollout: Rollout, sample: RolloutSample | undefined, words: string, until: number): Decision {
  const seen = sample ? { ...rollout, state: { ...rollout.state, lastSample: sample } } : rollout;
  return { action: { kind: "hold", words, until }, rollout: seen };
}

function pause(rollout: Rollout, { now, driver, sample }: RolloutSituation, reason: string): Decision {
  const event = { kind: "paused", words: reason, by: driver, now, sample } as const;
  return { action: { kind: "pause", words: reason }, rollout: withEvent(rollout, { phase: "paused", reason }, event) };
}

function rollBack(rollout: Rollout, { now, driver, sample }: RolloutSituation, reason: string): Decision {
  const after = stepSplit(rollout.plan, -1);
  const event = { kind: "rolled-back", words: reason, by: driver, now, sample } as const;
  return {
    action: { kind: "roll-back", after, words: `${reason} Back to ${splitWords(after)}.` },
    rollout: withEvent(rollout, { phase: "rolled-back", reason }, event),
  };
}

/** What somebody else did to the split; undefined where it is the step's. Shadows may come and go. */
function strangerWords({ plan, state }: Rollout, split: Split): string | undefined {
  const expected = stepSplit(plan, state.step);
  if (isSameSplit(expected, split)) return undefined;
  return conflictWords(expected, livePredictors(split)).join(" ");
}
