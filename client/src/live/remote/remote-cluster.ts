// A cluster that is kept in the thread of its session: here are its rows, and the trees that somebody looks into.
import type { RemoteSession, ResidentTalk } from "../../kube/remote/index.ts";
import { revived, type ClusterSession, type KubeError } from "../../kube/port.ts";
import { Access, type ClusterAction } from "../access.ts";
import type { ClusterState } from "../cluster-model.ts";
import type { DeploymentSummary } from "../deployment-summary.ts";
import type { NamespaceScope } from "../namespace-scope.ts";
import { PodUsages, type PodUsage } from "../pod-usage.ts";
import type { FollowedTree, WatchedCluster, WatchOptions } from "../watched-cluster.ts";
import { FollowedTrees } from "./followed-trees.ts";
import { isClusterNews, type ClusterNews, type PlainClusterState, type ToCluster } from "./messages.ts";
import { Summaries } from "./summaries.ts";

/** Whether what is watched through a session can be kept in the session's thread. */
export function hasThread(session: ClusterSession): session is RemoteSession {
  return "moveIn" in session;
}

export class RemoteCluster implements WatchedCluster {
  readonly session: ClusterSession;
  readonly #onChange: WatchOptions["onChange"];
  readonly #talk: ResidentTalk;
  readonly #access: Access;
  readonly #usages: PodUsages;
  readonly #summaries = new Summaries();
  readonly #trees: FollowedTrees;
  #state: ClusterState = { kind: "connecting" };
  #scope: NamespaceScope;
  #namespaces: readonly string[] = [];

  constructor(session: RemoteSession, options: WatchOptions) {
    this.session = session;
    this.#onChange = keys => options.onChange(keys);
    this.#access = new Access(session, () => options.onChange(undefined));
    this.#usages = new PodUsages(session);
    this.#trees = new FollowedTrees((kind, key) => this.#tell({ kind, key }));
    this.#talk = session.moveIn(
      { namespaces: options.namespaces },
      message => this.#take(message),
      error => this.#lost(error),
    );
  }

  get state(): ClusterState {
    return this.#state;
  }

  get scope(): NamespaceScope {
    return this.#scope;
  }

  get namespaces(): readonly string[] {
    return this.#namespaces;
  }

  deployments(namespace: string): readonly DeploymentSummary[] {
    return this.#summaries.of(namespace);
  }

  deployment(key: string): DeploymentSummary | undefined {
    return this.#summaries.get(key);
  }

  follow(key: string): FollowedTree {
    return this.#trees.follow(key);
  }

  denied(namespace: string): readonly ClusterAction[] {
    return this.#access.denied(namespace);
  }

  usage(namespace: string, pod: string, signal: AbortSignal): Promise<PodUsage | undefined> {
    return this.#usages.of(namespace, pod, signal);
  }

  retryNow(): void {
    this.#access.forget();
    this.#tell({ kind: "retry" });
  }

  timePassed(): void {
    this.#tell({ kind: "time-passed" });
  }

  close(): void {
    this.#trees.close();
    this.#talk.end();
  }

  #tell(message: ToCluster): void {
    this.#talk.tell(message);
  }

  #take(message: unknown): void {
    if (!isClusterNews(message)) return;
    try {
      this.#onChange(this.#keep(message));
    } finally {
      // Also where a listener fails: without this word no more would come.
      this.#tell({ kind: "taken" });
    }
  }

  /** @returns keys of deployments that look different; undefined where the state or the set of deployments does */
  #keep({ snapshot, summaries, gone, trees }: ClusterNews): ReadonlySet<string> | undefined {
    if (snapshot) {
      this.#state = revivedState(snapshot.state);
      this.#scope = snapshot.scope;
      this.#namespaces = snapshot.namespaces;
    }
    const { keys, hasSameNames } = this.#summaries.take(summaries, gone);
    this.#trees.take(trees);
    return snapshot || !hasSameNames ? undefined : new Set([...keys, ...trees.map(({ key }) => key)]);
  }

  /** What was known stays, with the time. */
  #lost(error: KubeError): void {
    const isKnown = this.#state.kind === "live" || this.#state.kind === "stale";
    this.#state = isKnown ? { kind: "stale", since: Date.now(), error } : { kind: "failed", error };
    this.#trees.fail(error);
    this.#onChange(undefined);
  }
}

function revivedState(state: PlainClusterState): ClusterState {
  return "error" in state ? { ...state, error: revived(state.error) } : state;
}
