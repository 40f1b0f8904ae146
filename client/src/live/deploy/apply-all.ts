// Applies the previewed objects of a deploy one after the other, and says at the end what was done and what was not.
import { isKubeError, type ClusterSession, type KubeError } from "../../kube/port.ts";
import { applyItem, type ApplyItemOptions, type ItemOutcome } from "./apply-item.ts";
import type { DeployItem } from "./deploy-item.ts";
import type { ReadyPreview } from "./preview-item.ts";

export interface ApplyAllOptions extends ApplyItemOptions {
  /** Before each object. */
  onItem?(item: DeployItem): void;
  /** After each object that is in the cluster now as it was previewed. */
  onApplied?(outcome: Extract<ItemOutcome, { kind: "applied" }>): void;
}

export interface ApplyReport {
  readonly applied: readonly Extract<ItemOutcome, { kind: "applied" }>[];
  /** What ended it early, if anything did. */
  readonly stop: ApplyStop | undefined;
  /** Not applied, in the order in which they would have come; one whose outcome is unknown is not among them. */
  readonly left: readonly DeployItem[];
}

export type ApplyStop =
  | Exclude<ItemOutcome, { kind: "applied" }>
  | { readonly kind: "refused"; readonly item: DeployItem; readonly error: KubeError }
  | { readonly kind: "cancelled" };

/** What is unchanged is not sent. Never rejects with a `KubeError`: what happened is in the report. */
export async function applyAll(
  session: ClusterSession,
  previews: readonly ReadyPreview[],
  options: ApplyAllOptions = {},
): Promise<ApplyReport> {
  const applied: Extract<ItemOutcome, { kind: "applied" }>[] = [];
  const wanted = previews.filter(({ isUnchanged }) => !isUnchanged);
  for (const [index, preview] of wanted.entries()) {
    const left = wanted.slice(index).map(({ item }) => item);
    if (options.signal?.aborted === true) return { applied, stop: { kind: "cancelled" }, left };
    options.onItem?.(preview.item);
    const outcome = await applyOrStop(session, preview, options);
    if (outcome.kind !== "applied")
      return { applied, stop: outcome, left: outcome.kind === "unknown" ? left.slice(1) : left };
    applied.push(outcome);
    options.onApplied?.(outcome);
  }
  return { applied, stop: undefined, left: [] };
}

async function applyOrStop(
  session: ClusterSession,
  preview: ReadyPreview,
  options: ApplyItemOptions,
): Promise<ItemOutcome | ApplyStop> {
  try {
    return await applyItem(session, preview, options);
  } catch (error) {
    if (!isKubeError(error)) throw error;
    if (error.reason === "cancelled") return { kind: "cancelled" };
    return { kind: "refused", item: preview.item, error };
  }
}
