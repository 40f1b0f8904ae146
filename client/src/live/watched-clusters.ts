// All clusters of the user's kubeconfig files, each watched from the moment that somebody first looks at it.
import type { ContextListing, KubeGateway } from "../kube/port.ts";
import { LocalCluster } from "./local-cluster.ts";
import { hasThread, RemoteCluster } from "./remote/remote-cluster.ts";
import type { FollowedTree, JudgedDeployment, WatchedCluster } from "./watched-cluster.ts";

export interface WatchedClustersOptions {
  gateway(): Promise<KubeGateway>;
  /** Namespaces that the user chose to see in a context. */
  namespaces(context: string): readonly string[];
  now(): number;
}

/** Told of what may look different: keys of deployments; `undefined` where a cluster's state or set of deployments changed. */
export type ClusterListener = (context: string, keys: ReadonlySet<string> | undefined) => void;

export class WatchedClusters {
  readonly #options: WatchedClustersOptions;
  readonly #open = new Map<string, Promise<WatchedCluster>>();
  readonly #listeners = new Set<ClusterListener>();
  readonly #ready = new Map<string, WatchedCluster>();
  #last: KubeGateway | undefined;

  constructor(options: WatchedClustersOptions) {
    this.#options = options;
  }

  /** @returns how to stop listening */
  onChange(listener: ClusterListener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Reads the kubeconfig files; contacts no cluster. */
  async contexts(): Promise<ContextListing> {
    return await (await this.#gateway()).contexts();
  }

  /** Begins to watch a cluster, or gives the one that is watched already. Rejects where its context cannot be used. */
  watch(context: string): Promise<WatchedCluster> {
    const known = this.#open.get(context);
    if (known) return known;
    const opening: Promise<WatchedCluster> = this.#connect(context).then(cluster => {
      // It may have been forgotten in the meantime, which then closes it.
      if (this.#open.get(context) === opening) this.#ready.set(context, cluster);
      return cluster;
    });
    this.#open.set(context, opening);
    opening.catch(() => {
      if (this.#open.get(context) === opening) this.#open.delete(context);
    });
    return opening;
  }

  /** Like {@link watch}, and waits until it is known how the cluster stands: its first answer, or that there is none. */
  async look(context: string): Promise<WatchedCluster> {
    const cluster = await this.watch(context);
    const isOver = (): boolean => cluster.state.kind !== "connecting" || this.#ready.get(context) !== cluster;
    if (isOver()) return cluster;
    return await new Promise(resolve => {
      const listener = this.onChange(() => {
        if (!isOver()) return;
        listener.dispose();
        resolve(cluster);
      });
    });
  }

  /** Those that are watched at the moment. */
  get watched(): ReadonlyMap<string, WatchedCluster> {
    return this.#ready;
  }

  /** Like that of a cluster, and goes on with the next should the context come to be watched anew. */
  follow(context: string, key: string): FollowedTree {
    let cluster: WatchedCluster | undefined;
    let tree: FollowedTree | undefined;
    let isOver = false;
    const look = (): FollowedTree | undefined => {
      const now = this.#ready.get(context);
      if (isOver || now === cluster) return tree;
      tree?.dispose();
      cluster = now;
      tree = now?.follow(key);
      return tree;
    };
    return {
      get judged() {
        return look()?.judged;
      },
      ready: async () => await look()?.ready(),
      dispose() {
        isOver = true;
        tree?.dispose();
      },
    };
  }

  /** A deployment's tree as it is now; undefined where there is none. */
  async judged(context: string, key: string): Promise<JudgedDeployment | undefined> {
    const tree = this.follow(context, key);
    try {
      await tree.ready();
      return tree.judged;
    } finally {
      tree.dispose();
    }
  }

  /** Ends the watching of a context; the next look begins it anew. */
  forget(context: string): void {
    const opening = this.#open.get(context);
    this.#open.delete(context);
    this.#ready.delete(context);
    this.#tell(context, undefined);
    opening?.then(
      cluster => cluster.close(),
      () => {},
    );
  }

  close(): void {
    this.#listeners.clear();
    for (const context of [...this.#open.keys()]) this.forget(context);
  }

  /** Another one than before has taken the place of one that is over, with everything that came through it. */
  async #gateway(): Promise<KubeGateway> {
    const gateway = await this.#options.gateway();
    if (this.#last && this.#last !== gateway) for (const context of this.#ready.keys()) this.forget(context);
    this.#last = gateway;
    return gateway;
  }

  async #connect(context: string): Promise<WatchedCluster> {
    const session = await (await this.#gateway()).connect(context);
    const options = {
      namespaces: this.#options.namespaces(context),
      onChange: (keys: ReadonlySet<string> | undefined) => this.#tell(context, keys),
    };
    if (hasThread(session)) return new RemoteCluster(session, options);
    return new LocalCluster(session, { ...options, now: () => this.#options.now() });
  }

  #tell(context: string, keys: ReadonlySet<string> | undefined): void {
    for (const listener of this.#listeners) listener(context, keys);
  }
}
