// Drives a guided rollout that is written on a SeldonDeployment, for as long as this window holds its lease.
import {
  abortRollout,
  decideLease,
  leasePatch,
  leaseReleasePatch,
  leaseTextOf,
  mustStop,
  newLease,
  nextAction,
  nextHeartbeat,
  patchOf,
  rolloutOf,
  rolloutPatch,
  rolloutSample,
  sightLease,
  splitOf,
  takeOverRollout,
  type CanaryLook,
  type LeaseSighting,
  type Patchable,
  type RolloutAction,
  type Split,
} from "../../domain/canary/index.ts";
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import type { Rollout } from "../../../../schemas/src/index.ts";
import { SELDON_DEPLOYMENTS } from "../resource-types.ts";
import type { DeploymentName, LiveDeployment } from "./change-deployment.ts";
import type { LookResult } from "./look-at-canary.ts";

/** How it stands after a turn. */
export type DriverState =
  /** This window drives. */
  | { readonly kind: "driving"; readonly rollout: Rollout; readonly action: RolloutAction; readonly problem?: string }
  /** Somebody else does. @param until milliseconds since the epoch: when the lease runs out without a heartbeat */
  | { readonly kind: "watching"; readonly rollout: Rollout; readonly by: string; readonly until: number }
  /** Nobody does: it is as good as paused, and the split stays. */
  | { readonly kind: "undriven"; readonly rollout: Rollout }
  /** It is paused or has ended; nobody need drive. */
  | { readonly kind: "resting"; readonly rollout: Rollout }
  | { readonly kind: "absent" }
  | { readonly kind: "unreadable"; readonly reason: string };

export interface DriverOptions {
  /** Another one for each window; names the driver in the history. */
  readonly holder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The numbers of all executors now, from themselves or from a Prometheus server. */
  look(deployment: LiveDeployment, canary: string): Promise<LookResult>;
  /** Whether the routes give the split; undefined where they cannot be read. */
  isRouted(deployment: LiveDeployment): Promise<boolean | undefined>;
}

/** Call `turn` every few seconds, and `release` at the end. One turn runs at a time. */
export class RolloutDriver {
  readonly #session: ClusterSession;
  readonly #ref: DeploymentName & { readonly type: typeof SELDON_DEPLOYMENTS };
  readonly #options: DriverOptions;
  #sighting: LeaseSighting | undefined;
  /** When the lease was last renewed; undefined while it is not ours. */
  #renewed: number | undefined;
  /** Whether the lease may be taken, which somebody has to ask for. */
  #isAsked = false;
  /** The look that the step is measured from. */
  #from: CanaryLook | undefined;

  constructor(session: ClusterSession, name: DeploymentName, options: DriverOptions) {
    this.#session = session;
    this.#ref = { type: SELDON_DEPLOYMENTS, ...name };
    this.#options = options;
  }

  /** This window is to drive as soon as nobody else does. */
  drive(): void {
    this.#isAsked = true;
  }

