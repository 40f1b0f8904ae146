// A cluster as features see it, wherever its lists are kept: its deployments with their health, told again whenever either changes.
import type { Info, SeldonDeploymentNode, TreeNode } from "../domain/index.ts";
import type { ClusterSession } from "../kube/port.ts";
import type { ClusterAction } from "./access.ts";
import type { ClusterState } from "./cluster-model.ts";
import type { DeploymentSummary } from "./deployment-summary.ts";
import type { NamespaceScope } from "./namespace-scope.ts";
import type { PodUsage } from "./pod-usage.ts";

/** A deployment's tree, and how each node of it stands. */
export interface JudgedDeployment {
  readonly key: string;
  readonly tree: SeldonDeploymentNode;
  readonly infos: ReadonlyMap<TreeNode, Info>;
}

export interface WatchOptions {
  /** Namespaces that the user chose to see; none stands for all that may be seen. */
  readonly namespaces: readonly string[];
  /** Keys of deployments that may look different; `undefined` where the state or the set of deployments changed. */
  onChange(keys: ReadonlySet<string> | undefined): void;
}

export interface WatchedCluster {
  readonly session: ClusterSession;
  readonly state: ClusterState;
  /** Namespaces that are looked at; `undefined` stands for all. */
  readonly scope: NamespaceScope;
  /** Namespaces that hold SeldonDeployments, by name; none while half of the facts are missing. */
  readonly namespaces: readonly string[];
  /** A namespace's deployments, by name. One that looks as before is the same object. */
  deployments(namespace: string): readonly DeploymentSummary[];
  deployment(key: string): DeploymentSummary | undefined;
  /** Keeps the whole tree of a deployment at hand, until it is given back. */
  follow(key: string): FollowedTree;
  /** What RBAC keeps the user from doing in a namespace, as far as the cluster has said. */
  denied(namespace: string): readonly ClusterAction[];
  /** What a pod takes at the moment; undefined where the cluster does not say. */
  usage(namespace: string, pod: string, signal: AbortSignal): Promise<PodUsage | undefined>;
  /** Asks again for what failed, and what RBAC allows. */
  retryNow(): void;
  /** Judges again what may stand otherwise though nothing has changed: some verdicts depend on how long something has lasted. */
  timePassed(): void;
  close(): void;
}

export interface FollowedTree {
  /** As it is now; undefined where there is none, or none that is known yet. */
  readonly judged: JudgedDeployment | undefined;
  /** Resolves once it is known how it stands; rejects where that cannot be told any more. */
  ready(): Promise<void>;
  dispose(): void;
}
