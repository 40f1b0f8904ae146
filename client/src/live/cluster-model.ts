// What a cluster makes of its SeldonDeployments, kept up to date: one tree per deployment, made anew only when a part of it changed.
import { indexObjects, relateOne, type OwnerIndex, type SeldonDeploymentNode } from "../domain/index.ts";
import { isKubeError, type ClusterSession, type KubeError, type KubeObject } from "../kube/port.ts";
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
  /** Milliseconds until a cluster that failed, or that has no Seldon, is asked again by itself. */
  readonly retryDelay?: number;
  /** Keys of deployments whose tree is not what it was; `undefined` where the state or the set of deployments changed. */
  onChange(keys: ReadonlySet<string> | undefined): void;
}

const RETRY_DELAY = 30_000;

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
  readonly #indexes = new Map<string, OwnerIndex>();
  readonly #trees = new Map<string, SeldonDeploymentNode>();
  #objects: SeldonObjects | undefined;
  #scope: NamespaceScope;
  #opening: ClusterState = { kind: "connecting" };
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

  /** Namespaces that hold SeldonDeployments, by name. */
  get namespaces(): readonly string[] {
    return [...(this.#objects?.seldonDeployments.namespaces ?? [])].sort();
  }

  /** The trees of a namespace's deployments, by name. */
  deployments(namespace: string): readonly SeldonDeploymentNode[] {
    const objects = this.#objects?.seldonDeployments.in(namespace) ?? [];
    return objects
      .toSorted((a, b) => a.metadata.name.localeCompare(b.metadata.name, "en"))
      .flatMap(object => this.deployment(deploymentKey(object.metadata)) ?? []);
  }

  deployment(key: string): SeldonDeploymentNode | undefined {
    const known = this.#trees.get(key);
    if (known) return known;
    const [namespace = "", name = ""] = key.split("/");
    const object = this.#objects?.seldonDeployments.get(namespace, name);
    if (!object) return undefined;
    const tree = relateOne(object, this.#index(namespace));
    this.#trees.set(key, tree);
    return tree;
  }

  /** Does not wait for the next attempt. */
  retryNow(): void {
    const { kind } = this.state;
    if (this.#objects && kind !== "failed") this.#objects.retryNow();
    else if (kind !== "connecting") void this.#open();
  }

  close(): void {
    this.#abort.abort();
    clearTimeout(this.#retry);
    this.#objects?.close();
  }

  async #open(): Promise<void> {
    clearTimeout(this.#retry);
    this.#objects?.close();
    this.#objects = undefined;
    this.#setOpening({ kind: "connecting" });
    try {
      await this.#openLists();
    } catch (error) {
      if (this.#abort.signal.aborted) return;
      if (!isKubeError(error)) throw error;
      this.#setOpening({ kind: "failed", error });
      this.#retryLater();
    }
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
    this.#scope = scope;
    this.#objects = new SeldonObjects({
      session,
      scope,
      routingTypes,
      onChange: (kind, objects) => this.#changed(kind, objects),
      onState: () => this.#options.onChange(undefined),
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
    this.#retry = setTimeout(() => void this.#open(), this.#options.retryDelay ?? RETRY_DELAY);
  }

  #setOpening(state: ClusterState): void {
    this.#opening = state;
    this.#options.onChange(undefined);
  }

  #index(namespace: string): OwnerIndex {
    const known = this.#indexes.get(namespace);
    if (known) return known;
    const index = indexObjects(this.#objects?.in(namespace) ?? { seldonDeployments: [] });
    this.#indexes.set(namespace, index);
    return index;
  }

  #changed(kind: string, objects: readonly KubeObject[]): void {
    const changed = new Set<string>();
    for (const object of objects) {
      this.#indexes.delete(object.metadata.namespace ?? "");
      for (const key of this.#affected(kind, object)) changed.add(key);
    }
    for (const key of changed) this.#trees.delete(key);
    this.#options.onChange(kind === SELDON_DEPLOYMENTS.kind ? undefined : changed);
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
