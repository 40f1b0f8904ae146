// A log that is followed: what is read, in the order of times, as it is shown.
import { lineMerger, type LogLine } from "../../domain/index.ts";
import { remark, type Source } from "./entry.ts";
import type { FollowedContainer, FollowedPod } from "./followed-pods.ts";
import { LogView, type LogSink, type ViewLimits } from "./log-view.ts";
import { Reading, type LogHost } from "./reading.ts";
import * as remarks from "./remarks.ts";
import { DEFAULT_FILTER, filterWords, tailAfterExplanation, type StreamFilter } from "./stream-filter.ts";

export interface LogStreamOptions extends Pick<LogHost, "session" | "title" | "pods" | "onError"> {
  readonly sink: LogSink;
  /** `pod` names sources by their container alone. */
  readonly scope: "container" | "pod" | "several-pods";
  readonly filter?: StreamFilter;
  readonly limits?: Partial<ViewLimits>;
}

/** Milliseconds between two times that text goes to the sink, and while a backlog is printed. */
const PACE = 100;
const CATCH_UP_PACE = 20;
/** Milliseconds that a line waits for earlier ones of other containers. */
const MERGE_WINDOW = 300;
const MOST_WAITING = 5_000;
/** Milliseconds of reading after which others get their turn. */
const TURN = 10;

export class LogStream {
  readonly #options: LogStreamOptions;
  readonly #view: LogView;
  readonly #sources = new Map<string, Source>();
  readonly #byLabel = new Map<string, Source>();
  readonly #merger = lineMerger({ window: MERGE_WINDOW, most: MOST_WAITING });
  #filter: StreamFilter;
  #reading: Reading | undefined;
  #resume: { readonly promise: Promise<void>; readonly go: () => void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turnBegan = performance.now();
  #isClosed = false;

  /** Begins to read at once. */
  constructor(options: LogStreamOptions) {
    this.#options = options;
    this.#filter = options.filter ?? DEFAULT_FILTER;
    this.#view = new LogView({
      sink: options.sink,
      source: label => this.#byLabel.get(label),
      now: () => performance.now(),
      ...(options.limits && { limits: options.limits }),
    });
    this.#begin();
  }

  get filter(): StreamFilter {
    return this.#filter;
  }

  get isPaused(): boolean {
    return this.#resume !== undefined;
  }

  /** Names of containers that have been seen. */
  get containers(): readonly string[] {
    return [...new Set([...this.#sources.values()].map(({ container }) => container))];
  }

  /** Looks at the target again: pods may have come and gone. */
  update(): void {
    this.#reading?.update();
  }

  /** Reads anew where more or less of the past is wanted than before. */
  setFilter(filter: StreamFilter): void {
    const isSamePast = filter.sinceMinutes === this.#filter.sinceMinutes && filter.tailLines === this.#filter.tailLines;
    this.#filter = filter;
    this.#view.setFilter(filter);
    if (!isSamePast) this.restart();
    this.#remark(remarks.filtered(filterWords(filter)));
  }

  restart(): void {
    this.#reading?.close();
    this.clear();
    this.resume();
    this.#begin();
  }

  /** No more is taken from the cluster, which holds back what comes. */
  pause(): void {
    if (this.#resume) return;
    let go = (): void => {};
    const promise = new Promise<void>(resolve => {
      go = resolve;
    });
    this.#resume = { promise, go };
    this.#remark(remarks.paused());
  }

  resume(): void {
    if (!this.#resume) return;
    this.#resume.go();
    this.#resume = undefined;
    this.#remark(remarks.resumed());
  }

  clear(): void {
    this.#merger.flush();
    this.#view.clear();
    this.#schedule();
  }

  text(): string {
    return this.#view.text();
  }

  explain(line: string): ReturnType<LogView["explain"]> {
    return this.#view.explain(line);
  }

  close(): void {
    this.#isClosed = true;
    this.#reading?.close();
    this.#resume?.go();
    clearTimeout(this.#timer);
  }

  #begin(): void {
    const { session, title, pods, onError, scope } = this.#options;
    const { sinceMinutes, tailLines } = this.#filter;
    const since = sinceMinutes === undefined ? undefined : Date.now() - sinceMinutes * 60_000;
    const reading = new Reading(
      {
        session,
        title,
        pods,
        onError,
        source: (pod, container) => this.#source(pod, container),
        ready: () => this.#ready(),
        onLines: lines => {
          if (reading === this.#reading) this.#take(lines);
        },
        onRemark: (text, source, match) => this.#remark(text, source, match),
      },
      {
        since,
        tailLines,
        tailAfterExplanation: tailAfterExplanation(this.#filter),
        isOneContainer: scope === "container",
      },
    );
    this.#reading = reading;
    reading.update();
  }

  #source(pod: FollowedPod, container: FollowedContainer): Source {
    const key = `${pod.uid}/${container.name}`;
    const known = this.#sources.get(key);
    if (known) return known;
    const end = pod.name.slice(pod.name.lastIndexOf("-") + 1);
    const name = this.#options.scope === "several-pods" ? `${end}/${container.name}` : container.name;
    const source: Source = {
      label: `[${this.#sources.size + 1}] ${name}`,
      container: container.name,
      signatures: container.source,
    };
    this.#sources.set(key, source);
    this.#byLabel.set(source.label, source);
    return source;
  }

  async #ready(): Promise<void> {
    if (performance.now() - this.#turnBegan > TURN) {
      await new Promise(resolve => setImmediate(resolve));
      this.#turnBegan = performance.now();
    }
    await this.#resume?.promise;
  }

  #take(lines: readonly LogLine[]): void {
    const now = performance.now();
    for (const line of lines) this.#merger.push(line, now);
    this.#settle(now);
  }

  #remark(...[text, source, match]: Parameters<LogHost["onRemark"]>): void {
    if (this.#isClosed) return;
    if (source) {
      this.#take([remark(text, source.label, match)]);
      return;
    }
    this.#view.add([...this.#merger.flush(), remark(text)]);
    this.#schedule();
  }

  /** Hands on what has waited long enough. One container alone waits for nobody. */
  #settle(now: number): void {
    const isAlone = (this.#reading?.running ?? 0) <= 1;
    this.#view.add(isAlone ? this.#merger.flush() : this.#merger.take(now));
    this.#schedule();
  }

  #schedule(pace = PACE): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#tick();
    }, pace);
  }

  #tick(): void {
    this.#view.add(this.#merger.take(performance.now()));
    this.#view.flush();
    if (this.#view.isBehind) this.#schedule(CATCH_UP_PACE);
    else if (this.#merger.waiting > 0) this.#schedule();
  }
}
