// Reads what belongs to one SeldonDeployment, once, and judges it.
import { Known, type Judged } from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { fetchNeed } from "../diagnosis/index.ts";

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Rejects with a `KubeError`, and with an Error for people where there is no such deployment. */
export async function readTree(
  session: ClusterSession,
  target: { readonly namespace: string; readonly name: string },
  { signal, now }: ReadOptions,
): Promise<Judged> {
  const known = new Known(target, now);
  const fetching = { signal, now, isReadOnly: true };
  known.add({ kind: "deployment" }, await fetchNeed(session, target, { kind: "deployment" }, fetching));
  const { deployment } = known;
  if (deployment) {
    const parts = { kind: "parts", deployment } as const;
    known.add(parts, await fetchNeed(session, target, parts, fetching));
  }
  const judged = known.judge();
  if (judged) return judged;
  throw new Error(`There is no SeldonDeployment ${target.name} in namespace ${target.namespace}.`);
}
