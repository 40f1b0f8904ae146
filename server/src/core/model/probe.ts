// What a container's probes allow it: the numbers Kubernetes acts on and whether a probe says how to ask at all.
import type { Cursor } from "../yaml/index.ts";
import type { Unit } from "./deployment.ts";
import { KUBERNETES_PROBE_DEFAULTS, MLSERVER_SERVERS, PROBE_HANDLERS, type ProbeNumbers } from "./seldon-facts.ts";

/**
 * The numbers of a probe that is written, Kubernetes' own where one is left out (S16; not Seldon's, which count only without a probe).
 * Undefined where a number is not one, such as a value a template makes.
 */
export function probeNumbers(probe: Cursor): ProbeNumbers | undefined {
  const initialDelaySeconds = number(probe, "initialDelaySeconds");
  const periodSeconds = number(probe, "periodSeconds");
  const failureThreshold = number(probe, "failureThreshold");
  if (initialDelaySeconds === undefined || periodSeconds === undefined || failureThreshold === undefined)
    return undefined;
  return { initialDelaySeconds, periodSeconds, failureThreshold };
}

/** The handler of a probe, such as its `tcpSocket`; undefined where it has none, which Kubernetes refuses. */
export function probeHandler(probe: Cursor): Cursor | undefined {
  return PROBE_HANDLERS.map(name => probe.key(name)).find(handler => !handler.isEmpty);
}

/**
 * Whose handlers count in a container's liveness and readiness probes: the operator replaces those of MLServer's containers under
 * v2 (F65), and nobody else's. Undefined for other prepackaged servers under v2, about which there is only inference. `unit`: the
 * one that the container carries the name of. A startupProbe is always as the author wrote it.
 */
export function handlersOf(unit: Unit | undefined): "author" | "operator" | undefined {
  if (unit?.deployment.protocol !== "v2" || !unit.isPrepackaged) return "author";
  return MLSERVER_SERVERS.includes(unit.implementation ?? "") ? "operator" : undefined;
}

/** Kubernetes takes a zero as "not given". */
function number(probe: Cursor, name: keyof ProbeNumbers): number | undefined {
  const at = probe.key(name);
  if (at.isEmpty) return KUBERNETES_PROBE_DEFAULTS[name];
  const value = at.integer();
  return value === 0 ? KUBERNETES_PROBE_DEFAULTS[name] : value;
}
