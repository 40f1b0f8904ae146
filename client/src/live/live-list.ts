// All objects of a kind in the namespaces that are looked at, kept up to date and grouped by namespace.
import { isDeepStrictEqual } from "node:util";
import type {
  ClusterSession,
  CollectionChanges,
  KeptFields,
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
  /** Fields that are kept, and what else makes objects smaller before they are. */
  readonly keep?: KeptFields;
  readonly reduce?: (object: T) => T;
  /** Kept up to date beside the list. */
  readonly groups?: ListGroups<T>;
  /**
   * Called with every object that is new, changed or gone, and with what was there in the place of a changed one.
   * `hasSameNames` where none has come or gone.
   */
  readonly onChange: (objects: readonly T[], hasSameNames: boolean) => void;
  readonly onState: () => void;
}

interface ListGroups<T> {
  replace(before: T | undefined, after: T | undefined): void;
}

export class LiveList<T extends KubeObject> {
  readonly #collections: readonly LiveCollection<T>[];
  readonly #byNamespace = new Map<string, Map<string, T>>();
  /** In order, of the namespaces that somebody has asked for. */
  readonly #names = new Map<string, readonly string[]>();
  readonly #groups: ListGroups<T> | undefined;

  constructor(options: LiveListOptions<T>) {
    const { session, type, scope, labelSelector, fieldSelector, keep, reduce, groups, onChange, onState } = options;
    this.#groups = groups;
    const watch = (namespace: string | undefined): LiveCollection<T> =>
      session.watchCollection(type, {
        namespace,
        labelSelector,
        fieldSelector,
        keep,
        ...(reduce && { reduce }),
        onChange: changes => {
          const before = this.#take(changes);
          const { added, modified, deleted } = changes;
          onChange([...added, ...modified, ...deleted, ...before], added.length + deleted.length === 0);
        },
        onState,
      });
    this.#collections = scope === undefined ? [watch(undefined)] : scope.map(watch);
  }

  /** Names of a namespace's objects, in order; none where they may not be listed. */
  names(namespace: string): readonly string[] {
    if (this.refusal) return [];
    const known = this.#names.get(namespace);
    if (known) return known;
    const names = [...(this.#byNamespace.get(namespace)?.keys() ?? [])].sort();
    this.#names.set(namespace, names);
    return names;
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
    for (const { metadata } of [...added, ...deleted]) this.#names.delete(metadata.namespace ?? "");
    for (const object of [...added, ...modified]) this.#put(object);
    for (const object of deleted) this.#remove(object);
    return before;
  }

  #put(object: T): void {
    const { namespace = "", name } = object.metadata;
    const names = this.#byNamespace.get(namespace);
    this.#groups?.replace(names?.get(name), object);
    if (names) names.set(name, object);
    else this.#byNamespace.set(namespace, new Map([[name, object]]));
  }

  #remove({ metadata: { namespace = "", name } }: T): void {
    const names = this.#byNamespace.get(namespace);
    this.#groups?.replace(names?.get(name), undefined);
    names?.delete(name);
    if (names?.size === 0) this.#byNamespace.delete(namespace);
  }
}

/** By owner references and labels, which is how objects are put together. */
function hasSameOwner({ metadata: one }: KubeObject, { metadata: other }: KubeObject): boolean {
  return isDeepStrictEqual(
    [one.ownerReferences, one.labels?.[DEPLOYMENT_ID]],
    [other.ownerReferences, other.labels?.[DEPLOYMENT_ID]],
  );
}
