// The three probes of a running container: when they run, and what follows from them.
import { type ProbeTarget, runProbe } from "./probe.ts";
import type { Probe } from "./program.ts";

export interface ProbeOutcome {
  /** The startup probe has succeeded, or there is none. */
  onStarted(): void;
  onReady(isReady: boolean): void;
  /** Every single failure; `kind` is `Liveness`, `Readiness` or `Startup`, `failure` the reason. */
  onFailure(kind: ProbeKind, failure: string): void;
  /** The liveness or startup probe has failed too often: the container is to be killed. */
  onUnhealthy(kind: ProbeKind): void;
}

export type ProbeKind = "Liveness" | "Readiness" | "Startup";

/**
 * Probes until the target's signal is aborted. Readiness and liveness wait for the startup probe. A container without a
 * readiness probe is ready once it has started.
 */
export async function runProbes(target: ProbeTarget, outcome: ProbeOutcome): Promise<void> {
  const { startupProbe, livenessProbe, readinessProbe } = target.container;
  try {
    if (startupProbe && !(await waitForSuccess(startupProbe, target, outcome))) return;
    outcome.onStarted();
    const probes: Promise<void>[] = [];
    if (readinessProbe) probes.push(watchReadiness(readinessProbe, target, outcome));
    else outcome.onReady(true);
    if (livenessProbe) probes.push(watchLiveness(livenessProbe, target, outcome));
    await Promise.all(probes);
  } catch (error) {
    if (!target.signal.aborted) throw error;
  }
}

/** Answers false once the startup probe has failed too often. */
async function waitForSuccess(probe: Probe, target: ProbeTarget, outcome: ProbeOutcome): Promise<boolean> {
  let hasStarted = false;
  for await (const isSuccess of verdicts(probe, "Startup", target, outcome)) {
    hasStarted = isSuccess;
    break;
  }
  if (!hasStarted && !target.signal.aborted) outcome.onUnhealthy("Startup");
  return hasStarted;
}

async function watchReadiness(probe: Probe, target: ProbeTarget, outcome: ProbeOutcome): Promise<void> {
  for await (const isSuccess of verdicts(probe, "Readiness", target, outcome)) outcome.onReady(isSuccess);
}

async function watchLiveness(probe: Probe, target: ProbeTarget, outcome: ProbeOutcome): Promise<void> {
  for await (const isSuccess of verdicts(probe, "Liveness", target, outcome)) {
    if (isSuccess) continue;
    outcome.onUnhealthy("Liveness");
    return;
  }
}

/** Runs a probe in its period, and yields whenever the thresholds turn the verdict. */
async function* verdicts(
  probe: Probe,
  kind: ProbeKind,
  target: ProbeTarget,
  outcome: ProbeOutcome,
): AsyncGenerator<boolean, void> {
  const { clock, signal } = target;
  let verdict: boolean | undefined;
  let successes = 0;
  let failures = 0;
  await clock.sleep(probe.initialDelaySeconds ?? 0, signal);
  for (;;) {
    await target.pace.turn(verdict !== undefined && (verdict ? failures : successes) === 0, signal);
    const failure = await runProbe(probe, target);
    signal.throwIfAborted();
    successes = failure === undefined ? successes + 1 : 0;
    failures = failure === undefined ? 0 : failures + 1;
    if (failure !== undefined) outcome.onFailure(kind, failure);
    const isTurned =
      failure === undefined ? successes >= (probe.successThreshold ?? 1) : failures >= (probe.failureThreshold ?? 3);
    if (isTurned && verdict !== (failure === undefined)) {
      verdict = failure === undefined;
      yield verdict;
    }
    await clock.sleep(probe.periodSeconds ?? 10, signal);
  }
}
