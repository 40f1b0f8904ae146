// The same look through a Prometheus server: an address, or a Service of the cluster through a leased forward.
import * as l10n from "@vscode/l10n";
import { countersOfAnswer, countersQuery } from "../../domain/canary/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { createPrometheusStore, type PrometheusStore } from "../../stores/prometheus/index.ts";
import { restartsByPod, runningPods } from "./canary-pods.ts";
import type { LiveDeployment } from "./change-deployment.ts";
import type { LookOptions, LookResult } from "./look-at-canary.ts";

export interface OpenPrometheus {
  readonly store: PrometheusStore;
  close(): Promise<void>;
}

/**
 * @param where an address such as `http://localhost:9090`, or a Service as `namespace/name:port`
 * @throws Error with a sentence for people, where it is neither; KubeError where the Service cannot be leased
 */
export async function openPrometheus(session: ClusterSession, where: string): Promise<OpenPrometheus> {
  const [, namespace, name, port] = /^([a-z0-9-]+)\/([a-z0-9.-]+):([a-z0-9-]+)$/.exec(where.trim()) ?? [];
  if (namespace === undefined || name === undefined || port === undefined) {
    return { store: createPrometheusStore(where.trim()), close: () => Promise.resolve() };
  }
  const number = /^\d+$/.test(port) ? Number(port) : port;
  const lease = await session.forward({ kind: "service", namespace, name, port: number });
  return {
    store: createPrometheusStore(`http://${lease.host}:${lease.localPort}`),
    close: () => lease.release(),
  };
}

/**
 * What the server last scraped of all executors. Their numbers are as old as its scrape interval.
 * @param namespaceLabel label that the scrape configuration gives to the pod's namespace; empty where there is none
 */
export async function lookThroughPrometheus(
  session: ClusterSession,
  store: PrometheusStore,
  deployment: LiveDeployment,
  canary: string,
  { now, signal, namespaceLabel }: LookOptions & { readonly namespaceLabel: string },
): Promise<LookResult> {
  const { name, namespace = "" } = deployment.metadata;
  const inNamespace = namespaceLabel === "" ? {} : { namespace: { label: namespaceLabel, value: namespace } };
  const [pods, body] = await Promise.all([
    runningPods(session, deployment, signal),
    askFor(store, countersQuery({ name, ...inNamespace }), signal),
  ]);
  if (typeof body === "string") return { kind: "unreadable", reason: body };
  const counters = countersOfAnswer(body.json, name);
  if (counters.kind === "failed") return { kind: "unreadable", reason: sentence(counters.reason) };
  if (counters.value.length === 0) {
    const reason = l10n.t`The Prometheus server knows nothing of ${name}${namespaceLabel === "" ? "" : l10n.t` with the label ${namespaceLabel}=${namespace}`}. Does it scrape the executors?`;
    return { kind: "unreadable", reason };
  }
  const restarts = restartsByPod(pods, deployment, canary);
  return { kind: "look", look: { at: now(), executors: counters.value, restarts } };
}

async function askFor(
  store: PrometheusStore,
  query: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly json: unknown } | string> {
  try {
    return { json: await store.query(query, { signal }) };
  } catch (error) {
    if (signal?.aborted === true || !(error instanceof Error)) throw error;
    return error.message;
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
