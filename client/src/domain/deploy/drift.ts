// How a manifest stands to what is in the cluster: the same, drifted, not there, or there and failing; in words for a quiet status.
import * as l10n from "@vscode/l10n";
import { worst, type Info } from "../health/info.ts";
import type { SeldonDeploymentNode, TreeNode } from "../health/tree.ts";
import { isList, isMap, isSame, valueAt, type ValuePath } from "./plain.ts";

export type Drift =
  | { readonly kind: "in-sync" }
  | {
      readonly kind: "drifted";
      /** How many values differ, one or more. */
      readonly fields: number;
    }
  | { readonly kind: "not-deployed" }
  /** As the manifest says, and its newest revision does not come up. */
  | { readonly kind: "failing"; readonly reason: string }
  | { readonly kind: "unknown"; readonly why: string };

/**
 * The smallest values of a manifest that the live object does not have. What only the live object has is none of them:
 * others may have added it. Lists have to be the same item by item, since the CRD gives them no keys.
 * @param manifest as it would be applied, without nulls
 */
export function missingFrom(live: unknown, manifest: unknown, path: ValuePath = []): ValuePath[] {
  if (isMap(manifest) && isMap(live)) {
    return Object.entries(manifest).flatMap(([key, item]) => missingFrom(valueAt(live, key), item, [...path, key]));
  }
  if (isList(manifest) && isList(live) && manifest.length === live.length) {
    return manifest.flatMap((item, index) => missingFrom(live[index], item, [...path, index]));
  }
  return isSame(manifest, live) ? [] : [path];
}

/** @param fields how many values differ */
export function driftOf(fields: number, failure: string | undefined): Drift {
  if (fields > 0) return { kind: "drifted", fields };
  return failure === undefined ? { kind: "in-sync" } : { kind: "failing", reason: failure };
}

/** Why the newest revision does not come up; undefined where nothing of it has failed. */
export function newestFailure(tree: SeldonDeploymentNode, infos: ReadonlyMap<TreeNode, Info>): string | undefined {
  const pods = tree.predictors.flatMap(({ workloads }) => workloads.flatMap(workload => workload.pods));
  const nodes: TreeNode[] = [tree, ...tree.predictors, ...pods.filter(({ isNewest }) => isNewest)];
  const failed = worst(nodes.flatMap(node => infos.get(node) ?? []).filter(({ state }) => state === "failed"));
  return failed && (failed.reason ?? failed.words);
}

/** @param place such as `scoring in kind-lab` */
export function driftWords(drift: Drift, place: string): string {
  switch (drift.kind) {
    case "in-sync":
      return l10n.t`In sync with ${place}`;
    case "drifted":
      return drift.fields === 1 ? l10n.t("Drifted: 1 field differs") : l10n.t`Drifted: ${drift.fields} fields differ`;
    case "not-deployed":
      return l10n.t("Not deployed");
    case "failing":
      return l10n.t`Deployed, and the newest revision is failing: ${drift.reason}`;
    case "unknown":
      return l10n.t`Not known: ${drift.why}`;
  }
}

/** VS Code makes links and icons of what it finds in a status; what a cluster or a manifest says must become neither. */
export function withoutMarkup(text: string): string {
  return text.replaceAll("](", "] (").replaceAll("$(", "$ (");
}

const ORDER: readonly Drift["kind"][] = ["failing", "drifted", "not-deployed", "unknown", "in-sync"];

/** What stands for several objects of a file: what most needs a look; the fields of all that drifted are added up. */
export function worstDrift(drifts: readonly Drift[]): Drift | undefined {
  const fields = drifts.reduce((sum, drift) => sum + (drift.kind === "drifted" ? drift.fields : 0), 0);
  const first = [...drifts].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))[0];
  return first?.kind === "drifted" ? { kind: "drifted", fields } : first;
}
