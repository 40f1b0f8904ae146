// The deployments whose rows are expanded: their trees are kept at hand, and those of no others.
import { deploymentKey, type FollowedTree, type JudgedDeployment, type WatchedClusters } from "../../live/index.ts";
import type { DeploymentTarget } from "../../ui/target.ts";

interface Opened {
  readonly context: string;
  readonly key: string;
  readonly tree: FollowedTree;
}

export class OpenedDeployments {
  readonly #watched: WatchedClusters;
  readonly #opened = new Map<string, Opened>();

  constructor(watched: WatchedClusters) {
    this.#watched = watched;
  }

  /** Resolves when its rows can be made; rejects where the cluster's thread is over. */
  async open({ context, namespace, name }: DeploymentTarget): Promise<void> {
    const key = deploymentKey({ namespace, name });
    const opened = this.#opened.get(idOf(context, key)) ?? this.#follow(context, key);
    await opened.tree.ready();
  }

  close({ context, namespace, name }: DeploymentTarget): void {
    const id = idOf(context, deploymentKey({ namespace, name }));
    this.#opened.get(id)?.tree.dispose();
    this.#opened.delete(id);
  }

  /** As it is now; undefined where it is not open, or not known. */
  judged(context: string, key: string): JudgedDeployment | undefined {
    return this.#opened.get(idOf(context, key))?.tree.judged;
  }

  /** Closes those that their clusters have no longer. */
  closeGone(): void {
    for (const [id, { context, key, tree }] of this.#opened) {
      const cluster = this.#watched.watched.get(context);
      if (cluster?.state.kind !== "live" || cluster.deployment(key)) continue;
      tree.dispose();
      this.#opened.delete(id);
    }
  }

  #follow(context: string, key: string): Opened {
    const opened = { context, key, tree: this.#watched.follow(context, key) };
    this.#opened.set(idOf(context, key), opened);
    return opened;
  }
}

function idOf(context: string, key: string): string {
  return JSON.stringify([context, key]);
}
