// CPU and memory that a pod takes at the moment, from clusters that measure them.
import * as l10n from "@vscode/l10n";
import { isKubeError, type ClusterSession, type DiscoveredKind } from "../kube/port.ts";

export interface PodUsage {
  /** Cores, summed over the pod's containers. */
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
}

/** What metrics.k8s.io says of pods. Asked only when somebody looks: it is a request per pod. */
export class PodUsages {
  readonly #session: ClusterSession;
  #kind: Promise<DiscoveredKind | undefined> | undefined;

  constructor(session: ClusterSession) {
    this.#session = session;
  }

  /** Undefined where the cluster has no metrics, none of this pod yet, or does not let us read them. */
  async of(namespace: string, name: string, signal: AbortSignal): Promise<PodUsage | undefined> {
    try {
      this.#kind ??= this.#session.findKind({ group: "metrics.k8s.io", kind: "PodMetrics" }, { signal });
      const type = await this.#kind;
      return type && usageOf(await this.#session.get({ type, namespace, name }, { signal }));
    } catch (error) {
      if (!isKubeError(error)) throw error;
      // Asked anew next time: an aggregated API may be away for a while.
      this.#kind = undefined;
      return undefined;
    }
  }
}

/** Such as `120 m CPU, 310 MiB memory`. */
export function usageWords({ cores, memory }: PodUsage): string {
  const cpu = cores < 1 ? `${Math.round(cores * 1000)} m` : l10n.t`${cores.toFixed(1)} cores of`;
  return l10n.t`${cpu} CPU, ${Math.round(memory / 2 ** 20)} MiB memory`;
}

function usageOf(metrics: object): PodUsage {
  const containers = "containers" in metrics && Array.isArray(metrics.containers) ? metrics.containers : [];
  const usages = containers.map((container: unknown) => field(container, "usage"));
  const sum = (resource: string): number =>
    usages.reduce<number>((total, usage) => total + quantity(field(usage, resource)), 0);
  return { cores: sum("cpu"), memory: sum("memory") };
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
};

/** A quantity as metrics servers write them, such as `12345678n` and `310Mi`; 0 where it is none. */
function quantity(text: unknown): number {
  const found = /^(\d+(?:\.\d+)?)([numkMG]?|[KMG]i)$/.exec(String(text));
  return found ? Number(found[1]) * (FACTORS[found[2] ?? ""] ?? 0) : 0;
}
