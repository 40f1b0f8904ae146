// A cluster whose lists, trees and verdicts are kept in this thread.
import { isDeepStrictEqual } from "node:util";
import { health, type Info, type SeldonDeploymentNode, type TreeNode } from "../domain/index.ts";
import { withKnownParts, type ClusterSession } from "../kube/port.ts";
import { Access, type ClusterAction } from "./access.ts";
import { ClusterModel, deploymentKey, type ClusterState } from "./cluster-model.ts";
import { summaryOf, type DeploymentSummary } from "./deployment-summary.ts";
import { LogTails } from "./log-tails.ts";
import type { NamespaceScope } from "./namespace-scope.ts";
import { PodUsages, type PodUsage } from "./pod-usage.ts";
import type { FollowedTree, JudgedDeployment, WatchedCluster, WatchOptions } from "./watched-cluster.ts";

type Infos = ReadonlyMap<TreeNode, Info>;

export interface LocalOptions extends WatchOptions {
  readonly retryDelay?: number;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A summary, and what it is of. */
interface Summarized {
  readonly judged: JudgedDeployment;
  readonly summary: DeploymentSummary;
}

export class LocalCluster implements WatchedCluster {
  readonly session: ClusterSession;
  readonly #options: LocalOptions;
  readonly #model: ClusterModel;
  readonly #tails: LogTails;
  readonly #access: Access;
  readonly #usages: PodUsages;
  /** A tree that is made anew takes the verdict on the old one with it. */
  readonly #judged = new WeakMap<SeldonDeploymentNode, JudgedDeployment>();
  /** By key, those whose verdict may become another as time passes. */
  readonly #unsettled = new Map<string, SeldonDeploymentNode>();
  /** By key: those of last time. */
  readonly #last = new Map<string, JudgedDeployment>();
  /** By key: those that were asked for last. */
  readonly #summaries = new Map<string, Summarized>();
  /** Of namespaces where nothing has changed since they were asked for. */
  readonly #listed = new Map<string, readonly DeploymentSummary[]>();

  constructor(session: ClusterSession, options: LocalOptions) {
    this.session = session;
    this.#options = options;
    this.#tails = new LogTails({ session, onTail: key => this.#tailCame(key) });
    this.#usages = new PodUsages(session);
    this.#access = new Access(session, () => options.onChange(undefined));
    this.#model = new ClusterModel(session, { ...options, onChange: keys => this.#changed(keys) });
  }

  get state(): ClusterState {
    return this.#model.state;
  }

  get scope(): NamespaceScope {
    return this.#model.scope;
  }

  get namespaces(): readonly string[] {
    return this.#model.namespaces;
  }

  deployments(namespace: string): readonly DeploymentSummary[] {
    const known = this.#listed.get(namespace);
    if (known) return known;
    const listed = this.#model.deployments(namespace).map(tree => this.#summarize(this.#judge(tree)));
    this.#listed.set(namespace, listed);
    return listed;
  }

  deployment(key: string): DeploymentSummary | undefined {
    const judged = this.judged(key);
    return judged && this.#summarize(judged);
  }

  /** All trees are at hand here. While half of the facts are missing there is none. */
  follow(key: string): FollowedTree {
    const look = (): JudgedDeployment | undefined => (this.state.kind === "connecting" ? undefined : this.judged(key));
    return {
      get judged() {
        return look();
      },
      ready: () => Promise.resolve(),
      dispose: () => {},
    };
  }

  judged(key: string): JudgedDeployment | undefined {
    const tree = this.#model.deployment(key);
    return tree && this.#judge(tree);
  }

  /** The last lines of logs that were asked for, with secrets masked. */
  get lastLines(): LogTails["lastLines"] {
    return this.#tails.lastLines;
  }

  denied(namespace: string): readonly ClusterAction[] {
    return this.#access.denied(namespace);
  }

  usage(namespace: string, pod: string, signal: AbortSignal): Promise<PodUsage | undefined> {
    return this.#usages.of(namespace, pod, signal);
  }

  retryNow(): void {
    this.#access.forget();
    this.#model.retryNow();
  }

  timePassed(): void {
    const keys = new Set(this.#unsettled.keys());
    if (keys.size === 0) return;
    for (const tree of this.#unsettled.values()) this.#judged.delete(tree);
    this.#unsettled.clear();
    this.#changed(keys);
  }

  close(): void {
    this.#model.close();
    this.#tails.close();
  }

  #changed(keys: ReadonlySet<string> | undefined): void {
    if (!keys) this.#forgetGone();
    for (const key of keys ?? []) this.#listed.delete(key.slice(0, key.indexOf("/")));
    this.#options.onChange(keys);
  }

  #forgetGone(): void {
    this.#listed.clear();
    for (const key of this.#last.keys()) {
      if (this.#model.has(key)) continue;
      this.#last.delete(key);
      this.#summaries.delete(key);
    }
  }

  #summarize(judged: JudgedDeployment): DeploymentSummary {
    const known = this.#summaries.get(judged.key);
    if (known?.judged === judged) return known.summary;
    const now = summaryOf(judged);
    const summary = known && isDeepStrictEqual(known.summary, now) ? known.summary : now;
    this.#summaries.set(judged.key, { judged, summary });
    return summary;
  }

  #judge(tree: SeldonDeploymentNode): JudgedDeployment {
    const known = this.#judged.get(tree);
    if (known) return known;
    const key = deploymentKey(tree.object.metadata);
    const last = this.#last.get(key);
    const infos = this.#health(tree, last?.infos);
    for (const [node, { state }] of infos) {
      if (node.kind === "pod" && (state === "failed" || state === "progressing")) this.#tails.want(node, key);
    }
    const judged = last?.tree === tree && isSame(last.infos, infos) ? last : { key, tree, infos };
    this.#last.set(key, judged);
    this.#judged.set(tree, judged);
    if (isUnsettled(infos)) this.#unsettled.set(key, tree);
    else this.#unsettled.delete(key);
    return judged;
  }

  /** With the verdicts of last time, where they have stayed the same. */
  #health(tree: SeldonDeploymentNode, last: Infos = new Map()): Infos {
    const infos = health(tree, { now: this.#options.now(), lastLines: this.#tails.lastLines });
    return new Map([...infos].map(([node, info]) => [node, withKnownParts(last.get(node), info)]));
  }

  #tailCame(key: string): void {
    const tree = this.#model.deployment(key);
    if (tree) this.#judged.delete(tree);
    this.#changed(new Set([key]));
  }
}

function isSame(one: Infos, other: Infos): boolean {
  return one.size === other.size && [...one].every(([node, info]) => other.get(node) === info);
}

/** What waits may turn out to wait for too long; what is ready, stopped or failed stays so until something changes. */
function isUnsettled(infos: ReadonlyMap<TreeNode, Info>): boolean {
  for (const { state } of infos.values()) if (state === "progressing" || state === "unknown") return true;
  return false;
}
