// Plan, state and lease as annotations, and the patches that write them.
import {
  CANARY_LEASE_ANNOTATION,
  CANARY_PLAN_ANNOTATION,
  CanaryLease,
  Rollout,
} from "../../../../../schemas/src/index.ts";
import { textAt, valueAt, type ValuePath } from "../../deploy/plain.ts";
import type { PathEdit } from "../edits.ts";
import type { Patchable } from "../patch.ts";
import { planSplit } from "../plan.ts";
import type { Split } from "../split.ts";
import { parseJson } from "../../json/index.ts";

export type Decoded<T> =
  | { readonly kind: "absent" }
  | { readonly kind: "ok"; readonly value: T }
  /** A full sentence. Nothing may be written over it without asking. */
  | { readonly kind: "unreadable"; readonly reason: string };

export const PLAN_PATH: ValuePath = ["metadata", "annotations", CANARY_PLAN_ANNOTATION];
export const LEASE_PATH: ValuePath = ["metadata", "annotations", CANARY_LEASE_ANNOTATION];

/** The rollout that is written on a SeldonDeployment. */
export function rolloutOf(object: unknown): Decoded<Rollout> {
  const text = textAt(object, ...PLAN_PATH);
  if (text === undefined) return { kind: "absent" };
  const json = parseJson(text);
  const version = valueAt(json, "version");
  if (typeof version === "number" && version > 1) {
    const reason = `The rollout was written by a newer version of this extension (format ${version}). Update it to go on.`;
    return { kind: "unreadable", reason };
  }
  const result = Rollout.safeParse(json);
  if (result.success) return { kind: "ok", value: result.data };
  const [issue] = result.error.issues;
  const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  return { kind: "unreadable", reason: `The annotation ${CANARY_PLAN_ANNOTATION} is no rollout${where}.` };
}

/** The text of the lease as it is written, for telling whether it changes. */
export function leaseTextOf(object: unknown): string | undefined {
  return textAt(object, ...LEASE_PATH);
}

/** Undefined where the text is no lease. */
export function leaseFrom(text: string): CanaryLease | undefined {
  return CanaryLease.safeParse(parseJson(text)).data;
}

/**
 * Writes a rollout's state, together with the split that it asks for, if any. It tests what was written before, so that
 * nobody's pause is run over; a driver's patch also tests that the lease is still the driver's own, so that there are never
 * two. @param split the object's split now
 */
export function rolloutPatch(
  rollout: Rollout,
  split: Split,
  { after, isDriver }: { readonly after?: Split | undefined; readonly isDriver: boolean },
): Patchable {
  const moved = after && planSplit(split, after, [], []);
  return {
    edits: [...(moved?.edits ?? []), { op: "set", path: PLAN_PATH, value: JSON.stringify(rollout) }],
    reads: [...(moved?.reads ?? []), PLAN_PATH, ...(isDriver ? [LEASE_PATH] : [])],
  };
}

/** Takes, renews or takes over the lease, if it is still as it was read. */
export function leasePatch(lease: CanaryLease): Patchable {
  return { edits: [{ op: "set", path: LEASE_PATH, value: JSON.stringify(lease) }], reads: [LEASE_PATH] };
}

/** Gives the lease back, so that another window need not wait for it to run out. */
export function leaseReleasePatch(): Patchable {
  return { edits: [removal(LEASE_PATH)], reads: [LEASE_PATH] };
}

/** Takes plan and lease off the object, once a rollout has ended and was read. */
export function forgetPatch(object: unknown): Patchable {
  const paths = [PLAN_PATH, LEASE_PATH].filter(path => valueAt(object, ...path) !== undefined);
  return { edits: paths.map(removal), reads: paths };
}

function removal(path: ValuePath): PathEdit {
  return { op: "remove", path };
}
