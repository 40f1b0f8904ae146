// All deployments that this window looks at or drives: a turn every few seconds, and the memory that survives a reload.
import { listAt, textAt } from "../../domain/deploy/index.ts";
import type { DeploymentPlace, DriverState } from "../../live/canary/index.ts";
import { isKubeError } from "../../kube/port.ts";
import { rolloutIsOver, rolloutStopsHere } from "../../ui/canary-messages.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import { booleanSetting } from "../../ui/workbench-state.ts";
import type { CanaryParts } from "./canary-parts.ts";
import { subjectAt, targetFor, type CanarySubject } from "./canary-subject.ts";
import { WatchedCanary, type Seen } from "./watched-canary.ts";

/** Milliseconds between two turns. */
const PACE = 2_000;
/** What this window drove when it was last heard of. */
const DRIVING = "seldon.canary.driving";

/** What a driver's action makes of a rollout that ends or waits for somebody. */
const ENDS: ReadonlyMap<string, "paused" | "finished" | "rolled back"> = new Map([
  ["pause", "paused"],
  ["finish", "finished"],
  ["roll-back", "rolled back"],
]);

/** What a window drives, as it is kept in mind. */
interface Driven extends DeploymentPlace {
  readonly holder: string;
}

interface Entry {
  readonly canary: WatchedCanary;
  /** How many look at it, the page and the like. */
  lookers: number;
  seen: Seen | undefined;
  problem: string | undefined;
  timer: NodeJS.Timeout | undefined;
  isClosed: boolean;
  /** A turn that is under way. */
  turning: Promise<void> | undefined;
}

/** @param problem why the last turn failed */
export type WatchListener = (place: DeploymentPlace, seen: Seen | undefined, problem: string | undefined) => void;

export class CanaryWatches {
  readonly #parts: CanaryParts;
  readonly #store = new DisposableStore();
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<WatchListener>();
  /** What was driven before a reload and is not gone on with yet: kept in mind, for the next reload if need be. */
  readonly #waiting = new Map<string, Driven>();

  constructor(parts: CanaryParts) {
    this.#parts = parts;
  }

  onSeen(listener: WatchListener): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  get(place: DeploymentPlace): { readonly canary: WatchedCanary; readonly seen: Seen | undefined } | undefined {
    return this.#entries.get(keyOf(place));
  }

  /** Begins to look; call `unlook` once for each. */
  async look(subject: CanarySubject): Promise<WatchedCanary> {
    const entry = await this.#entryFor(subject);
    entry.lookers += 1;
    return entry.canary;
  }

  async unlook(place: DeploymentPlace): Promise<void> {
    const entry = this.#entries.get(keyOf(place));
    if (!entry) return;
    entry.lookers -= 1;
    await this.#closeIfIdle(keyOf(place), entry);
  }

  /** From now on this window drives what is written there, as soon as nobody else does. */
  async drive(subject: CanarySubject, holder?: string): Promise<void> {
    const entry = await this.#entryFor(subject, holder);
    entry.canary.drive();
    this.#waiting.delete(keyOf(subject));
    await this.#remember();
    this.#soon(entry, 0);
  }

  /** Looks at once, such as after a gesture. */
  async turnNow(place: DeploymentPlace): Promise<void> {
    const entry = this.#entries.get(keyOf(place));
    if (!entry) return;
    await entry.turning;
    await this.#turn(entry);
  }

