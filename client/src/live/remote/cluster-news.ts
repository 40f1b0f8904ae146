// What of a cluster looks different than it was told last.
import { isDeepStrictEqual } from "node:util";
import { plainError } from "../../kube/port.ts";
import type { ClusterState } from "../cluster-model.ts";
import type { DeploymentSummary } from "../deployment-summary.ts";
import type { FollowedTree, JudgedDeployment, WatchedCluster } from "../watched-cluster.ts";
import type { ClusterNews, ClusterSnapshot, PlainClusterState, TreeNews } from "./messages.ts";

export interface NewsMaker {
  /**
   * What there is to tell; undefined where that is nothing.
   * @param keys of deployments to look at; undefined for all
   */
  next(keys: ReadonlySet<string> | undefined): ClusterNews | undefined;
  /** From now on, the deployment's whole tree is told. @returns how it is now */
  follow(key: string): ClusterNews;
  unfollow(key: string): void;
}

interface Followed {
  readonly tree: FollowedTree;
  /** What was told last. */
  told: JudgedDeployment | undefined;
}

/** What is told of a cluster. */
type Shown = Pick<WatchedCluster, "state" | "scope" | "namespaces" | "deployments" | "deployment" | "follow">;

type Look = Pick<ClusterNews, "gone"> & { readonly summaries: readonly DeploymentSummary[] };

/** @param onFault told of what could not be judged; all else is told nevertheless */
export function createNewsMaker(cluster: Shown, onFault: (error: unknown) => void): NewsMaker {
  const followed = new Map<string, Followed>();
  const told = new Map<string, DeploymentSummary>();
  let snapshot: ClusterSnapshot | undefined;

  const orElse = <T>(otherwise: T, look: () => T): T => {
    try {
      return look();
    } catch (error) {
      onFault(error);
      return otherwise;
    }
  };
  const toldOf = (namespace: string): DeploymentSummary[] =>
    [...told.values()].filter(summary => summary.namespace === namespace);
  const lookAtAll = (namespaces: readonly string[]): Look => {
    const all = namespaces.flatMap(namespace => orElse(toldOf(namespace), () => cluster.deployments(namespace)));
    const keys = new Set(all.map(({ key }) => key));
    return { summaries: all.filter(isNew), gone: [...told.keys()].filter(key => !keys.has(key)) };
  };
  const look = (key: string): DeploymentSummary | undefined => orElse(told.get(key), () => cluster.deployment(key));
  const lookAt = (keys: ReadonlySet<string>, namespaces: readonly string[]): Look => {
    const known = new Set(namespaces);
    const found = [...keys].map(key => ({ key, summary: known.has(namespaceOf(key)) && look(key) }));
    return {
      summaries: found.flatMap(({ summary }) => (summary && isNew(summary) ? [summary] : [])),
      gone: found.flatMap(({ key, summary }) => (!summary && told.has(key) ? [key] : [])),
    };
  };
  const isNew = (summary: DeploymentSummary): boolean => told.get(summary.key) !== summary;
  const changedTrees = (): TreeNews[] =>
    [...followed].flatMap(([key, known]) => {
      const judged = orElse(known.told, () => known.tree.judged);
      if (judged === known.told) return [];
      known.told = judged;
      return [{ key, judged }];
    });
  return {
    next(keys) {
      const now = snapshotOf(cluster);
      const hasSameNames = isDeepStrictEqual(snapshot?.namespaces, now.namespaces);
      const { summaries, gone } = keys && hasSameNames ? lookAt(keys, now.namespaces) : lookAtAll(now.namespaces);
      const isSame = isDeepStrictEqual(snapshot, now);
      const trees = changedTrees();
      snapshot = now;
      for (const summary of summaries) told.set(summary.key, summary);
      for (const key of gone) told.delete(key);
      if (isSame && summaries.length + gone.length + trees.length === 0) return undefined;
      return { snapshot: isSame ? undefined : now, summaries: JSON.stringify(summaries), gone, trees };
    },
    follow(key) {
      const tree = cluster.follow(key);
      const judged = orElse(undefined, () => tree.judged);
      followed.set(key, { tree, told: judged });
      return { snapshot: undefined, summaries: "[]", gone: [], trees: [{ key, judged }] };
    },
    unfollow(key) {
      followed.get(key)?.tree.dispose();
      followed.delete(key);
    },
  };
}

function snapshotOf({ state, scope, namespaces }: Shown): ClusterSnapshot {
  return { state: plainState(state), scope, namespaces };
}

function plainState(state: ClusterState): PlainClusterState {
  return "error" in state ? { ...state, error: plainError(state.error) } : state;
}

function namespaceOf(key: string): string {
  return key.slice(0, key.indexOf("/"));
}
