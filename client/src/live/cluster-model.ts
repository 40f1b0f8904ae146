// What a cluster makes of its SeldonDeployments, kept up to date: one tree per deployment, made anew only when a part of it changed.
import { relateOne, type SeldonDeploymentNode } from "../domain/index.ts";
import {
  isKubeError,
  plainError,
  revived,
  withKnownParts,
  type ClusterSession,
  type KubeError,
  type KubeObject,
} from "../kube/port.ts";
import { findNamespaceScope, type NamespaceScope } from "./namespace-scope.ts";
import { DEPLOYMENT_ID, EVENTS, ROUTING_KINDS, SELDON_DEPLOYMENTS, type RoutingType } from "./resource-types.ts";
import { SeldonObjects } from "./seldon-objects.ts";

/** How a cluster stands to us. All but `live` and `stale` have nothing to show. */
export type ClusterState =
  | { readonly kind: "connecting" }
  /** It answers, and its API server does not know SeldonDeployments. */
  | { readonly kind: "no-seldon"; readonly serverVersion: string }
  | { readonly kind: "failed"; readonly error: KubeError }
  | { readonly kind: "live" }
  /** Shown is what was true at `since`, milliseconds since the epoch. */
  | { readonly kind: "stale"; readonly since: number; readonly error: KubeError };

export interface ClusterModelOptions {
  /** Namespaces that the user chose to see; none stands for all that may be seen. */
  readonly namespaces: readonly string[];
  /** Milliseconds until a cluster that failed, or that has no Seldon, is asked again by itself for the first time. */
  readonly retryDelay?: number;
  /** Keys of deployments whose tree is not what it was; `undefined` where the state or the set of deployments changed. */
  onChange(keys: ReadonlySet<string> | undefined): void;
}

/** Doubled after each attempt in vain, up to {@link SLOWEST} of it: nobody may be looking. */
const RETRY_DELAY = 30_000;
const SLOWEST = 10;

/** A deployment's name within its cluster. */
export function deploymentKey({
  namespace = "",
  name,
}: {
  readonly namespace?: string;
  readonly name: string;
}): string {
  return `${namespace}/${name}`;
}

export class ClusterModel {
  readonly session: ClusterSession;
  readonly #options: ClusterModelOptions;
  readonly #abort = new AbortController();
  readonly #trees = new Map<string, SeldonDeploymentNode>();
  /** Keys of trees that are no longer right, and are kept for what has stayed as it was. */
  readonly #changedTrees = new Set<string>();
  #objects: SeldonObjects | undefined;
  #scope: NamespaceScope;
  #opening: ClusterState = { kind: "connecting" };
  #forbidden = "";
  #isOpening = false;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** Begins at once to ask the cluster. */
  constructor(session: ClusterSession, options: ClusterModelOptions) {
    this.session = session;
    this.#options = options;
    void this.#open();
  }

