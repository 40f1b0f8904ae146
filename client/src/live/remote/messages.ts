// What the thread that keeps a cluster and the thread that shows it tell each other. Plain data: no functions, no errors.
import type { PlainError } from "../../kube/port.ts";
import type { ClusterState } from "../cluster-model.ts";
import type { NamespaceScope } from "../namespace-scope.ts";
import type { JudgedDeployment } from "../watched-cluster.ts";

/** With which a conversation about a cluster begins. */
export interface ClusterRequest {
  /** Namespaces that the user chose to see. */
  readonly namespaces: readonly string[];
}

export type ToCluster =
  | { readonly kind: "retry" | "time-passed" }
  /** The last news have been taken: the next may come. */
  | { readonly kind: "taken" }
  /** The whole tree of a deployment is wanted, or is so no longer. */
  | { readonly kind: "follow" | "unfollow"; readonly key: string };

type Plain<State> = State extends { readonly error: unknown }
  ? Omit<State, "error"> & { readonly error: PlainError }
  : State;

export type PlainClusterState = Plain<ClusterState>;

export interface ClusterSnapshot {
  readonly state: PlainClusterState;
  readonly scope: NamespaceScope;
  readonly namespaces: readonly string[];
}

/** What looks different than what was told before. */
export interface ClusterNews {
  readonly snapshot: ClusterSnapshot | undefined;
  /** `DeploymentSummary`s as the text of a JSON list: what is read from it takes half the memory of what threads copy for each other. */
  readonly summaries: string;
  /** Keys of deployments that are there no longer. */
  readonly gone: readonly string[];
  /** Of deployments that are followed. Nodes that stand in two places are one in both, and those of the tree are the keys of its verdicts. */
  readonly trees: readonly TreeNews[];
}

export interface TreeNews {
  readonly key: string;
  readonly judged: JudgedDeployment | undefined;
}

/** The other thread is of the same program. */
export function isClusterRequest(value: unknown): value is ClusterRequest {
  return typeof value === "object" && value !== null && "namespaces" in value;
}

export function isToCluster(value: unknown): value is ToCluster {
  return typeof value === "object" && value !== null && "kind" in value;
}

export function isClusterNews(value: unknown): value is ClusterNews {
  return typeof value === "object" && value !== null && "summaries" in value;
}
