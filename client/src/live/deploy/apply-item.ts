// Applies what was previewed, and only that: never twice, never a guess about a request whose answer was lost.
import { isKubeError, type ClusterSession, type KubeError, type KubeObject } from "../../kube/port.ts";
import type { DeployItem } from "./deploy-item.ts";
import { isSamePromise, previewItem, type ItemPreview, type ReadyPreview } from "./preview-item.ts";

export interface ApplyItemOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for which a cluster that went silent in the middle is asked again what became of it. */
  readonly patience?: number;
  /** Told when the answer to the request was lost, and it has to be found out what became of it. */
  onUncertain?(error: KubeError): void;
}

export type ItemOutcome =
  | { readonly kind: "applied"; readonly item: DeployItem; readonly object: KubeObject }
  /** Somebody was quicker: applying would do something else than what was seen and agreed to. Nothing was applied. */
  | { readonly kind: "changed"; readonly preview: ItemPreview }
  /** The request was sent, and the cluster could not be asked what became of it. */
  | { readonly kind: "unknown"; readonly item: DeployItem; readonly error: KubeError };

const PATIENCE = 60_000;
/** Between two questions to a cluster that does not answer, in milliseconds. */
const PAUSE = 500;
/** An operator that writes the status all the time makes the version differ; after so many it is said. */
const ATTEMPTS = 8;

/**
 * The object is applied on condition that it is still the version that was previewed. Where it is not, the dry run is
 * asked for again, and only if it promises the same change as before is that applied.
 * @throws KubeError where the API server refused, or was not reached before anything was sent
 */
export async function applyItem(
  session: ClusterSession,
  previewed: ReadyPreview,
  options: ApplyItemOptions = {},
): Promise<ItemOutcome> {
  const { item } = previewed;
  const { isForced } = previewed;
  let current = await previewItem(session, item, { isForced, signal: options.signal });
  for (let attempt = 1; ; attempt++) {
    if (current.kind !== "ready") return { kind: "changed", preview: current };
    if (current.isUnchanged) return { kind: "applied", item, object: current.live ?? current.result };
    if (!isSamePromise(previewed, current)) return { kind: "changed", preview: current };
    try {
      const { object } = await session.apply(item.type, withPrecondition(item, current.live), {
        isForced: current.isForced,
        fieldValidation: "Strict",
        signal: options.signal,
      });
      return { kind: "applied", item, object };
    } catch (error) {
      if (!isKubeError(error)) throw error;
      if (error.isOutcomeUnknown) options.onUncertain?.(error);
      else if (error.reason !== "conflict" || attempt === ATTEMPTS) throw error;
      const found = await readBack(session, previewed, error, options);
      if (found.kind === "unknown") return found;
      current = found;
    }
  }
}

/**
 * What the cluster has now. Asked without the caller's signal: whoever cancels wants to know where that leaves the object.
 */
async function readBack(
  session: ClusterSession,
  { item, isForced }: ReadyPreview,
  error: KubeError,
  { patience = PATIENCE }: ApplyItemOptions,
): Promise<ItemPreview | Extract<ItemOutcome, { kind: "unknown" }>> {
  const deadline = Date.now() + patience;
  for (;;) {
    try {
      return await previewItem(session, item, { isForced });
    } catch (reason) {
      if (!isKubeError(reason)) throw reason;
      if (!isTransient(reason)) throw reason;
      if (Date.now() > deadline) return { kind: "unknown", item, error };
      await new Promise(resolve => setTimeout(resolve, PAUSE));
    }
  }
}

function isTransient({ reason }: KubeError): boolean {
  return reason === "unreachable" || reason === "timeout" || reason === "bad-response" || reason === "conflict";
}

/** An object that is not there yet has no version: the dry run before it is what makes sure. */
function withPrecondition({ object }: DeployItem, live: KubeObject | undefined): KubeObject {
  const { uid, resourceVersion } = live?.metadata ?? {};
  if (uid === undefined || resourceVersion === undefined) return object;
  return { ...object, metadata: { ...object.metadata, uid, resourceVersion } };
}