  /** Goes on with what this window drove before it was reloaded, as far as its contexts can be used. */
  async resume(): Promise<void> {
    const stored = drivenFrom(this.#parts.workspace.get<unknown>(DRIVING));
    for (const driven of stored) this.#waiting.set(keyOf(driven), driven);
    // Side by side: one may wait for the user to trust its kubeconfig file.
    await Promise.all(stored.map(driven => this.#resumeOne(driven)));
    await this.#remember();
  }

  /** One whose context is gone is forgotten; any other failure may pass. */
  async #resumeOne({ holder, ...place }: Driven): Promise<void> {
    try {
      await this.drive(await subjectAt(this.#parts, place), holder);
    } catch (error) {
      this.#parts.services.log.warn(`The guided canary of ${place.name} is not gone on with: ${reasonOf(error)}`);
      if (isKubeError(error) && error.reason === "not-found") this.#waiting.delete(keyOf(place));
    }
  }

  dispose(): void {
    this.#store.dispose();
    for (const entry of this.#entries.values()) {
      clearTimeout(entry.timer);
      entry.isClosed = true;
    }
    this.#listeners.clear();
  }

  /** The window goes: leases are given back, so that nobody has to wait for them to run out. Kept in mind for a reload. */
  async releaseAll(): Promise<void> {
    await Promise.all([...this.#entries.values()].map(entry => this.#release(entry)));
  }

  /** A turn that is under way could take the lease again. */
  async #release(entry: Entry): Promise<void> {
    entry.isClosed = true;
    clearTimeout(entry.timer);
    try {
      await entry.turning;
      await entry.canary.close();
    } catch (error) {
      const { name } = entry.canary.subject;
      this.#parts.services.log.warn(`The lease of ${name} is not given back and runs out: ${reasonOf(error)}`);
    }
  }

  async #entryFor(subject: CanarySubject, holder?: string): Promise<Entry> {
    const engine = await this.#parts.engine();
    const key = keyOf(subject);
    const known = this.#entries.get(key);
    if (known?.canary.subject.session === subject.session) return known;
    if (known) {
      clearTimeout(known.timer);
      known.isClosed = true;
    }
    const canary = new WatchedCanary(engine, subject, holder);
    const [lookers, problem, timer, turning] = [known?.lookers ?? 0, undefined, undefined, undefined];
    const entry: Entry = { canary, lookers, seen: undefined, problem, timer, isClosed: false, turning };
    this.#entries.set(key, entry);
    this.#soon(entry, 0);
    return entry;
  }

  #soon(entry: Entry, delay: number): void {
    clearTimeout(entry.timer);
    if (entry.isClosed) return;
    entry.timer = setTimeout(() => {
      const next = (): void => this.#soon(entry, PACE);
      void this.#turn(entry).then(next, next);
    }, delay);
  }

  #turn(entry: Entry): Promise<void> {
    entry.turning ??= this.#turnOnce(entry).finally(() => (entry.turning = undefined));
    return entry.turning;
  }

  async #turnOnce(entry: Entry): Promise<void> {
    const { canary } = entry;
    const before = entry.seen?.state;
    const drove = canary.isDriving;
    if (drove && booleanSetting("seldon.readOnly")) this.#parts.services.show(rolloutStopsHere(canary.subject.name));
    try {
      const seen = await canary.turn();
      entry.seen = seen;
      entry.problem = undefined;
      if (drove) this.#tellEnd(canary, before, seen.state);
    } catch (error) {
      if (entry.problem === undefined)
        this.#parts.services.log.warn(`Canary ${canary.subject.name}: ${reasonOf(error)}`);
      entry.problem = reasonOf(error);
    }
    if (drove !== canary.isDriving) await this.#remember();
    if (entry.isClosed) return;
    for (const listener of this.#listeners) listener(canary.subject, entry.seen, entry.problem);
    await this.#closeIfIdle(keyOf(canary.subject), entry);
  }

  /** Only the window that drives tells: whoever looks at the page sees it there. */
  #tellEnd({ subject }: WatchedCanary, before: DriverState | undefined, now: DriverState): void {
    const ended = now.kind === "driving" ? ENDS.get(now.action.kind) : undefined;
    if (ended === undefined || now.kind !== "driving" || before?.kind === "resting") return;
    const { plan, state } = now.rollout;
    const reason = state.reason ?? "";
    this.#parts.services.log.info(
      `Audit: the guided canary of ${plan.canary} on ${subject.name} is ${ended}: ${reason}`,
    );
    this.#parts.services.show(rolloutIsOver(subject.name, plan.canary, ended, reason, targetFor(subject)));
  }

  async #closeIfIdle(key: string, entry: Entry): Promise<void> {
    if (entry.lookers > 0 || entry.canary.isDriving || entry.isClosed) return;
    entry.isClosed = true;
    clearTimeout(entry.timer);
    if (this.#entries.get(key) === entry) this.#entries.delete(key);
    await entry.canary.close();
  }

  async #remember(): Promise<void> {
    const driven = [...this.#entries.values()].filter(({ canary }) => canary.isDriving);
    const running = driven.map(({ canary: { subject, holder } }): Driven => {
      const { context, namespace, name } = subject;
      return { context, namespace, name, holder };
    });
    const list = [...running, ...this.#waiting.values()];
    await this.#parts.workspace.update(DRIVING, list.length === 0 ? undefined : list);
  }
}

function keyOf({ context, namespace, name }: DeploymentPlace): string {
  return JSON.stringify([context, namespace, name]);
}

function drivenFrom(stored: unknown): Driven[] {
  return listAt({ list: stored }, "list").flatMap((each): Driven[] => {
    const [context, namespace, name, holder] = ["context", "namespace", "name", "holder"].map(key => textAt(each, key));
    if (context === undefined || namespace === undefined || name === undefined || holder === undefined) return [];
    return [{ context, namespace, name, holder }];
  });
}
