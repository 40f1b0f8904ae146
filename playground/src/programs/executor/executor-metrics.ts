// The executor's metrics: requests served and calls to graph units, with the real names, labels and buckets (seldon-facts §8).
import type { ExecutorArguments, GraphNode } from "./arguments.ts";

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const QUANTILES = [0.5, 0.75, 0.9, 0.98, 0.99, 1];
/** Values kept for the quantiles of one series. */
const WINDOW = 500;

export interface ExecutorMetrics {
  /** A request to the executor itself. Seconds. */
  served(service: string, method: string, code: number, seconds: number): void;
  /** A call of a graph unit; `path` is what was called, such as `/predict`. */
  called(node: GraphNode, path: string, method: string, code: number, seconds: number): void;
  /** Prometheus text. */
  print(): string;
}

interface Series {
  readonly labels: string;
  readonly buckets: number[];
  readonly recent: number[];
  count: number;
  sum: number;
}

export function executorMetrics(args: ExecutorArguments): ExecutorMetrics {
  const server = new Map<string, Series>();
  const client = new Map<string, Series>();
  const base = { deployment_name: args.deployment, predictor_name: args.predictor, predictor_version: "" };
  return {
    served: (service, method, code, seconds) => observe(server, { ...base, code, method, service }, seconds),
    called: (node, path, method, code, seconds) => {
      const parts = node.image.split(":");
      const model_version = parts.length === 2 ? parts[1] : "";
      observe(
        client,
        { ...base, code, method, model_image: parts[0], model_name: node.name, model_version, service: path },
        seconds,
      );
    },
    print: () =>
      [
        ...print(
          "seldon_api_executor_client_requests_seconds",
          "A histogram of latencies for client calls from executor",
          client,
        ),
        ...print("seldon_api_executor_server_requests_seconds", "A histogram of latencies for executor server", server),
        "",
      ].join("\n"),
  };
}

function observe(all: Map<string, Series>, labels: Readonly<Record<string, unknown>>, seconds: number): void {
  const text = Object.entries(labels)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${JSON.stringify(String(value))}`)
    .join(",");
  const series = all.get(text) ?? { labels: text, buckets: BUCKETS.map(() => 0), recent: [], count: 0, sum: 0 };
  all.set(text, series);
  series.count += 1;
  series.sum += seconds;
  BUCKETS.forEach((limit, index) => {
    if (seconds <= limit) series.buckets[index] = (series.buckets[index] ?? 0) + 1;
  });
  series.recent.push(seconds);
  if (series.recent.length > WINDOW) series.recent.shift();
}

function print(name: string, help: string, all: ReadonlyMap<string, Series>): string[] {
  const series = [...all.values()];
  const summary = `${name}_summary`;
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} histogram`,
    ...series.flatMap(({ labels, buckets, count, sum }) => [
      ...BUCKETS.map((limit, index) => `${name}_bucket{${labels},le="${limit}"} ${buckets[index] ?? 0}`),
      `${name}_bucket{${labels},le="+Inf"} ${count}`,
      `${name}_sum{${labels}} ${sum}`,
      `${name}_count{${labels}} ${count}`,
    ]),
    `# HELP ${summary} ${help}`,
    `# TYPE ${summary} summary`,
    ...series.flatMap(({ labels, recent, count, sum }) => [
      ...QUANTILES.map(share => `${summary}{${labels},quantile="${share}"} ${quantile(recent, share)}`),
      `${summary}_sum{${labels}} ${sum}`,
      `${summary}_count{${labels}} ${count}`,
    ]),
  ];
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
