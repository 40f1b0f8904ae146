// What is known of a deployment while it is diagnosed, and what can be asked for next. Plain data; nothing is fetched here.
import { health } from "../health/health.ts";
import type { LogOwner } from "../health/info.ts";
import type {
  DeploymentObject,
  EventObject,
  PodObject,
  ReplicaSetObject,
  RoutingObject,
  SeldonDeploymentObject,
  ServiceObject,
} from "../health/objects.ts";
import { relate } from "../health/relate.ts";
import type { PreflightFacts } from "../deploy/preflight-facts.ts";
import type { Judged } from "./causes-seen.ts";
import type { LogPlace } from "./cause.ts";

/** Something to get. */
export type Need =
  | { readonly kind: "deployment" }
  /** Deployments, ReplicaSets, pods, Services and routes that belong to it. */
  | { readonly kind: "parts"; readonly deployment: SeldonDeploymentObject }
  /** About one object. */
  | { readonly kind: "events"; readonly about: ObjectName }
  | ({ readonly kind: "log" } & LogPlace)
  /** Of the operator, its webhook and the namespace. */
  | { readonly kind: "operator" }
  | { readonly kind: "operator-log"; readonly namespace: string }
  /** Of the ingress, by `namespace/name`. */
  | { readonly kind: "gateways"; readonly names: readonly string[] }
  /** When Secrets and ConfigMaps were last written; never what is in them. */
  | { readonly kind: "changes"; readonly objects: readonly ObjectName[] }
  /** What it answers when it is asked whether it is ready. */
  | { readonly kind: "readiness"; readonly calls: readonly ReadinessCall[] };

/** A GET: of a predictor's executor by its Service, or of any of them through the ingress. */
export type ReadinessCall =
  | {
      readonly through: "service";
      readonly predictor: string;
      readonly service: string;
      readonly port: number;
      readonly path: string;
    }
  | { readonly through: "ingress"; readonly path: string };

export interface ReadinessAnswer {
  readonly call: ReadinessCall;
  /** Of HTTP. */
  readonly status: number;
  /** The beginning of it. */
  readonly body: string;
}

export interface ObjectName {
  readonly kind: string;
  readonly name: string;
}

/** When an object's content was last written, as RFC 3339. */
export interface Change extends ObjectName {
  readonly at: string;
}

/** A kind that may not be listed is left out. */
export interface Parts {
  readonly deployments?: readonly DeploymentObject[];
  readonly replicaSets?: readonly ReplicaSetObject[];
  readonly pods?: readonly PodObject[];
  readonly services?: readonly ServiceObject[];
  readonly routes?: readonly RoutingObject[];
}

/** What came of a need. */
export type Answer =
  | { readonly kind: "deployment"; readonly object: SeldonDeploymentObject | undefined }
  | { readonly kind: "parts"; readonly parts: Parts }
  | { readonly kind: "events"; readonly events: readonly EventObject[] }
  | { readonly kind: "log"; readonly lines: readonly string[] }
  | { readonly kind: "operator"; readonly facts: PreflightFacts }
  | { readonly kind: "operator-log"; readonly pod: string; readonly lines: readonly string[] }
  /** Those that there are. */
  | { readonly kind: "gateways"; readonly names: readonly string[] }
  /** What is not there, or may not be read, is left out. */
  | { readonly kind: "changes"; readonly changes: readonly Change[] }
  /** A call that was not answered is left out. */
  | { readonly kind: "readiness"; readonly answers: readonly ReadinessAnswer[] }
  /** Nothing came: why, as half a sentence. */
  | { readonly kind: "refused"; readonly why: string };

/** All that is known, by the key of what was needed. */
export class Known {
  readonly namespace: string;
  /** Of the SeldonDeployment. */
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly #answers = new Map<string, { readonly need: Need; readonly answer: Answer }>();

  constructor({ namespace, name }: { readonly namespace: string; readonly name: string }, now: number) {
    this.namespace = namespace;
    this.name = name;
    this.now = now;
  }

  add(need: Need, answer: Answer): void {
    this.#answers.set(needKey(need), { need, answer });
  }

  has(need: Need): boolean {
    return this.#answers.has(needKey(need));
  }

  get<K extends Answer["kind"]>(need: Need, kind: K): Extract<Answer, { readonly kind: K }> | undefined {
    const answer = this.#answers.get(needKey(need))?.answer;
    return answer && isOfKind(answer, kind) ? answer : undefined;
  }

  /** Needs that nothing came of. */
  get refused(): readonly { readonly need: Need; readonly why: string }[] {
    return [...this.#answers.values()].flatMap(({ need, answer }) =>
      answer.kind === "refused" ? [{ need, why: answer.why }] : [],
    );
  }

  /** The SeldonDeployment; `undefined` where there is none, or where it is not known yet. */
  get deployment(): SeldonDeploymentObject | undefined {
    return this.get({ kind: "deployment" }, "deployment")?.object;
  }

  /** The tree as far as it is known; `undefined` where not even the SeldonDeployment is. */
  judge(): Judged | undefined {
    const { deployment } = this;
    if (!deployment) return undefined;
    const parts = this.get({ kind: "parts", deployment }, "parts")?.parts ?? {};
    const [tree] = relate({ seldonDeployments: [deployment], ...parts, events: this.#events });
    return tree && { tree, infos: health(tree, { now: this.now, lastLines: this.lastLines }) };
  }

  readonly lastLines = (pod: LogOwner, container: string, isPrevious: boolean): readonly string[] | undefined =>
    this.get({ kind: "log", pod: pod.name, container, isPrevious }, "log")?.lines;

  get #events(): readonly EventObject[] {
    return [...this.#answers.values()].flatMap(({ answer }) => (answer.kind === "events" ? answer.events : []));
  }
}

function needKey(need: Need): string {
  switch (need.kind) {
    case "deployment":
    case "parts":
    case "operator":
    case "operator-log":
    case "gateways":
    case "changes":
    case "readiness":
      return need.kind;
    case "events":
      return `events/${need.about.kind}/${need.about.name}`;
    case "log":
      return `log/${need.pod}/${need.container}/${need.isPrevious ? "previous" : "current"}`;
  }
}

function isOfKind<K extends Answer["kind"]>(answer: Answer, kind: K): answer is Extract<Answer, { readonly kind: K }> {
  return answer.kind === kind;
}
