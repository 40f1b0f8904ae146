// Follows a SeldonDeployment from its apply to the end: available, failed for a reason, or given up by whoever watches.
import { narrate, type Rollout, type RolloutStart } from "../../domain/deploy/index.ts";
import type { SeldonDeploymentNode } from "../../domain/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { deploymentKey, type ClusterState } from "../cluster-model.ts";
import { LocalCluster } from "../local-cluster.ts";

export interface WatchedName {
  readonly namespace: string;
  /** Of the SeldonDeployment. */
  readonly name: string;
}

export interface FollowOptions {
  readonly start: Omit<RolloutStart, "before">;
  readonly signal: AbortSignal;
  /** With every look that says something new; the state of the connection says how far it can be believed. */
  onLook(rollout: Rollout, connection: ClusterState): void;
}

/** Some steps are told by how long they last, so that it is looked at even where nothing changes. In milliseconds. */
const TICK = 1000;

/** Opened before the apply, so that what was there before is known. Watches one namespace, whatever the explorer shows. */
export class RolloutWatch {
  readonly #key: string;
  readonly #cluster: LocalCluster;
  readonly #now: () => number;
  readonly #listeners = new Set<() => void>();
  #before: SeldonDeploymentNode | undefined;

  /** @param now milliseconds since the epoch */
  constructor(session: ClusterSession, { namespace, name }: WatchedName, now: () => number) {
    this.#key = deploymentKey({ namespace, name });
    this.#now = now;
    this.#cluster = new LocalCluster(session, {
      namespaces: [namespace],
      now,
      onChange: keys => {
        if (keys?.has(this.#key) === false) return;
        // A list tells of its changes before it counts as complete.
        queueMicrotask(() => this.#listeners.forEach(listener => listener()));
      },
    });
  }

  /** Resolves once it is known what is there before the apply; rejects with why that may not be looked at. */
  async ready(signal: AbortSignal): Promise<void> {
    await this.#until(signal, () => this.#cluster.state.kind !== "connecting");
    const { state } = this.#cluster;
    if (state.kind === "failed") throw state.error;
    this.#before = this.#cluster.judged(this.#key)?.tree;
  }

  /**
   * Resolves with the last look: at what is available or failed, or wherever it stood when `signal` was aborted. What hangs
   * is said to hang and is watched on, since it may still end well. A connection that breaks is made again.
   */
  async follow(options: FollowOptions): Promise<Rollout | undefined> {
    const { start, signal } = options;
    let rollout: Rollout | undefined;
    let said = "";
    let { at } = start;
    let isLost = false;
    const timer = setInterval(() => {
      this.#cluster.timePassed();
      // What is told may depend on the time where no verdict does.
      for (const listener of this.#listeners) listener();
    }, TICK);
    await this.#until(signal, () => {
      const { state } = this.#cluster;
      // Half of a tree would be judged by what has not been listed yet.
      if (state.kind !== "live" && state.kind !== "stale") return false;
      // An API server that was away was so for the operator, too: its time to react begins anew.
      if (isLost && state.kind === "live") at = this.#now();
      isLost = state.kind === "stale";
      rollout = this.#look({ ...start, at, before: this.#before }, rollout);
      const words = `${state.kind} ${rollout.state.kind} ${rollout.words}`;
      if (words !== said) options.onLook(rollout, state);
      said = words;
      return state.kind === "live" && (rollout.state.kind === "available" || rollout.state.kind === "failed");
    });
    clearInterval(timer);
    return rollout;
  }

  close(): void {
    this.#listeners.clear();
    this.#cluster.close();
  }

  #look(start: RolloutStart, before: Rollout | undefined): Rollout {
    const judged = this.#cluster.judged(this.#key);
    return narrate(before, start, {
      now: this.#now(),
      tree: judged?.tree,
      infos: judged?.infos ?? new Map(),
      lastLines: this.#cluster.lastLines,
    });
  }

  /** Asks now and after every change, until the answer is yes or `signal` is aborted. */
  async #until(signal: AbortSignal, isOver: () => boolean): Promise<void> {
    await new Promise<void>(resolve => {
      const end = (): void => {
        this.#listeners.delete(look);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const look = (): void => {
        if (signal.aborted || isOver()) end();
      };
      this.#listeners.add(look);
      signal.addEventListener("abort", end);
      look();
    });
  }
}
