// What looks at the executors add up to, for plots: each predictor's requests, errors and latencies over the last seconds.
import { countedBetween, predictorMetrics, type CanaryLook, type PredictorMetrics } from "../../domain/canary/index.ts";

export interface MetricPoint {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** In the order of the predictors. */
  readonly metrics: readonly PredictorMetrics[];
}

/** Points that are kept; of more every other one is dropped. */
const MOST_POINTS = 400;

export class MetricHistory {
  readonly #window: number;
  #looks: CanaryLook[] = [];
  #points: MetricPoint[] = [];

  /** @param window milliseconds that each point looks back */
  constructor(window = 15_000) {
    this.#window = window;
  }

  get points(): readonly MetricPoint[] {
    return this.#points;
  }

  /** @param predictors names of those that are drawn */
  add(look: CanaryLook, predictors: readonly string[]): void {
    const last = this.#looks.at(-1);
    if (last && look.at <= last.at) return;
    const edge = look.at - this.#window;
    // The youngest look before the window stays, so that there is always one to compare with.
    const first = this.#looks.findLastIndex(({ at }) => at <= edge);
    this.#looks = [...this.#looks.slice(Math.max(0, first)), look];
    const [from] = this.#looks;
    if (!from || from === look) return;
    const counted = countedBetween(from.executors, look.executors);
    this.#points.push({ at: look.at, metrics: predictorMetrics(predictors, counted, (look.at - from.at) / 1000) });
    if (this.#points.length > MOST_POINTS) this.#points = this.#points.filter((_, index) => index % 2 === 1);
  }
}
