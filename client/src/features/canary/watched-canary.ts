// One deployment whose traffic is looked at or driven from this window: looks, turns, and what they add up to.
import { randomBytes } from "node:crypto";
import type { ObservedSplit } from "../../domain/canary/index.ts";
import type {
  DriverState,
  LiveDeployment,
  LookResult,
  MetricHistory,
  OpenPrometheus,
  RolloutDriver,
} from "../../live/canary/index.ts";
import { SELDON_DEPLOYMENTS } from "../../live/index.ts";
import { isKubeError } from "../../kube/port.ts";
import { reasonOf } from "../../ui/guard.ts";
import { booleanSetting, textSetting } from "../../ui/workbench-state.ts";
import type { CanaryEngine } from "./canary-parts.ts";
import { nameOf, type CanarySubject } from "./canary-subject.ts";

export interface Seen {
  readonly object: LiveDeployment;
  readonly state: DriverState;
  /** What the routes of each ingress give; empty where they cannot be read. */
  readonly observed: readonly ObservedSplit[];
  readonly metricsProblem: string | undefined;
}

export class WatchedCanary {
  readonly subject: CanarySubject;
  readonly holder: string;
  readonly history: MetricHistory;
  readonly #engine: CanaryEngine;
  readonly #driver: RolloutDriver;
  #isDriving = false;
  #prometheus: Promise<OpenPrometheus> | undefined;
  #prometheusAt = "";
  #metricsProblem: string | undefined;
  /** Counts looks, so that a turn of the driver is not followed by another one. */
  #looks = 0;

  /** @param holder of a window that was reloaded; a new one unless given */
  constructor(engine: CanaryEngine, subject: CanarySubject, holder?: string) {
    this.#engine = engine;
    this.subject = subject;
    this.holder = holder ?? `${subject.session.context.user ?? "somebody"} (window ${randomBytes(2).toString("hex")})`;
    this.history = new engine.MetricHistory();
    this.#driver = new engine.RolloutDriver(subject.session, nameOf(subject), {
      holder: this.holder,
      now: () => Date.now(),
      look: (deployment, canary) => this.#lookAt(deployment, canary),
      isRouted: deployment => engine.doRoutesFollow(subject.session, deployment),
    });
  }

  /** Whether this window drives a guided canary, or waits to. */
  get isDriving(): boolean {
    return this.#isDriving;
  }

  drive(): void {
    this.#isDriving = true;
    this.#driver.drive();
  }

  /** Looks, and drives where this window does. @throws KubeError where the cluster refuses or cannot be reached */
  async turn(): Promise<Seen> {
    const { session, namespace, name } = this.subject;
    const looks = this.#looks;
    const state = await this.#stateNow();
    if (state.kind === "resting" || state.kind === "absent" || state.kind === "unreadable") this.#isDriving = false;
    const object = await session.get({ type: SELDON_DEPLOYMENTS, namespace, name });
    const [observed] = await Promise.all([
      this.#engine.readObservedSplits(session, object),
      this.#looks > looks ? undefined : this.#lookAt(object, canaryOf(state)),
    ]);
    return { object, state, observed, metricsProblem: this.#metricsProblem };
  }

  /** @returns false where it had ended, or somebody else was quicker */
  async abort(): Promise<boolean> {
    return await this.#driver.abort(this.holder);
  }

  /** Gives back the lease and what was opened. The split stays. Where changes are forbidden, the lease runs out instead. */
  async close(): Promise<void> {
    this.#isDriving = false;
    try {
      if (!booleanSetting("seldon.readOnly")) await this.#driver.release();
    } finally {
      await this.#closePrometheus();
    }
  }

  /** Where changes are forbidden, a rollout is looked at only, and its lease runs out. */
  async #stateNow(): Promise<DriverState> {
    if (!booleanSetting("seldon.readOnly")) return await this.#driver.turn();
    this.#isDriving = false;
    const { session, namespace, name } = this.subject;
    const decoded = this.#engine.rolloutOf(await session.get({ type: SELDON_DEPLOYMENTS, namespace, name }));
    if (decoded.kind !== "ok") return decoded;
    const kind = decoded.value.state.phase === "running" ? "undriven" : "resting";
    return { kind, rollout: decoded.value };
  }

  async #lookAt(deployment: LiveDeployment, canary: string): Promise<LookResult> {
    this.#looks += 1;
    const result = await this.#scrape(deployment, canary);
    this.#metricsProblem = result.kind === "unreadable" ? result.reason : undefined;
    if (result.kind === "look") {
      this.history.add(
        result.look,
        (deployment.spec?.predictors ?? []).map(({ name }) => name),
      );
    }
    return result;
  }

  async #scrape(deployment: LiveDeployment, canary: string): Promise<LookResult> {
    const { session } = this.subject;
    const options = { now: () => Date.now() };
    const where = textSetting("seldon.canary.prometheus").trim();
    if (where === "") return await this.#engine.lookAtCanary(session, deployment, canary, options);
    try {
      const { store } = await this.#openPrometheus(where);
      const namespaceLabel = textSetting("seldon.canary.prometheusNamespaceLabel");
      return await this.#engine.lookThroughPrometheus(session, store, deployment, canary, {
        ...options,
        namespaceLabel,
      });
    } catch (error) {
      if (isKubeError(error) && error.reason === "cancelled") throw error;
      return { kind: "unreadable", reason: reasonOf(error) };
    }
  }

  async #openPrometheus(where: string): Promise<OpenPrometheus> {
    if (this.#prometheusAt !== where) await this.#closePrometheus();
    this.#prometheusAt = where;
    const opening = (this.#prometheus ??= this.#engine.openPrometheus(this.subject.session, where));
    opening.catch(() => (this.#prometheus = undefined));
    return await opening;
  }

  async #closePrometheus(): Promise<void> {
    const opened = this.#prometheus;
    this.#prometheus = undefined;
    await opened?.then(prometheus => prometheus.close()).catch(() => {});
  }
}

function canaryOf(state: DriverState): string {
  return "rollout" in state ? state.rollout.plan.canary : "";
}
