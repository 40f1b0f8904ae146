// How one object of a manifest stands to the cluster: by a dry run, or where nothing may be tried out, by what is there.
import { driftOf, meaningDifferences, missingFrom, type Drift } from "../../domain/deploy/index.ts";
import { isKubeError, type ClusterSession, type KubeObject } from "../../kube/port.ts";
import type { DeployItem } from "./deploy-item.ts";
import { liveObject, previewItem } from "./preview-item.ts";

export interface ComparedItem {
  /** Never `failing`: whether what is there works is for a watched cluster to say. */
  readonly drift: Drift;
  /** As it was when it was compared; undefined where there is none. */
  readonly live: KubeObject | undefined;
}

/** @throws KubeError where the cluster did not come to a judgement */
export async function compareItem(
  session: ClusterSession,
  item: DeployItem,
  signal?: AbortSignal,
): Promise<ComparedItem> {
  try {
    // Forced: who owns a field is asked before a deploy, and no matter for a comparison.
    const preview = await previewItem(session, item, { isForced: true, signal });
    if (preview.kind === "ready") {
      const { live, result } = preview;
      return compared(live, meaningDifferences(live, result).length);
    }
    const live = await liveObject(session, item, signal);
    return live ? { live, drift: { kind: "unknown", why: preview.error.message } } : compared(live, 0);
  } catch (error) {
    if (!isKubeError(error) || error.reason !== "forbidden") throw error;
    // Who may only read cannot try it out, and still sees whether the values of the manifest are there.
    const live = await liveObject(session, item, signal);
    return compared(live, live ? missingFrom(live, item.object).length : 0);
  }
}

function compared(live: KubeObject | undefined, fields: number): ComparedItem {
  return { live, drift: live ? driftOf(fields, undefined) : { kind: "not-deployed" } };
}
