// How many replicas each ReplicaSet of a Deployment shall have next. Pure; the algorithms are those of Kubernetes.
import type { Deployment, ReplicaSet } from "../kubernetes/workload-types.ts";

export const revisionAnnotation = "deployment.kubernetes.io/revision";
export const desiredAnnotation = "deployment.kubernetes.io/desired-replicas";
export const maxAnnotation = "deployment.kubernetes.io/max-replicas";

/** A ReplicaSet's new size. */
export interface ScaleStep {
  readonly set: ReplicaSet;
  readonly replicas: number;
}

/** How far a rolling update may go above and below the wanted number: percentages of it are rounded up and down. */
export function rolloutBounds(deployment: Deployment): { maxSurge: number; maxUnavailable: number } {
  const replicas = wantedOf(deployment);
  if (!isRolling(deployment) || replicas === 0) return { maxSurge: 0, maxUnavailable: isRolling(deployment) ? 1 : 0 };
  const update = deployment.spec.strategy?.rollingUpdate;
  const maxSurge = resolve(update?.maxSurge ?? "25%", replicas, Math.ceil);
  const maxUnavailable = resolve(update?.maxUnavailable ?? "25%", replicas, Math.floor);
  if (maxSurge === 0 && maxUnavailable === 0) return { maxSurge, maxUnavailable: 1 };
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

export function isRolling(deployment: Deployment): boolean {
  return deployment.spec.strategy?.type !== "Recreate";
}

export function wantedOf(deployment: Deployment): number {
  return deployment.spec.replicas ?? 1;
}

export function sizeOf(set: ReplicaSet): number {
  return set.spec.replicas ?? 1;
}

/** The size the newest ReplicaSet may have now. */
export function newSetSize(deployment: Deployment, newest: ReplicaSet | undefined, all: readonly ReplicaSet[]): number {
  const wanted = wantedOf(deployment);
  if (!isRolling(deployment)) return wanted;
  const current = newest ? sizeOf(newest) : 0;
  if (current > wanted) return wanted;
  const room = wanted + rolloutBounds(deployment).maxSurge - total(all, sizeOf);
  return room <= 0 ? current : current + Math.min(room, wanted - current);
}

/** The steps by which a rolling update takes old pods away: first those that are not available, then as many as may be missed. */
export function scaleDownOld(deployment: Deployment, newest: ReplicaSet, old: readonly ReplicaSet[]): ScaleStep[] {
  const all = [newest, ...old];
  const minAvailable = wantedOf(deployment) - rolloutBounds(deployment).maxUnavailable;
  const unavailableNew = sizeOf(newest) - availableOf(newest);
  let spare = total(all, sizeOf) - minAvailable - unavailableNew;
  if (spare <= 0) return [];
  const sizes = new Map(sortByAge(old).map(set => [set, sizeOf(set)]));
  for (const [set, size] of sizes) {
    const unhealthy = Math.max(0, Math.min(spare, size - availableOf(set)));
    sizes.set(set, size - unhealthy);
    spare -= unhealthy;
  }
  let surplus = total(all, availableOf) - minAvailable;
  for (const [set, size] of sizes) {
    const taken = Math.max(0, Math.min(surplus, size));
    sizes.set(set, size - taken);
    surplus -= taken;
  }
  return changesOf(sizes);
}

/**
 * After the wanted number itself has changed: one ReplicaSet gets it all; several, in the middle of a rollout, get their
 * share in proportion. `undefined` where the number has not changed since the ReplicaSets were sized.
 */
export function rescale(
  deployment: Deployment,
  newest: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): ScaleStep[] | undefined {
  const all = newest ? [newest, ...old] : old;
  const active = all.filter(set => sizeOf(set) > 0);
  const wanted = wantedOf(deployment);
  const isChanged = active.some(set => {
    const desired = set.metadata.annotations?.[desiredAnnotation];
    return desired !== undefined && Number(desired) !== wanted;
  });
  if (!isChanged) return undefined;
  const [only] = active.length > 1 ? [] : active.length === 1 ? active : all;
  if (only) return changesOf(new Map([[only, wanted]]));
  const isSaturated = newest !== undefined && sizeOf(newest) === wanted && availableOf(newest) === wanted;
  if (isSaturated) return changesOf(new Map(active.filter(set => set !== newest).map(set => [set, 0])));
  return isRolling(deployment) ? shareInProportion(deployment, active) : [];
}

function shareInProportion(deployment: Deployment, active: readonly ReplicaSet[]): ScaleStep[] {
  const wanted = wantedOf(deployment);
  const allowed = wanted === 0 ? 0 : wanted + rolloutBounds(deployment).maxSurge;
  let left = allowed - total(active, sizeOf);
  const bySize = [...active].sort((a, b) => sizeOf(b) - sizeOf(a));
  const sizes = new Map<ReplicaSet, number>();
  for (const set of bySize) {
    const before = Number(set.metadata.annotations?.[maxAnnotation] ?? wanted);
    const share = before === 0 ? 0 : Math.round((sizeOf(set) * allowed) / before) - sizeOf(set);
    const step = left > 0 ? Math.max(0, Math.min(share, left)) : Math.min(0, Math.max(share, left));
    sizes.set(set, sizeOf(set) + step);
    left -= step;
  }
  const [largest] = bySize;
  if (largest) sizes.set(largest, Math.max(0, (sizes.get(largest) ?? 0) + left));
  return changesOf(sizes);
}

/** The steps that change a size, or the number that the size was made for. */
function changesOf(sizes: ReadonlyMap<ReplicaSet, number>): ScaleStep[] {
  return [...sizes].map(([set, replicas]) => ({ set, replicas }));
}

export function availableOf(set: ReplicaSet): number {
  return set.status?.availableReplicas ?? 0;
}

export function total(sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number): number {
  return sets.reduce((sum, set) => sum + count(set), 0);
}

/** Oldest first. */
export function sortByAge(sets: readonly ReplicaSet[]): ReplicaSet[] {
  const age = (set: ReplicaSet): string => `${set.metadata.creationTimestamp ?? ""} ${set.metadata.name}`;
  return [...sets].sort((a, b) => (age(a) < age(b) ? -1 : 1));
}

function resolve(value: number | string, of: number, round: (value: number) => number): number {
  if (typeof value === "number") return value;
  const percent = /^(\d+)%$/.exec(value);
  return percent ? round((Number(percent[1]) * of) / 100) : Number(value);
}