  get state(): ClusterState {
    const list = this.#objects?.seldonDeployments;
    if (!list) return this.#opening;
    const { state, refusal } = list;
    if (refusal) return { kind: "failed", error: refusal };
    return state.kind === "stale" ? state : { kind: this.#objects?.isComplete === true ? "live" : "connecting" };
  }

  /** Namespaces that are looked at; `undefined` stands for all. */
  get scope(): NamespaceScope {
    return this.#scope;
  }

  /** Kinds that RBAC keeps from us: what hangs on them is not known. */
  get forbiddenKinds(): readonly string[] {
    return this.#objects?.forbiddenKinds ?? [];
  }

  /** Namespaces that hold SeldonDeployments, by name; none while half of the facts are missing. */
  get namespaces(): readonly string[] {
    return this.#objects?.isComplete === true ? [...this.#objects.seldonDeployments.namespaces].sort() : [];
  }

  /** The trees of a namespace's deployments, by name. */
  deployments(namespace: string): readonly SeldonDeploymentNode[] {
    const names = this.#objects?.seldonDeployments.names(namespace) ?? [];
    return names.flatMap(name => this.deployment(deploymentKey({ namespace, name })) ?? []);
  }

  deployment(key: string): SeldonDeploymentNode | undefined {
    const known = this.#trees.get(key);
    if (known && !this.#changedTrees.has(key)) return known;
    const object = this.#find(key);
    if (!this.#objects || !object) return undefined;
    this.#changedTrees.delete(key);
    // A workload stands below its predictor and below its units; what is known of its health hangs on the one node.
    const now = relateOne(object, this.#objects.index);
    const tree = known ? withKnownParts(known, now, new Map()) : now;
    this.#trees.set(key, tree);
    return tree;
  }

  has(key: string): boolean {
    return this.#find(key) !== undefined;
  }

  #find(key: string): SeldonDeploymentNode["object"] | undefined {
    const [namespace = "", name = ""] = key.split("/");
    return this.#objects?.seldonDeployments.get(namespace, name);
  }

  /** Does not wait for the next attempt. */
  retryNow(): void {
    this.#attempts = 0;
    if (this.#objects && this.state.kind !== "failed") {
      this.#objects.retryNow();
      return;
    }
    if (this.#isOpening) return;
    this.#forget();
    this.#setOpening({ kind: "connecting" });
    void this.#open();
  }

  close(): void {
    this.#abort.abort();
    clearTimeout(this.#retry);
    this.#objects?.close();
  }

  /** Says nothing before there is an answer: an attempt that nobody asked for does not show. */
  async #open(): Promise<void> {
    clearTimeout(this.#retry);
    this.#isOpening = true;
    try {
      await this.#openLists();
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      const failure = isKubeError(error) ? error : revived(plainError(error));
      this.#setOpening({ kind: "failed", error: failure });
      if (mayBeAskedAgain(failure)) this.#retryLater();
    } finally {
      this.#isOpening = false;
    }
  }

  /** What was known of the objects of earlier lists. */
  #forget(): void {
    this.#objects?.close();
    this.#objects = undefined;
    this.#trees.clear();
  }

  async #openLists(): Promise<void> {
    const { session } = this;
    const { signal } = this.#abort;
    const [{ gitVersion }, seldon] = await Promise.all([
      session.serverVersion({ signal }),
      session.findKind(SELDON_DEPLOYMENTS, { signal }),
    ]);
    if (!seldon) {
      this.#setOpening({ kind: "no-seldon", serverVersion: gitVersion });
      this.#retryLater();
      return;
    }
    const [scope, routingTypes] = await Promise.all([
      findNamespaceScope(session, this.#options.namespaces, signal),
      this.#findRoutingTypes(),
    ]);
    // Whoever closed it in the meantime finds no lists to close.
    if (signal.aborted) return;
    this.#attempts = 0;
    this.#scope = scope;
    this.#objects = new SeldonObjects({
      session,
      scope,
      routingTypes,
      onChange: (...changes) => this.#changed(...changes),
      onState: () => this.#stateChanged(),
    });
  }

  async #findRoutingTypes(): Promise<RoutingType[]> {
    const { signal } = this.#abort;
    const found = await Promise.all(ROUTING_KINDS.map(kind => this.session.findKind(kind, { signal })));
    return found.flatMap((type): RoutingType[] => {
      if (!type) return [];
      const { group, version, plural, kind, isNamespaced } = type;
      return [{ group, version, plural, kind, isNamespaced }];
    });
  }

  #retryLater(): void {
    if (this.#abort.signal.aborted) return;
    const factor = Math.min(SLOWEST, 2 ** this.#attempts);
    this.#attempts += 1;
    this.#retry = setTimeout(() => void this.#open(), factor * (this.#options.retryDelay ?? RETRY_DELAY));
  }

  /** Of a kind that may no longer be listed, nothing is known; the trees that were made before take it for having none. */
  #stateChanged(): void {
    const forbidden = this.forbiddenKinds.join();
    if (forbidden !== this.#forbidden) {
      this.#forbidden = forbidden;
      this.#trees.clear();
    }
    this.#options.onChange(undefined);
  }

  #setOpening(state: ClusterState): void {
    this.#opening = state;
    this.#options.onChange(undefined);
  }

  #changed(kind: string, objects: readonly KubeObject[], hasSameNames: boolean): void {
    const changed = new Set<string>();
    for (const object of objects) {
      for (const key of this.#affected(kind, object)) changed.add(key);
    }
    for (const key of changed) {
      if (this.has(key)) this.#changedTrees.add(key);
      else this.#trees.delete(key);
    }
    this.#options.onChange(kind === SELDON_DEPLOYMENTS.kind && !hasSameNames ? undefined : changed);
  }

  /** Deployments whose tree the object is part of, as far as that can be told without making the trees. */
  #affected(kind: string, object: KubeObject): readonly string[] {
    const { namespace = "", ownerReferences = [], labels = {} } = object.metadata;
    if (kind === SELDON_DEPLOYMENTS.kind) return [deploymentKey(object.metadata)];
    const owner = ownerReferences.find(reference => reference.kind === SELDON_DEPLOYMENTS.kind);
    if (owner) return [deploymentKey({ namespace, name: owner.name })];
    if (kind === EVENTS.kind) return this.#affectedByEvent(object);
    const id = labels[DEPLOYMENT_ID] ?? "";
    if (this.#objects?.seldonDeployments.get(namespace, id)) return [deploymentKey({ namespace, name: id })];
    // A separate executor's pods carry the name of a Service instead (seldon-facts §5.2): rare enough to look at all.
    return [...this.#trees.keys()].filter(key => key.startsWith(`${namespace}/`));
  }

  #affectedByEvent(event: KubeObject): readonly string[] {
    const about = involvedObject(event);
    if (about.kind === SELDON_DEPLOYMENTS.kind) return [deploymentKey(about)];
    const target = this.#objects?.find(about.kind, about.namespace, about.name);
    return target ? this.#affected(about.kind, target) : [];
  }
}

/** A credential is not asked for again by itself: a plugin may open a browser's window, and trust is asked for in a dialog. */
function mayBeAskedAgain({ reason }: KubeError): boolean {
  return reason !== "unauthorized" && reason !== "cancelled";
}

function involvedObject({ involvedObject: about, metadata }: KubeObject): {
  kind: string;
  namespace: string;
  name: string;
} {
  const has = typeof about === "object" && about !== null && "kind" in about && "name" in about;
  return {
    kind: has ? String(about.kind) : "",
    namespace: metadata.namespace ?? "",
    name: has ? String(about.name) : "",
  };
}
