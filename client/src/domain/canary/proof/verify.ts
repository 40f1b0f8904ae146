// Counted answers against the split that was asked for, with what chance allows.
import * as l10n from "@vscode/l10n";
import { countedBetween, type ExecutorCounters } from "../metrics/counters.ts";
import { desiredShares, type Split } from "../split.ts";
import { predictorOfAnswer, type KnownPredictor } from "./answer.ts";
import { shareInterval, type Interval } from "./interval.ts";

/** How the answers were told apart. */
export type CountedBy = "answers" | "metrics";

export interface Count {
  readonly by: CountedBy;
  /** Answers by predictor. */
  readonly counts: ReadonlyMap<string, number>;
}

export interface CannotTell {
  readonly kind: "cannot-tell";
  /** Full sentences. */
  readonly reason: string;
}

/** Answers that are counted one by one, so that none has to be kept. */
export interface AnswerCounter {
  /** @param body an answer's parsed JSON */
  add(body: unknown): void;
  /** What has been counted so far; undefined where there is no answer, or one did not tell its predictor. */
  count(): Count | undefined;
}

/**
 * By the answers themselves, if every one of them tells its predictor. An answer that an error gave tells nothing.
 */
export function countByAnswers(predictors: readonly KnownPredictor[]): AnswerCounter {
  const counts = new Map<string, number>();
  let isTold = true;
  return {
    add(body) {
      const name = predictorOfAnswer(body, predictors);
      if (name === undefined) isTold = false;
      else counts.set(name, (counts.get(name) ?? 0) + 1);
    },
    count: () => (isTold && counts.size > 0 ? { by: "answers", counts: new Map(counts) } : undefined),
  };
}

/**
 * By what the executors have counted meanwhile. Only where that is exactly what was sent, since others may send requests at
 * the same time, and executors may have been started anew. Shadows are left out: what they count are copies.
 * @param sent how many requests were answered
 */
export function countByMetrics(
  split: Split,
  before: readonly ExecutorCounters[],
  after: readonly ExecutorCounters[],
  sent: number,
): Count | CannotTell {
  const counted = countedBetween(before, after);
  const counts = new Map(
    desiredShares(split).map(({ predictor }) => [
      predictor,
      counted.filter(one => one.predictor === predictor).reduce((sum, { count }) => sum + count, 0),
    ]),
  );
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (all === sent) return { by: "metrics", counts };
  const reason =
    all > sent
      ? l10n.t`The executors counted ${all} requests where ${sent} were sent: others send requests, too, and cannot be told from ours.`
      : l10n.t`The executors counted ${all} of ${sent} requests: some executors were started anew, could not be read, or are not used.`;
  return { kind: "cannot-tell", reason };
}

export interface ProvenShare {
  readonly predictor: string;
  /** Percent that was asked for. */
  readonly asked: number;
  readonly count: number;
  /** Percent that was seen. */
  readonly seen: number;
  /** 0 to 1. */
  readonly interval: Interval;
  /** Whether what was asked for can be the truth. */
  readonly isAsAsked: boolean;
  /** Such as `canary: asked 10 %, saw 9.2 % ± 2.0 of 1,000`. */
  readonly words: string;
}

export interface Proof {
  readonly kind: "proof";
  readonly by: CountedBy;
  readonly total: number;
  readonly shares: readonly ProvenShare[];
  readonly isAsAsked: boolean;
  /** A sentence for all of it. */
  readonly words: string;
}

/** What was seen, predictor by predictor. The interval is of 95 %: one share in twenty may lie outside by chance. */
export function proveSplit(split: Split, { by, counts }: Count): Proof | CannotTell {
  const desired = desiredShares(split);
  const stranger = [...counts.keys()].find(name => !desired.some(({ predictor }) => predictor === name));
  if (stranger !== undefined) {
    return { kind: "cannot-tell", reason: l10n.t`Answers came from ${stranger}, which is to get no requests.` };
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return { kind: "cannot-tell", reason: l10n.t("There was no answer to count.") };
  const shares = desired.map(({ predictor, percent }) =>
    provenShare(predictor, percent, counts.get(predictor) ?? 0, total),
  );
  const others = shares.filter(share => !share.isAsAsked).map(({ predictor }) => predictor);
  const isAsAsked = others.length === 0;
  const how = by === "answers" ? l10n.t("as the answers themselves tell") : l10n.t("as the executors counted");
  const verdict = isAsAsked
    ? l10n.t`${number(total)} answers fit the split`
    : l10n.t`${number(total)} answers do not fit the split: ${others.join(", ")}`;
  return { kind: "proof", by, total, shares, isAsAsked, words: `${verdict}, ${how}.` };
}

function provenShare(predictor: string, asked: number, count: number, total: number): ProvenShare {
  const interval = shareInterval(count, total);
  const seen = (count / total) * 100;
  const margin = Math.max(interval.high * 100 - seen, seen - interval.low * 100);
  return {
    ...{ predictor, asked, count, seen, interval },
    isAsAsked: interval.low * 100 <= asked && asked <= interval.high * 100,
    words: l10n.t`${predictor}: asked ${asked} %, saw ${seen.toFixed(1)} % ± ${margin.toFixed(1)} of ${number(total)}`,
  };
}

/** With commas between thousands. */
function number(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
