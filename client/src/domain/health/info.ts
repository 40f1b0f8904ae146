// What a node of the tree shows: a state, words, and why.
import type { SignatureMatch } from "../signatures/diagnose-log.ts";

/** `stopped` is scaled to 0 or ended on purpose; `unknown` is what cannot be judged by what was listed. */
export type HealthState = "ready" | "progressing" | "failed" | "unknown" | "stopped";

export interface Info {
  readonly state: HealthState;
  /** How it stands, such as `2/2 ready`. */
  readonly words: string;
  /** Why it is not ready, such as `model-initializer: exit 1 · remote s3 not defined`. */
  readonly reason?: string | undefined;
  /** The signature that explains it. */
  readonly match?: SignatureMatch | undefined;
  /** Further sentences for a tooltip. */
  readonly notes?: readonly string[] | undefined;
}

/** What the health of a tree is judged with, beside the tree. */
export interface HealthOptions {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The last lines of a container's log where they are at hand, with secrets masked. */
  readonly lastLines?: (pod: LogOwner, container: string, isPrevious: boolean) => readonly string[] | undefined;
}

export interface LogOwner {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
}

const WEIGHT: Readonly<Record<HealthState, number>> = { failed: 4, unknown: 3, progressing: 2, ready: 1, stopped: 0 };

/** The info that stands for several: the worst state, and among those one that has a reason. */
export function worst(infos: readonly Info[]): Info | undefined {
  return [...infos].sort((a, b) => WEIGHT[b.state] - WEIGHT[a.state] || rank(b) - rank(a))[0];
}

function rank(info: Info): number {
  if (info.match) return info.match.signature.verdict === "cause" ? 3 : 2;
  return info.reason === undefined ? 0 : 1;
}
