// One burst from its first request to its last, with what has been counted until now.
import * as l10n from "@vscode/l10n";
import type { BurstCount, BurstReading, LatencySample, PreparedRequest } from "../../domain/predict/index.ts";
import type * as predictions from "../../live/predict/index.ts";

export interface BurstSize {
  readonly requests: number;
  /** On their way at a time. */
  readonly concurrency: number;
}

/** Percentiles are drawn at so many times at most; beyond, every other one is dropped. */
const MOST_SAMPLES = 600;

const NOTHING: BurstReading = {
  answered: 0,
  good: 0,
  errors: [],
  latency: undefined,
  throughput: 0,
  elapsed: 0,
  series: [],
  pods: [],
};

export class BurstRun {
  readonly #abort = new AbortController();
  readonly #size: BurstSize;
  #live: typeof predictions | undefined;
  #count: BurstCount | undefined;
  #started = 0;
  /** Milliseconds from the start to the end; `undefined` while it runs. */
  #lasted: number | undefined;
  #isOver = false;
  #samples: LatencySample[] = [];

  constructor(size: BurstSize) {
    this.#size = size;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  get isRunning(): boolean {
    return !this.#isOver;
  }

  cancel(): void {
    this.#abort.abort();
  }

  async send(
    sender: predictions.Sender,
    requests: readonly PreparedRequest[],
    secrets: predictions.SecretReader,
  ): Promise<void> {
    this.#live = await import("../../live/predict/index.ts");
    const count = this.#live.burstCount();
    this.#count = count;
    this.#started = performance.now();
    const { requests: total, concurrency } = this.#live.burstPlan(this.#size, requests.length);
    await this.#live.runBurst(
      sender,
      { requests, total, concurrency },
      { secrets, signal: this.signal, onOutcome: (outcome, _, at) => count.add(outcome, at) },
    );
  }

  /** It has come to an end, whatever came of it. */
  finish(): void {
    this.#isOver = true;
    if (this.#count) this.#lasted ??= performance.now() - this.#started;
  }

  state(): ReturnType<typeof predictions.shownBurst> {
    const reading = this.#count?.read(this.#lasted ?? performance.now() - this.#started) ?? NOTHING;
    this.#sample(reading);
    const phase = this.isRunning ? "runs" : this.signal.aborted ? "cancelled" : "done";
    if (this.#live) return this.#live.shownBurst(reading, this.#samples, phase);
    return {
      done: 0,
      verdict: { tone: "quiet", words: this.isRunning ? l10n.t("Getting ready…") : l10n.t("Nothing was sent.") },
      figures: [],
      rate: { seconds: [], good: [], bad: [] },
      latency: { seconds: [], p50: [], p90: [], p99: [] },
      errors: [],
      pods: [],
    };
  }

  #sample({ latency, elapsed }: BurstReading): void {
    if (!latency || elapsed === this.#samples.at(-1)?.at) return;
    this.#samples.push({ at: elapsed, p50: latency.p50, p90: latency.p90, p99: latency.p99 });
    if (this.#samples.length > MOST_SAMPLES) this.#samples = this.#samples.filter((_, index) => index % 2 === 1);
  }
}
