// What a comparison comes to: how many calls, how many answers are equal, and what differs for which reason.
import type { Difference } from "./compare.ts";
import { REASONS } from "./reasons.ts";

/** A call whose answers differ. */
export interface DifferingCall {
  readonly call: string;
  readonly differences: readonly Difference[];
}

/** What stands in result.json, from which docs/playground.md is made. */
export interface TranscriptResult {
  readonly server: string;
  readonly calls: number;
  readonly equal: number;
  readonly reasons: readonly ExplainedDifferences[];
}

export interface ExplainedDifferences {
  readonly id: string;
  readonly cause: string;
  readonly text: string;
  /** Calls with a difference for this reason. */
  readonly calls: readonly string[];
}

/** Differences that no reason explains, as lines to read. */
export function unexplained(differing: readonly DifferingCall[]): string[] {
  return differing.flatMap(({ call, differences }) =>
    differences
      .filter(difference => reasonOf(call, difference) === undefined)
      .map(({ at, playground, real }) => `${call}\n    ${at}: ${short(playground)} | real: ${short(real)}`),
  );
}

/** The result to be kept. Reasons that explain nothing any more are left out. */
export function resultOf(server: string, calls: number, differing: readonly DifferingCall[]): TranscriptResult {
  const reasons = REASONS.map(({ id, cause, text }) => ({
    id,
    cause,
    text,
    calls: differing
      .filter(({ call, differences }) => differences.some(difference => reasonOf(call, difference) === id))
      .map(({ call }) => call),
  }));
  return {
    server,
    calls,
    equal: calls - differing.length,
    reasons: reasons.filter(({ calls: found }) => found.length > 0),
  };
}

function reasonOf(call: string, difference: Difference): string | undefined {
  return REASONS.find(known => known.explains(call, difference))?.id;
}

function short(text: string): string {
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}