  /**
   * Looks, decides, and writes what was decided, if anything. A conflict is no failure: the next turn reads again.
   * @throws KubeError where the cluster refuses or cannot be reached; the lease then runs out by itself
   */
  async turn(): Promise<DriverState> {
    const object = await this.#session.get(this.#ref);
    const decoded = rolloutOf(object);
    if (decoded.kind !== "ok") return decoded;
    const rollout = decoded.value;
    this.#sighting = sightLease(this.#sighting, leaseTextOf(object), this.#options.now());
    if (rollout.state.phase !== "running") {
      await this.#giveBack(object);
      return { kind: "resting", rollout };
    }
    const lease = decideLease(this.#sighting, this.#options.holder, this.#options.now());
    if (lease.kind === "held") {
      this.#forget();
      return { kind: "watching", rollout, by: lease.by, until: lease.until };
    }
    if (lease.kind !== "renew" && !this.#isAsked) {
      this.#forget();
      return { kind: "undriven", rollout };
    }
    // A window that slept may still have its lease, but what it has measured is old.
    if (lease.kind !== "renew" || this.#hasLapsed()) return await this.#take(object, rollout);
    return await this.#advance(object, rollout);
  }

  /** Gives the lease back. The split stays as it is. */
  async release(): Promise<void> {
    if (this.#renewed === undefined) return;
    await this.#giveBack(await this.#session.get(this.#ref));
  }

  /** Back to the split before the rollout, whoever drives. False where it had ended, or somebody else was quicker. */
  async abort(by: string): Promise<boolean> {
    const object = await this.#session.get(this.#ref);
    const decoded = rolloutOf(object);
    const aborted = decoded.kind === "ok" ? abortRollout(decoded.value, by, this.#options.now()) : undefined;
    if (aborted === undefined) return false;
    const { rollout, after } = aborted;
    return (
      (await this.#write(object, rolloutPatch(rollout, splitIn(object), { after, isDriver: false }))) !== undefined
    );
  }

  /** Takes the lease and, where the rollout is under way, notes that somebody else drives: one patch. */
  async #take(object: LiveDeployment, rollout: Rollout): Promise<DriverState> {
    const { holder, now } = this.#options;
    this.#from = undefined;
    const taken = rollout.state.step < 0 ? rollout : takeOverRollout(rollout, holder, now());
    const state = rolloutPatch(taken, splitIn(object), { isDriver: true });
    const written = await this.#write(object, both(state, leasePatch(newLease(holder, now()))));
    if (written === undefined) return { kind: "undriven", rollout };
    this.#isAsked = false;
    this.#renewed = now();
    return await this.#advance(written, taken);
  }

  async #advance(object: LiveDeployment, rollout: Rollout): Promise<DriverState> {
    const { holder, now } = this.#options;
    const looked = rollout.state.step < 0 ? undefined : await this.#options.look(object, rollout.plan.canary);
    const isRouted = await this.#options.isRouted(object);
    const look = looked?.kind === "look" ? looked.look : undefined;
    // Before the routes follow there is nothing to measure.
    if (rollout.state.routedAt === undefined) this.#from = undefined;
    if (isRouted !== false) this.#from ??= look;
    const sample = look && this.#from && rolloutSample(rollout.plan.canary, this.#from, look);
    const situation = { split: splitIn(object), isRouted, sample, now: now(), driver: holder };
    const decision = nextAction(rollout, situation);
    const { action } = decision;
    const problem = looked?.kind === "unreadable" ? { problem: looked.reason } : {};
    const isQuiet = action.kind === "hold" && decision.rollout.state.routedAt === rollout.state.routedAt;
    if (isQuiet && now() < nextHeartbeat(this.#renewed ?? 0)) {
      return { kind: "driving", rollout: decision.rollout, action, ...problem };
    }
    const after = action.kind === "shift" || action.kind === "roll-back" ? action.after : undefined;
    const state = rolloutPatch(decision.rollout, splitIn(object), { after, isDriver: true });
    const written = await this.#write(object, both(state, leasePatch(newLease(holder, now()))));
    if (written === undefined) return { kind: "driving", rollout, action: { kind: "none" }, ...problem };
    this.#renewed = now();
    if (action.kind === "shift") this.#from = undefined;
    return { kind: "driving", rollout: decision.rollout, action, ...problem };
  }

  /** @returns what it was written as; undefined where the object was no longer as it was read */
  async #write(object: LiveDeployment, patchable: Patchable): Promise<LiveDeployment | undefined> {
    try {
      return (await this.#session.jsonPatch(this.#ref, patchOf(object, patchable).operations)).object;
    } catch (error) {
      if (isKubeError(error) && error.reason === "conflict") return undefined;
      throw error;
    }
  }

  async #giveBack(object: LiveDeployment): Promise<void> {
    const { holder, now } = this.#options;
    this.#sighting = sightLease(this.#sighting, leaseTextOf(object), now());
    const isOurs = decideLease(this.#sighting, holder, now()).kind === "renew";
    if (this.#renewed !== undefined && isOurs) await this.#write(object, leaseReleasePatch());
    this.#forget();
  }

  #hasLapsed(): boolean {
    return this.#renewed === undefined || mustStop(this.#renewed, this.#options.now());
  }

  #forget(): void {
    this.#renewed = undefined;
    this.#from = undefined;
  }
}

function both(one: Patchable, other: Patchable): Patchable {
  return { edits: [...one.edits, ...other.edits], reads: [...one.reads, ...other.reads] };
}

function splitIn({ spec }: LiveDeployment): Split {
  return splitOf(spec?.predictors ?? []);
}
