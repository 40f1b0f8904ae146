// How long a container may take to start before Kubernetes kills it, from the probes of the manifest and the operator's defaults.
import { parseTime } from "../time.ts";
import { EXECUTOR_CONTAINER } from "../health/container-role.ts";
import type { ContainerNode, PredictorNode } from "../health/tree.ts";
import { isMap, listAt, textAt, valueAt, type PlainMap } from "./plain.ts";

export interface StartBudget {
  /** Seconds from the start of the container until it is killed if it does not answer by then. */
  readonly seconds: number;
  readonly probe: "startup probe" | "liveness probe";
}

/** What the operator gives to a container that has no probe of its own (seldon-facts §2.4). */
const MODEL_LIVENESS = { initialDelaySeconds: 60, periodSeconds: 5, failureThreshold: 3 };
const EXECUTOR_LIVENESS = { initialDelaySeconds: 20, periodSeconds: 5, failureThreshold: 3 };

/**
 * The budget of a container by the predictor's componentSpecs: trees keep no probes. With a startup probe the liveness
 * probe does not begin before that has succeeded, so that budget is the one that counts (S16).
 */
export function startBudget(container: ContainerNode, predictor: PredictorNode): StartBudget | undefined {
  if (container.role === "executor") return budget(EXECUTOR_LIVENESS, "liveness probe");
  if (container.role !== "model") return undefined;
  const written = writtenContainer(container.name, predictor);
  const startup = valueAt(written, "startupProbe");
  if (isMap(startup)) return budget(startup, "startup probe");
  const liveness = valueAt(written, "livenessProbe");
  return budget(isMap(liveness) ? liveness : MODEL_LIVENESS, "liveness probe");
}

/** Seconds that a container has run; undefined where it does not run. */
export function secondsRunning({ status }: ContainerNode, now: number): number | undefined {
  const started = parseTime(status?.state?.running?.startedAt ?? "");
  return started === undefined ? undefined : Math.max(0, Math.round((now - started) / 1000));
}

/** Kubernetes' own defaults: no delay, every 10 seconds, 3 failures. */
function budget(probe: PlainMap, name: StartBudget["probe"]): StartBudget {
  const delay = numberOf(probe, "initialDelaySeconds", 0);
  return {
    seconds: delay + numberOf(probe, "periodSeconds", 10) * numberOf(probe, "failureThreshold", 3),
    probe: name,
  };
}

function numberOf(probe: PlainMap, field: string, usual: number): number {
  const value = probe[field];
  return typeof value === "number" ? value : usual;
}

function writtenContainer(name: string, { spec }: PredictorNode): unknown {
  if (name === EXECUTOR_CONTAINER) return undefined;
  return (spec.componentSpecs ?? [])
    .flatMap(component => listAt(component, "spec", "containers"))
    .find(container => textAt(container, "name") === name);
}
