// Live lists of everything that Seldon deployments consist of.
import type { ClusterObjects } from "../domain/index.ts";
import type { ClusterSession, KubeObject, ResourceType } from "../kube/port.ts";
import { smallDeployment, smallEvent, smallPod, smallReplicaSet, smallRoute, smallService } from "./kept-fields.ts";
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

const MADE_BY_OPERATOR = { labelSelector: DEPLOYMENT_ID };
const WARNINGS = { fieldSelector: "type=Warning" };

export interface SeldonObjectsOptions {
  readonly session: ClusterSession;
  readonly scope: NamespaceScope;
  /** Those of the kinds that this cluster knows. */
  readonly routingTypes: readonly RoutingType[];
  /** Called with what is new, changed or gone. */
  readonly onChange: (kind: string, objects: readonly KubeObject[]) => void;
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

  constructor({ session, scope, routingTypes, onChange, onState }: SeldonObjectsOptions) {
    const list = <T extends KubeObject>(
      type: ResourceType<T>,
      options: Pick<LiveListOptions<T>, "labelSelector" | "fieldSelector" | "reduce"> = {},
    ): LiveList<T> =>
      new LiveList({ session, type, scope, ...options, onChange: objects => onChange(type.kind, objects), onState });
    this.seldonDeployments = list(SELDON_DEPLOYMENTS);
    this.#deployments = list(DEPLOYMENTS, { ...MADE_BY_OPERATOR, reduce: smallDeployment });
    this.#replicaSets = list(REPLICA_SETS, { ...MADE_BY_OPERATOR, reduce: smallReplicaSet });
    this.#pods = list(PODS, { ...MADE_BY_OPERATOR, reduce: smallPod });
    this.#services = list(SERVICES, { ...MADE_BY_OPERATOR, reduce: smallService });
    this.#events = list(EVENTS, { ...WARNINGS, reduce: smallEvent });
    this.#routes = routingTypes.map(type => list(type, { reduce: smallRoute }));
  }

  /** Everything in a namespace. A kind that may not be listed is left out, so that nothing is concluded from its absence. */
  in(namespace: string): ClusterObjects {
    const deployments = this.#deployments.in(namespace);
    const replicaSets = this.#replicaSets.in(namespace);
    const pods = this.#pods.in(namespace);
    const services = this.#services.in(namespace);
    const events = this.#events.in(namespace);
    return {
      seldonDeployments: this.seldonDeployments.in(namespace) ?? [],
      ...(deployments && { deployments }),
      ...(replicaSets && { replicaSets }),
      ...(pods && { pods }),
      ...(services && { services }),
      ...(events && { events }),
      routes: this.#routes.flatMap(routes => routes.in(namespace) ?? []),
    };
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
      ...this.#routes,
    ];
  }
}
