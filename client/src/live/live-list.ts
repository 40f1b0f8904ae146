// All objects of a kind in the namespaces that are looked at, kept up to date and grouped by namespace.
import { isDeepStrictEqual } from "node:util";
import type {
  ClusterSession,
  CollectionChanges,
  KubeError,
  KubeObject,
  LiveCollection,
  ResourceType,
  StreamState,
} from "../kube/port.ts";
import type { NamespaceScope } from "./namespace-scope.ts";
import { DEPLOYMENT_ID } from "./resource-types.ts";

export interface LiveListOptions<T extends KubeObject> {
  readonly session: ClusterSession;
  readonly type: ResourceType<T>;
  readonly scope: NamespaceScope;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Makes objects smaller before they are kept. */
  readonly reduce?: (object: T) => T;
  /** Called with every object that is new, changed or gone, and with what was there in the place of a changed one. */
  readonly onChange: (objects: readonly T[]) => void;
  readonly onState: () => void;
}

export class LiveList<T extends KubeObject> {
  readonly #collections: readonly LiveCollection<T>[];
  readonly #byNamespace = new Map<string, Map<string, T>>();
  /** The same, as lists. Those who ask can tell by the list that nothing has changed. */
  readonly #lists = new Map<string, readonly T[]>();

  constructor({ session, type, scope, labelSelector, fieldSelector, reduce, onChange, onState }: LiveListOptions<T>) {
    const watch = (namespace: string | undefined): LiveCollection<T> =>
      session.watchCollection(type, {
        namespace,
        labelSelector,
        fieldSelector,
        ...(reduce && { reduce }),
        onChange: changes => {
          const before = this.#take(changes);
          onChange([...changes.added, ...changes.modified, ...changes.deleted, ...before]);
        },
        onState,
      });
    this.#collections = scope === undefined ? [watch(undefined)] : scope.map(watch);
  }

  /** Undefined where they may not be listed or there is no such kind, which is not the same as none. */
  in(namespace: string): readonly T[] | undefined {
    if (this.refusal) return undefined;
    const known = this.#lists.get(namespace);
    if (known) return known;
    const list = [...(this.#byNamespace.get(namespace)?.values() ?? [])];
    this.#lists.set(namespace, list);
    return list;
  }

  get(namespace: string, name: string): T | undefined {
    return this.#byNamespace.get(namespace)?.get(name);
  }

  get namespaces(): readonly string[] {
    return [...this.#byNamespace.keys()];
  }

  /** The worst of the namespaces' states. */
  get state(): StreamState {
    const states = this.#collections.map(collection => collection.state);
    return (
      states.find(state => state.kind === "stale") ??
      states.find(state => state.kind === "connecting") ?? { kind: "live" }
    );
  }

  /** Why nothing can be listed, where it is not a matter of waiting. */
  get refusal(): KubeError | undefined {
    const { state } = this;
    if (state.kind !== "stale") return undefined;
    return state.error.reason === "forbidden" || state.error.reason === "not-found" ? state.error : undefined;
  }

  retryNow(): void {
    for (const collection of this.#collections) collection.retryNow();
  }

  close(): void {
    for (const collection of this.#collections) collection.close();
  }

  /** @returns what had the place of those that were modified, where it belonged to something else */
  #take({ added, modified, deleted }: CollectionChanges<T>): readonly T[] {
    const before = modified.flatMap(object => {
      const { namespace = "", name } = object.metadata;
      const known = this.get(namespace, name);
      return known && !hasSameOwner(known, object) ? [known] : [];
    });
    for (const object of [...added, ...modified]) {
      const namespace = object.metadata.namespace ?? "";
      this.#lists.delete(namespace);
      const names = this.#byNamespace.get(namespace);
      if (names) names.set(object.metadata.name, object);
      else this.#byNamespace.set(namespace, new Map([[object.metadata.name, object]]));
    }
    for (const { metadata } of deleted) {
      this.#lists.delete(metadata.namespace ?? "");
      const names = this.#byNamespace.get(metadata.namespace ?? "");
      names?.delete(metadata.name);
      if (names?.size === 0) this.#byNamespace.delete(metadata.namespace ?? "");
    }
    return before;
  }
}

/** By owner references and labels, which is how objects are put together. */
function hasSameOwner({ metadata: one }: KubeObject, { metadata: other }: KubeObject): boolean {
  return isDeepStrictEqual(
    [one.ownerReferences, one.labels?.[DEPLOYMENT_ID]],
    [other.ownerReferences, other.labels?.[DEPLOYMENT_ID]],
  );
}
