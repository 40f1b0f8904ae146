// Who drives a rollout: decisions about a lease, by this machine's clock only, since others' clocks may be wrong.
import type { CanaryLease } from "../../../../../schemas/src/index.ts";
import { formatTime } from "../../time.ts";
import { leaseFrom } from "./annotation.ts";

/** Long enough that a heartbeat, which makes the operator reconcile, comes three times a minute only. */
export const LEASE_SECONDS = 60;

/** A lease's text and since when it has been seen unchanged. */
export interface LeaseSighting {
  /** Undefined where there is no lease. */
  readonly text: string | undefined;
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly since: number;
}

/** What is seen now; the same text keeps its time. */
export function sightLease(previous: LeaseSighting | undefined, text: string | undefined, now: number): LeaseSighting {
  return previous !== undefined && previous.text === text ? previous : { text, since: now };
}

export type LeaseDecision =
  /** Nobody has it. */
  | { readonly kind: "acquire" }
  /** It is ours. */
  | { readonly kind: "renew" }
  /** Somebody drives. @param until milliseconds since the epoch: when it runs out without a heartbeat */
  | { readonly kind: "held"; readonly by: string; readonly until: number }
  /** Its holder has been silent for too long. */
  | { readonly kind: "take-over"; readonly from: string };

/**
 * What a window that wants to drive may do. A lease runs out when it has been seen unchanged for its whole length; what is
 * written in it as time is for people only.
 */
export function decideLease({ text, since }: LeaseSighting, holder: string, now: number): LeaseDecision {
  if (text === undefined) return { kind: "acquire" };
  const lease = leaseFrom(text);
  if (lease?.holder === holder) return { kind: "renew" };
  const by = lease?.holder ?? "somebody";
  const until = since + (lease?.seconds ?? LEASE_SECONDS) * 1000;
  return now >= until ? { kind: "take-over", from: by } : { kind: "held", by, until };
}

export function newLease(holder: string, now: number): CanaryLease {
  return { holder, heartbeat: formatTime(now), seconds: LEASE_SECONDS };
}

/** When the next heartbeat is due, in milliseconds since the epoch: two may fail before the lease runs out. */
export function nextHeartbeat(renewed: number): number {
  return renewed + (LEASE_SECONDS * 1000) / 3;
}

/**
 * Whether a driver that could not renew its lease has to stop. It does so before others may take over, and whatever it writes
 * later is refused by the test of the lease. @param renewed when it last did, by this machine's clock
 */
export function mustStop(renewed: number, now: number): boolean {
  return now >= renewed + (LEASE_SECONDS * 1000 * 2) / 3;
}
