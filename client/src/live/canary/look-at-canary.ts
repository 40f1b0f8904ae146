// One look at a deployment's executors, by way of the API server: their metrics, and how often the canary's containers restarted.
import * as l10n from "@vscode/l10n";
import {
  executorCounters,
  parseMetricText,
  type CanaryLook,
  type ExecutorCounters,
} from "../../domain/canary/index.ts";
import type { PodObject } from "../../domain/index.ts";
import { isKubeError, type ClusterSession } from "../../kube/port.ts";
import { hasExecutor, restartsByPod, runningPods } from "./canary-pods.ts";
import type { LiveDeployment } from "./change-deployment.ts";

export type LookResult =
  | { readonly kind: "look"; readonly look: CanaryLook }
  /** What was not read could have been the errors, so that there is no half of a look. A full sentence. */
  | { readonly kind: "unreadable"; readonly reason: string };

export interface LookOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
}

/** Of the executor (seldon-facts §5.3, §8). */
const METRICS_PORT = 8000;
const METRICS_PATH = "/prometheus";

/**
 * Scrapes every running executor. Pods that are ending are left out: what they counted since the last look is lost.
 * @param canary name of the predictor
 */
export async function lookAtCanary(
  session: ClusterSession,
  deployment: LiveDeployment,
  canary: string,
  { now, signal }: LookOptions,
): Promise<LookResult> {
  const pods = await runningPods(session, deployment, signal);
  const scrapes = await Promise.all(pods.filter(hasExecutor).map(pod => scrape(session, deployment, pod, signal)));
  const failed = scrapes.find(result => typeof result === "string");
  if (failed !== undefined) return { kind: "unreadable", reason: failed };
  const executors = scrapes.filter(result => typeof result !== "string");
  if (executors.length === 0)
    return { kind: "unreadable", reason: l10n.t("No executor of the deployment is running.") };
  return { kind: "look", look: { at: now(), executors, restarts: restartsByPod(pods, deployment, canary) } };
}

async function scrape(
  session: ClusterSession,
  { metadata }: LiveDeployment,
  pod: PodObject,
  signal: AbortSignal | undefined,
): Promise<ExecutorCounters | string> {
  const { name, namespace = metadata.namespace ?? "" } = pod.metadata;
  try {
    const target = { kind: "pod", namespace, name, port: METRICS_PORT } as const;
    const { status, body } = await session.proxyGet(target, METRICS_PATH, { signal });
    if (status !== 200) return l10n.t`Pod ${name} answers ${status} when asked for its metrics.`;
    const { samples, unreadable } = parseMetricText(body);
    if (samples.length === 0 && unreadable > 0) return l10n.t`What pod ${name} gives as metrics cannot be read.`;
    return executorCounters(name, samples, metadata.name);
  } catch (error) {
    if (!isKubeError(error) || error.reason === "cancelled") throw error;
    return l10n.t`The metrics of pod ${name} cannot be read. ${error.message}`;
  }
}
