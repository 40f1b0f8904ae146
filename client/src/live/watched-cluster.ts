// A cluster as features see it: its deployments with their health, told again whenever either changes.
import { health, type Info, type SeldonDeploymentNode, type TreeNode } from "../domain/index.ts";
import type { ClusterSession } from "../kube/port.ts";
import { Access, type ClusterAction } from "./access.ts";
import { ClusterModel, deploymentKey, type ClusterState } from "./cluster-model.ts";
import { LogTails } from "./log-tails.ts";
import type { NamespaceScope } from "./namespace-scope.ts";
import { PodUsages, type PodUsage } from "./pod-usage.ts";

/** A deployment's tree, and how each node of it stands. */
export interface JudgedDeployment {
  readonly key: string;
  readonly tree: SeldonDeploymentNode;
  readonly infos: ReadonlyMap<TreeNode, Info>;
}

export interface WatchedClusterOptions {
  readonly namespaces: readonly string[];
  readonly retryDelay?: number;
  /** Milliseconds since the epoch. */
  now(): number;
  /** Keys of deployments that may look different; `undefined` where the state or the set of deployments changed. */
  onChange(keys: ReadonlySet<string> | undefined): void;
}

export class WatchedCluster {
  readonly session: ClusterSession;
  readonly #options: WatchedClusterOptions;
  readonly #model: ClusterModel;
  readonly #tails: LogTails;
  readonly #access: Access;
  readonly #usages: PodUsages;
  /** A tree that is made anew takes the verdict on the old one with it. */
  #judged = new WeakMap<SeldonDeploymentNode, JudgedDeployment>();

  constructor(session: ClusterSession, options: WatchedClusterOptions) {
    this.session = session;
    this.#options = options;
    this.#tails = new LogTails({ session, onTail: key => this.#tailCame(key) });
    this.#usages = new PodUsages(session);
    this.#access = new Access(session, () => options.onChange(undefined));
    this.#model = new ClusterModel(session, options);
  }

  get state(): ClusterState {
    return this.#model.state;
  }

  /** Namespaces that are looked at; `undefined` stands for all. */
  get scope(): NamespaceScope {
    return this.#model.scope;
  }

  get forbiddenKinds(): readonly string[] {
    return this.#model.forbiddenKinds;
  }

  get namespaces(): readonly string[] {
    return this.#model.namespaces;
  }

  deployments(namespace: string): readonly JudgedDeployment[] {
    return this.#model.deployments(namespace).map(tree => this.#judge(tree));
  }

  deployment(key: string): JudgedDeployment | undefined {
    const tree = this.#model.deployment(key);
    return tree && this.#judge(tree);
  }

  /** The last lines of logs that were asked for, with secrets masked. */
  get lastLines(): LogTails["lastLines"] {
    return this.#tails.lastLines;
  }

  /** What RBAC keeps the user from doing in a namespace, as far as the cluster has said. */
  denied(namespace: string): readonly ClusterAction[] {
    return this.#access.denied(namespace);
  }

  /** What a pod takes at the moment; undefined where the cluster does not say. */
  usage(namespace: string, pod: string, signal: AbortSignal): Promise<PodUsage | undefined> {
    return this.#usages.of(namespace, pod, signal);
  }

  /** Asks again for what failed, and what RBAC allows. */
  retryNow(): void {
    this.#access.forget();
    this.#model.retryNow();
  }

  /** Judges all again: some verdicts depend on how long something has lasted. */
  timePassed(): void {
    this.#judged = new WeakMap();
    this.#options.onChange(undefined);
  }

  close(): void {
    this.#model.close();
    this.#tails.close();
  }

  #judge(tree: SeldonDeploymentNode): JudgedDeployment {
    const known = this.#judged.get(tree);
    if (known) return known;
    const key = deploymentKey(tree.object.metadata);
    const infos = health(tree, { now: this.#options.now(), lastLines: this.#tails.lastLines });
    for (const [node, { state }] of infos) {
      if (node.kind === "pod" && (state === "failed" || state === "progressing")) this.#tails.want(node, key);
    }
    const judged = { key, tree, infos };
    this.#judged.set(tree, judged);
    return judged;
  }

  #tailCame(key: string): void {
    const tree = this.#model.deployment(key);
    if (tree) this.#judged.delete(tree);
    this.#options.onChange(new Set([key]));
  }
}
