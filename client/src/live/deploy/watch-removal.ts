// Follows the deletion of a SeldonDeployment until it and all that was made for it are gone, or until it is plain what holds them.
import { removalOf, type Removal } from "../../domain/deploy/index.ts";
import type { ClusterSession, KubeObject, LiveCollection, ResourceType } from "../../kube/port.ts";
import { DEPLOYMENT_ID, DEPLOYMENTS, PODS, REPLICA_SETS, SELDON_DEPLOYMENTS } from "../resource-types.ts";

export interface RemovedDeployment {
  readonly namespace: string;
  readonly name: string;
  /** Another one of the same name that somebody makes meanwhile is not waited for. */
  readonly uid: string;
}

export interface RemovalOptions {
  readonly signal: AbortSignal;
  /** Milliseconds without any change after which it is over; the grace periods of pods come on top. */
  readonly still?: number;
  /** Milliseconds after which it is over in any case. */
  readonly longest?: number;
  /** With every look that says something new. */
  readonly onLook: (removal: Removal, isConnected: boolean) => void;
}

const STILL = 60_000;
const LONGEST = 10 * 60_000;
/** Grace periods run out without an event. In milliseconds. */
const TICK = 500;

/** Owners come before what they own. ReplicaSets only lead to pods: they go in the same moment as their Deployments. */
const PARTS: readonly ResourceType[] = [DEPLOYMENTS, REPLICA_SETS, PODS];

/** Opened before the deletion, since what belongs to the deployment cannot be told any more once its owners are gone. */
export class RemovalWatch {
  readonly #now: () => number;
  readonly #deployment: LiveCollection;
  readonly #parts: readonly { readonly type: ResourceType; readonly collection: LiveCollection }[];
  readonly #asked: RemovedDeployment;
  /** UIDs of the deployment and of all that was ever seen to be its own. */
  readonly #own: Set<string>;
  readonly #listeners = new Set<() => void>();

  /** @param now milliseconds since the epoch */
  constructor(session: ClusterSession, deployment: RemovedDeployment, now: () => number) {
    const { namespace, name, uid } = deployment;
    const tell = (): void => this.#listeners.forEach(listener => listener());
    const watch = (type: ResourceType, selector: object): LiveCollection =>
      session.watchCollection(type, { namespace, ...selector, reduce: onlyMetadata, onChange: tell, onState: tell });
    this.#now = now;
    this.#asked = deployment;
    this.#own = new Set([uid]);
    this.#deployment = watch(SELDON_DEPLOYMENTS, { fieldSelector: `metadata.name=${name}` });
    this.#parts = PARTS.map(type => ({ type, collection: watch(type, { labelSelector: DEPLOYMENT_ID }) }));
  }

  /** Kinds that RBAC keeps from us: nothing is known of them. */
  get unseen(): readonly string[] {
    const kinds = this.#parts.flatMap(({ type, collection }) => (isRefused(collection) ? [`${type.kind}s`] : []));
    return isRefused(this.#deployment) ? ["SeldonDeployments", ...kinds] : kinds;
  }

  /** Resolves with all that is there once every list has come or is known not to come. */
  async ready(signal: AbortSignal): Promise<readonly KubeObject[]> {
    await this.#until(signal, () => this.#all.every(({ state }) => state.kind !== "connecting"));
    return this.#left();
  }

  /** Resolves when all is gone, when nothing has moved for long, or when `signal` is aborted: with what is left then. */
  async follow({ signal, still = STILL, longest = LONGEST, onLook }: RemovalOptions): Promise<Removal> {
    const begin = this.#now();
    let removal = removalOf(this.#left(), begin);
    let [changed, known, said] = [begin, "", ""];
    await this.#until(signal, () => {
      const [now, left] = [this.#now(), this.#left()];
      const isConnected = this.#all.every(each => each.state.kind === "live" || isRefused(each));
      removal = removalOf(left, now);
      const versions = left.map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`).join();
      if (versions !== known || !isConnected) changed = now;
      known = versions;
      const words = `${isConnected} ${removal.words}`;
      if (words !== said) onLook(removal, isConnected);
      said = words;
      // What a lost connection has not told may still be there.
      removal = { ...removal, isGone: removal.isGone && isConnected };
      return removal.isGone || now - begin > longest || now - Math.max(changed, removal.graceEnd) > still;
    });
    return removal;
  }

  close(): void {
    this.#listeners.clear();
    for (const collection of this.#all) collection.close();
  }

  get #all(): readonly LiveCollection[] {
    return [this.#deployment, ...this.#parts.map(({ collection }) => collection)];
  }

  #left(): readonly KubeObject[] {
    const { name, namespace, uid } = this.#asked;
    const found = this.#deployment.get(name, namespace);
    const own = this.#parts.flatMap(({ type, collection }) => {
      const belonging = collection.items().filter(object => this.#isOwn(object));
      for (const { metadata } of belonging) this.#own.add(metadata.uid ?? "");
      return type === REPLICA_SETS ? [] : belonging.map(object => ({ ...object, kind: type.kind }));
    });
    return [...(found?.metadata.uid === uid ? [{ ...found, kind: SELDON_DEPLOYMENTS.kind }] : []), ...own];
  }

  #isOwn({ metadata }: KubeObject): boolean {
    return (metadata.ownerReferences ?? []).some(owner => this.#own.has(owner.uid));
  }

  async #until(signal: AbortSignal, isOver: () => boolean): Promise<void> {
    await new Promise<void>(resolve => {
      const end = (): void => {
        clearInterval(timer);
        this.#listeners.delete(look);
        signal.removeEventListener("abort", end);
        resolve();
      };
      const look = (): void => {
        if (signal.aborted || isOver()) end();
      };
      const timer = setInterval(look, TICK);
      this.#listeners.add(look);
      signal.addEventListener("abort", end);
      look();
    });
  }
}

function isRefused({ state }: LiveCollection): boolean {
  return state.kind === "stale" && (state.error.reason === "forbidden" || state.error.reason === "not-found");
}

function onlyMetadata({ apiVersion, kind, metadata }: KubeObject): KubeObject {
  return { apiVersion, kind, metadata };
}
