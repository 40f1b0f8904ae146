// A rollout's state with one more event in its history, which stays small enough for an annotation.
import type { Rollout, RolloutEvent, RolloutSample, RolloutState } from "../../../../../schemas/src/index.ts";
import { formatTime } from "../../time.ts";
import { stepPercent } from "./steps.ts";

/** Kubernetes allows 256 KiB for all annotations of an object; an event takes less than 1 KiB. */
const KEPT = 60;

export interface Happening {
  readonly kind: RolloutEvent["kind"];
  readonly words: string;
  /** Who drives. */
  readonly by: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly sample?: RolloutSample | undefined;
}

/** @param changes of the state; the canary's share in the event is that of the step after them */
export function withEvent(rollout: Rollout, changes: Partial<RolloutState>, happening: Happening): Rollout {
  const state = { ...rollout.state, ...changes };
  const isBack = state.phase === "rolled-back";
  const event: RolloutEvent = {
    at: formatTime(happening.now),
    kind: happening.kind,
    percent: stepPercent(rollout.plan, isBack ? -1 : state.step),
    by: happening.by,
    words: happening.words,
    ...(happening.sample ? { sample: happening.sample } : {}),
  };
  const history = [...state.history, event];
  return { ...rollout, state: { ...state, history: history.slice(-KEPT) } };
}
