// Live lists of everything that Seldon deployments consist of.
import { eventGroups, ownedGroups, ownerIndex, podGroups, type OwnerIndex } from "../domain/index.ts";
import type { ClusterSession, KubeObject, ResourceType } from "../kube/port.ts";
import { DEPLOYMENT, EVENT, POD, REPLICA_SET, ROUTE, SERVICE } from "./kept-fields.ts";
import { LiveList, type LiveListOptions } from "./live-list.ts";
import type { NamespaceScope } from "./namespace-scope.ts";
import {
  DEPLOYMENT_ID,
  DEPLOYMENTS,
  EVENTS,
  PODS,
  REPLICA_SETS,
  SELDON_DEPLOYMENTS,
  SERVICES,
  type RoutingType,
} from "./resource-types.ts";

/** The objects of a type. */
type Listed<Type> = Type extends ResourceType<infer T> ? T : never;

const MADE_BY_OPERATOR = { labelSelector: DEPLOYMENT_ID };
const WARNINGS = { fieldSelector: "type=Warning" };

export interface SeldonObjectsOptions {
  readonly session: ClusterSession;
  readonly scope: NamespaceScope;
  /** Those of the kinds that this cluster knows. */
  readonly routingTypes: readonly RoutingType[];
  /** Called with what is new, changed or gone. */
  readonly onChange: (kind: string, objects: readonly KubeObject[], hasSameNames: boolean) => void;
  readonly onState: () => void;
}

export class SeldonObjects {
  readonly seldonDeployments;
  readonly #deployments;
  readonly #replicaSets;
  readonly #pods;
  readonly #services;
  readonly #events;
  readonly #routes;
  readonly #groups = {
    ...{
      deployments: ownedGroups<Listed<typeof DEPLOYMENTS>>(),
      replicaSets: ownedGroups<Listed<typeof REPLICA_SETS>>(),
    },
    ...{ pods: podGroups<Listed<typeof PODS>>(), services: ownedGroups<Listed<typeof SERVICES>>() },
    events: eventGroups<Listed<typeof EVENTS>>(),
  };

  constructor({ session, scope, routingTypes, onChange, onState }: SeldonObjectsOptions) {
    const list = <T extends KubeObject>(
      type: ResourceType<T>,
      options: Pick<LiveListOptions<T>, "labelSelector" | "fieldSelector" | "keep" | "reduce" | "groups"> = {},
    ): LiveList<T> =>
      new LiveList({
        session,
        type,
        scope,
        ...options,
        onChange: (...changes) => onChange(type.kind, ...changes),
        onState,
      });
    const groups = this.#groups;
    this.seldonDeployments = list(SELDON_DEPLOYMENTS);
    this.#deployments = list(DEPLOYMENTS, { ...MADE_BY_OPERATOR, ...DEPLOYMENT, groups: groups.deployments });
    this.#replicaSets = list(REPLICA_SETS, {
      ...MADE_BY_OPERATOR,
      ...REPLICA_SET,
      groups: groups.replicaSets,
    });
    this.#pods = list(PODS, { ...MADE_BY_OPERATOR, ...POD, groups: groups.pods });
    this.#services = list(SERVICES, { ...MADE_BY_OPERATOR, ...SERVICE, groups: groups.services });
    this.#events = list(EVENTS, { ...WARNINGS, ...EVENT, groups: groups.events });
    this.#routes = routingTypes.map(type => {
      const owned = ownedGroups<Listed<RoutingType>>();
      return { list: list(type, { ...ROUTE, groups: owned }), groups: owned };
    });
  }

  /** What belongs to what. A kind that may not be listed is left out, so that nothing is concluded from its absence. */
  get index(): OwnerIndex {
    const { deployments, replicaSets, pods, services, events } = this.#groups;
    return ownerIndex({
      deployments: this.#deployments.refusal ? undefined : deployments,
      replicaSets: this.#replicaSets.refusal ? undefined : replicaSets,
      pods: this.#pods.refusal ? undefined : pods,
      services: this.#services.refusal ? undefined : services,
      events: this.#events.refusal ? undefined : events,
      routes: this.#routes.flatMap(({ list, groups }) => (list.refusal ? [] : [groups])),
    });
  }

  /** One of what the operator and Kubernetes made; undefined for kinds that are not listed. */
  find(kind: string, namespace: string, name: string): KubeObject | undefined {
    const lists: Readonly<Record<string, Pick<LiveList<KubeObject>, "get">>> = {
      [PODS.kind]: this.#pods,
      [REPLICA_SETS.kind]: this.#replicaSets,
      [DEPLOYMENTS.kind]: this.#deployments,
      [SERVICES.kind]: this.#services,
    };
    return lists[kind]?.get(namespace, name);
  }

  /** True once every list that may be read has come: nothing is judged by half of the facts. */
  get isComplete(): boolean {
    return this.#all.every(({ state, refusal }) => refusal !== undefined || state.kind !== "connecting");
  }

  /** Kinds that RBAC keeps from us. */
  get forbiddenKinds(): readonly string[] {
    const named = [
      ["Deployments", this.#deployments],
      ["ReplicaSets", this.#replicaSets],
      ["Pods", this.#pods],
      ["Services", this.#services],
      ["Events", this.#events],
    ] as const;
    return named.flatMap(([name, { refusal }]) => (refusal?.reason === "forbidden" ? [name] : []));
  }

  retryNow(): void {
    for (const list of this.#all) list.retryNow();
  }

  close(): void {
    for (const list of this.#all) list.close();
  }

  get #all(): readonly Pick<LiveList<KubeObject>, "state" | "refusal" | "retryNow" | "close">[] {
    return [
      this.seldonDeployments,
      this.#deployments,
      this.#replicaSets,
      this.#pods,
      this.#services,
      this.#events,
      ...this.#routes.map(({ list }) => list),
    ];
  }
}
