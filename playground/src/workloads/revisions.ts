// A Deployment's ReplicaSets: which is the newest, what it is called, which revision it has.
import { controllerReference } from "../kubernetes/objects.ts";
import type { Deployment, ReplicaSet } from "../kubernetes/workload-types.ts";
import type { PodTemplate } from "../kubernetes/pod-types.ts";
import { isEqual } from "../support/json.ts";
import { hashTemplate } from "./pod-template.ts";
import { desiredAnnotation, maxAnnotation, revisionAnnotation, rolloutBounds, sortByAge, wantedOf } from "./rollout.ts";

const hashLabel = "pod-template-hash";
const historyAnnotation = "deployment.kubernetes.io/revision-history";

/** Annotations of a Deployment that its ReplicaSets do not take over. */
const ownAnnotations = new Set([
  "kubectl.kubernetes.io/last-applied-configuration",
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  maxAnnotation,
  "deprecated.deployment.rollback.to",
]);

/** The oldest of those whose template is the Deployment's, but for the hash. */
export function findNewest(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return sortByAge(sets).find(
    set => set.spec.template && isEqual(withoutHash(set.spec.template), deployment.spec.template),
  );
}

export function makeReplicaSet(deployment: Deployment, revision: number): ReplicaSet {
  const hash = hashTemplate(deployment.spec.template, deployment.status?.collisionCount);
  const labels = { ...deployment.spec.template.metadata?.labels, [hashLabel]: hash };
  const { selector, template, minReadySeconds } = deployment.spec;
  return {
    apiVersion: "apps/v1",
    kind: "ReplicaSet",
    metadata: {
      name: `${deployment.metadata.name}-${hash}`,
      namespace: deployment.metadata.namespace ?? "default",
      labels,
      annotations: { ...inheritedAnnotations(deployment), [revisionAnnotation]: String(revision) },
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: 0,
      ...(minReadySeconds === undefined ? {} : { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** One more than the highest of the old ones; the revision that the newest has stays if it is higher already. */
export function nextRevision(newest: ReplicaSet | undefined, old: readonly ReplicaSet[]): number {
  return Math.max(newest ? revisionOf(newest) : 0, Math.max(0, ...old.map(revisionOf)) + 1);
}

export function revisionOf(set: ReplicaSet): number {
  return Number(set.metadata.annotations?.[revisionAnnotation] ?? 0);
}

/** The annotations of the newest ReplicaSet with its revision; a set that was rolled back to keeps its earlier ones. */
export function annotateRevision(deployment: Deployment, set: ReplicaSet, revision: number): Record<string, string> {
  const before = set.metadata.annotations ?? {};
  const annotations = { ...before, ...inheritedAnnotations(deployment), [revisionAnnotation]: String(revision) };
  const earlier = before[revisionAnnotation];
  if (earlier === undefined || earlier === String(revision)) return annotations;
  const history = before[historyAnnotation];
  return { ...annotations, [historyAnnotation]: history === undefined ? earlier : `${history},${earlier}` };
}

/** For which numbers a ReplicaSet is sized; read when those change. */
export function sizeAnnotations(deployment: Deployment): Record<string, string> {
  const wanted = wantedOf(deployment);
  return {
    [desiredAnnotation]: String(wanted),
    [maxAnnotation]: String(wanted + rolloutBounds(deployment).maxSurge),
  };
}

/** Old ReplicaSets without pods beyond the number that is kept, oldest first. */
export function outdatedSets(deployment: Deployment, old: readonly ReplicaSet[]): ReplicaSet[] {
  const limit = deployment.spec.revisionHistoryLimit ?? 10;
  const idle = old.filter(
    set =>
      set.metadata.deletionTimestamp === undefined &&
      (set.spec.replicas ?? 1) === 0 &&
      (set.status?.replicas ?? 0) === 0 &&
      set.status?.observedGeneration === set.metadata.generation,
  );
  return [...idle].sort((a, b) => revisionOf(a) - revisionOf(b)).slice(0, Math.max(0, old.length - limit));
}

function inheritedAnnotations(deployment: Deployment): Record<string, string> {
  const entries = Object.entries(deployment.metadata.annotations ?? {});
  return Object.fromEntries(entries.filter(([name]) => !ownAnnotations.has(name)));
}

function withoutHash(template: PodTemplate): PodTemplate {
  const { [hashLabel]: _hash, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
