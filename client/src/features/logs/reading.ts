// Reads the logs of all containers of a target: what explains its state first, then every process from its start, and the
// processes that follow it when containers start again or pods are replaced.
import { timedLine, type LogLine, type SignatureMatch } from "../../domain/index.ts";
import { isKubeError, type ClusterSession, type LogOptions, type StreamState } from "../../kube/port.ts";
import { shortened, type Source } from "./entry.ts";
import type { FollowedContainer, FollowedPod } from "./followed-pods.ts";
import * as remarks from "./remarks.ts";
import { explainingRun, firstRuns, runsOf, type Run } from "./runs.ts";

/** What a log is made of as long as it is open. */
export interface LogHost {
  session(): Promise<Pick<ClusterSession, "log">>;
  readonly title: string;
  /** The pods as they are now; undefined where the target is not there. */
  pods(): readonly FollowedPod[] | undefined;
  /** The source for a container, the same one for the same container. */
  source(pod: FollowedPod, container: FollowedContainer): Source;
  /** Resolves when more may be taken: at once unless the log is paused. */
  ready(): Promise<void>;
  onLines(lines: readonly LogLine[]): void;
  onRemark(text: string, source?: Source, match?: SignatureMatch): void;
  /** What nobody foresaw. */
  onError(error: unknown): void;
}

/** How far back is read at first; later processes are read from their start. */
export interface FirstLook {
  /** Milliseconds since the epoch. */
  readonly since?: number | undefined;
  readonly tailLines?: number | undefined;
  /** The same for what follows a log that explains the state, so that this stays in sight. */
  readonly tailAfterExplanation?: number | undefined;
  /** Whether the target is one container, whose last run is wanted in any case. */
  readonly isOneContainer: boolean;
}

interface FollowedSource {
  readonly source: Source;
  pod: FollowedPod;
  container: FollowedContainer;
  /** Ends when all that was to be read so far has been. */
  queue: Promise<void>;
  /** Time of the last line. */
  lastTime: number;
  /** How often the container had been restarted at the latest run that is read. */
  lastRestarts: number;
  /** Runs that were read to their end and are told as ended when the cluster says how. */
  readonly finished: Set<string>;
}

export class Reading {
  readonly #host: LogHost;
  readonly #firstLook: FirstLook;
  readonly #abort = new AbortController();
  readonly #seen = new Set<string>();
  readonly #sources = new Map<string, FollowedSource>();
  readonly #pods = new Map<string, string>();
  readonly #stale = new Set<string>();
  #isThere: boolean | undefined;
  #opening: Promise<void> | undefined;
  #running = 0;

  constructor(host: LogHost, firstLook: FirstLook) {
    this.#host = host;
    this.#firstLook = firstLook;
  }

  /** How many logs are being read at the moment. */
  get running(): number {
    return this.#running;
  }

  /** Begins, or looks for what is new. */
  update(): void {
    const pods = this.#host.pods();
    if (this.#abort.signal.aborted) return;
    const wasMissing = this.#isThere === false;
    this.#tellPresence(pods !== undefined);
    if (!pods) return;
    // What comes while it is waited for is read from its start.
    this.#opening ??= this.#open(wasMissing ? [] : pods);
    void this.#opening.then(() => this.#followNew()).catch((error: unknown) => this.#host.onError(error));
  }

  close(): void {
    this.#abort.abort();
  }

  #tellPresence(isThere: boolean): void {
    const { title } = this.#host;
    if (!isThere && this.#isThere !== false) {
      this.#host.onRemark(this.#isThere === undefined ? remarks.nothingThere(title) : remarks.targetGone(title));
    }
    this.#isThere = isThere;
  }

