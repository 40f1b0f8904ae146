// Gives a promoted predictor the replicas of the one whose place it takes.
import * as l10n from "@vscode/l10n";
import type { PredictorSpec, SeldonDeploymentObject } from "../health/objects.ts";
import type { ValuePath } from "../deploy/plain.ts";
import type { PathEdit } from "./edits.ts";

export interface ReplicaChange {
  readonly edits: readonly PathEdit[];
  readonly reads: readonly ValuePath[];
  readonly words: readonly string[];
}

/**
 * The number counts that stands nearest: componentSpecs, predictor, deployment, else 1. Autoscalers decide for themselves,
 * so where one is on either side nothing is copied. A number that is taken away would leave the count as it is, so it is
 * always written (seldon-facts §5.7).
 */
export function replicasFromMain({ spec }: SeldonDeploymentObject, promoted: number, main: number): ReplicaChange {
  const predictors = spec?.predictors ?? [];
  const [to, from] = [predictors[promoted], predictors[main]];
  if (!to || !from) return { edits: [], reads: [], words: [] };
  if ([to, from].some(isAutoscaled)) {
    const words = [
      l10n.t`Replicas stay as they are, since an autoscaler decides. Compare its limits with those of ${from.name}.`,
    ];
    return { edits: [], reads: [], words };
  }
  const wanted = from.replicas ?? spec?.replicas ?? 1;
  const changes = [
    { path: replicasPath(promoted), now: to.replicas ?? spec?.replicas ?? 1, wanted },
    ...componentChanges(to, from, promoted, wanted),
  ].filter(change => change.now !== change.wanted);
  if (changes.length === 0) return { edits: [], reads: [], words: [] };
  const total = changes.map(change => l10n.t`${change.now} to ${change.wanted}`).join(", ");
  return {
    edits: changes.map(({ path, wanted: value }) => ({ op: "set", path, value })),
    // A number that is absent is tested by its absence, which means by the object's version.
    reads: changes.map(({ path }) => path),
    words: [l10n.t`Replicas of ${to.name} go from ${total}, as ${from.name} has.`],
  };
}

function componentChanges(
  to: PredictorSpec,
  from: PredictorSpec,
  promoted: number,
  wanted: number,
): { readonly path: ValuePath; readonly now: number; readonly wanted: number }[] {
  return (to.componentSpecs ?? []).flatMap((component, index) => {
    const theirs = from.componentSpecs?.[index]?.replicas;
    if (component.replicas === undefined && theirs === undefined) return [];
    const now = component.replicas ?? to.replicas ?? wanted;
    const path = ["spec", "predictors", promoted, "componentSpecs", index, "replicas"];
    return [{ path, now, wanted: theirs ?? wanted }];
  });
}

function isAutoscaled({ componentSpecs = [] }: PredictorSpec): boolean {
  return componentSpecs.some(
    ({ hpaSpec, kedaSpec }) =>
      (hpaSpec !== undefined && hpaSpec !== null) || (kedaSpec !== undefined && kedaSpec !== null),
  );
}

function replicasPath(index: number): ValuePath {
  return ["spec", "predictors", index, "replicas"];
}