  async #open(pods: readonly FollowedPod[]): Promise<void> {
    const { since, tailLines, tailAfterExplanation, isOneContainer } = this.#firstLook;
    const options = logOptions(since, tailLines);
    const wanted = pods.flatMap(pod =>
      pod.containers.map(container => {
        const runs = firstRuns(pod, container, isOneContainer);
        const followed = this.#follow(pod, container);
        followed.lastRestarts = container.status?.restartCount ?? -1;
        for (const { id } of runsOf(pod, container)) this.#seen.add(id);
        return { followed, runs, explaining: explainingRun(pod, container) };
      }),
    );
    for (const { uid, name } of pods) this.#pods.set(uid, name);
    this.#host.onRemark(remarks.opened(this.#host.title, wanted.filter(({ runs }) => runs.length > 0).length));
    const explained = new Set<string>();
    for (const { followed, explaining } of wanted) {
      // Replicas of one Deployment fail alike.
      if (!explaining || explained.has(followed.pod.owner)) continue;
      explained.add(followed.pod.owner);
      const { source, container } = followed;
      this.#host.onRemark(remarks.explains(source.label, explaining), source, container.match);
      await this.#read(followed, explaining, options, false);
    }
    const rest = wanted.flatMap(({ followed, runs, explaining }) =>
      runs
        .filter(run => run.id !== explaining?.id || !explained.has(followed.pod.owner))
        .map(run => ({ followed, run })),
    );
    const isExplained = explained.size > 0;
    if (isExplained && rest.length > 0) this.#host.onRemark(remarks.afterExplanation(tailAfterExplanation));
    const after = isExplained ? logOptions(since, tailAfterExplanation) : options;
    for (const { followed, run } of rest) this.#enqueue(followed, run, after);
  }

  /** Every process that was not there before, from its start. */
  #followNew(): void {
    const pods = this.#host.pods();
    if (!pods || this.#abort.signal.aborted) return;
    for (const [uid, name] of this.#pods) {
      if (pods.some(pod => pod.uid === uid)) continue;
      this.#pods.delete(uid);
      void this.#podGone(uid, name);
    }
    for (const pod of pods) {
      if (!this.#pods.has(pod.uid)) {
        this.#pods.set(pod.uid, pod.name);
        this.#host.onRemark(remarks.newPod(pod));
      }
      for (const container of pod.containers) this.#followRuns(pod, container);
    }
  }

  #followRuns(pod: FollowedPod, container: FollowedContainer): void {
    const followed = this.#follow(pod, container);
    const { source, lastRestarts } = followed;
    const runs = runsOf(pod, container);
    this.#tellEnds(followed, runs);
    const fresh = runs.filter(({ id }) => !this.#seen.has(id));
    if (fresh.length === 0) return;
    const restarts = container.status?.restartCount ?? 0;
    followed.lastRestarts = restarts;
    if (restarts - lastRestarts > fresh.length) this.#host.onRemark(remarks.runsMissed(source.label), source);
    fresh.forEach((run, index) => {
      this.#seen.add(run.id);
      const isRestart = restarts - (fresh.length - 1 - index) > 0;
      this.#enqueue(followed, run, {}, () => this.#host.onRemark(remarks.runBegins(source.label, isRestart), source));
    });
  }

  /** The cluster says a moment after a log has ended how its process did. */
  #tellEnds({ finished, source, container }: FollowedSource, runs: readonly Run[]): void {
    for (const run of runs) {
      if (!run.end || !finished.delete(run.id)) continue;
      const isGood = run.end.exitCode === 0;
      this.#host.onRemark(remarks.runEnded(source.label, run), source, isGood ? undefined : container.match);
    }
  }

  #follow(pod: FollowedPod, container: FollowedContainer): FollowedSource {
    const key = sourceKey(pod, container);
    const known = this.#sources.get(key);
    if (known) {
      known.pod = pod;
      known.container = container;
      return known;
    }
    const source = this.#host.source(pod, container);
    const followed: FollowedSource = {
      source,
      pod,
      container,
      queue: Promise.resolve(),
      lastTime: -Infinity,
      lastRestarts: -1,
      finished: new Set(),
    };
    this.#sources.set(key, followed);
    return followed;
  }

  /** One log of a container at a time: its processes come one after the other, and so do their lines. */
  #enqueue(followed: FollowedSource, run: Run, options: LogOptions, begin: () => void = () => {}): void {
    followed.queue = followed.queue
      .then(async () => {
        if (this.#abort.signal.aborted) return;
        begin();
        await this.#read(followed, run, options);
      })
      .catch((error: unknown) => this.#host.onError(error));
  }

  async #podGone(uid: string, name: string): Promise<void> {
    const own = [...this.#sources].filter(([, { pod }]) => pod.uid === uid);
    await Promise.all(own.map(([, { queue }]) => queue));
    for (const [key] of own) this.#sources.delete(key);
    if (!this.#abort.signal.aborted) this.#host.onRemark(remarks.podGone(name));
  }

  async #read(followed: FollowedSource, run: Run, options: LogOptions, isEndTold = true): Promise<void> {
    const { source, pod, container } = followed;
    const place = { namespace: pod.namespace, pod: pod.name, container: container.name };
    // A container may have started anew between being seen and being read; then its lines would come twice.
    const known = followed.lastTime;
    this.#running += 1;
    try {
      const session = await this.#host.session();
      const log = session.log(place, {
        ...options,
        isPrevious: this.#isPreviousNow(followed, run),
        isFollowed: run.end === undefined,
        signal: this.#abort.signal,
        onState: state => this.#stateChanged(source, state),
      });
      for await (const batch of log) {
        if (this.#abort.signal.aborted) return;
        const lines = batch.map(({ time, text }) => timedLine(source.label, time, shortened(text)));
        followed.lastTime = lines.findLast(({ time }) => time !== undefined)?.time ?? followed.lastTime;
        this.#host.onLines(lines.filter(({ time }) => time === undefined || time > known));
        await this.#host.ready();
      }
      if (isEndTold) followed.finished.add(run.id);
      this.#tellEnds(followed, runsOf(followed.pod, followed.container));
    } catch (error) {
      this.#failed(followed, run, error);
    } finally {
      this.#running -= 1;
      this.#stateChanged(source, { kind: "live" });
    }
  }

  /** A run that was the current one when it was noted down may be the previous one when its turn comes. */
  #isPreviousNow({ pod, container }: FollowedSource, run: Run): boolean {
    return runsOf(pod, container).find(({ id }) => id === run.id)?.isPrevious ?? run.isPrevious;
  }

  #failed({ source }: FollowedSource, run: Run, error: unknown): void {
    if (this.#abort.signal.aborted) return;
    if (!isKubeError(error)) throw error;
    // A pod that is gone is told by itself, and a process that was not there yet is looked for again.
    if (error.reason === "not-found") return;
    if (error.reason === "invalid" && !run.isPrevious) this.#seen.delete(run.id);
    else this.#host.onRemark(remarks.notReadable(source.label, error.message), source);
  }

  #stateChanged({ label }: Source, state: StreamState): void {
    if (this.#abort.signal.aborted) return;
    const before = this.#stale.size;
    if (state.kind === "stale") this.#stale.add(label);
    else this.#stale.delete(label);
    if (before === 0 && state.kind === "stale") this.#host.onRemark(remarks.connectionLost(state.error.message));
    if (before > 0 && this.#stale.size === 0) this.#host.onRemark(remarks.connectionBack());
  }
}

function logOptions(since: number | undefined, tailLines: number | undefined): LogOptions {
  return { ...(since !== undefined && { since }), ...(tailLines !== undefined && { tailLines }) };
}

function sourceKey(pod: FollowedPod, container: FollowedContainer): string {
  return `${pod.uid}/${container.name}`;
}
