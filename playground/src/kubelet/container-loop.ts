// The life of one container of a pod: instance after instance, as the restart policy and the back-off have it.
import type { Pod } from "../kubernetes/pod-types.ts";
import type { ContainerInstance, ContainerRuntime } from "./container-runtime.ts";
import { describePod, type PodContext } from "./pod-context.ts";
import type { ContainerSpec, ProgramExit } from "./program.ts";
import { runProbes } from "./prober.ts";
import { startContainer, wait } from "./start-container.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";

/** How long the kubelet takes to notice that a container has ended, in seconds. */
const noticeSeconds = 1;

/** Kubernetes' default for `terminationGracePeriodSeconds`. */
const defaultGraceSeconds = 30;

/** Runs the container until it has ended for good. Answers whether it ended well; rejects when the pod is stopped. */
export async function runContainer(context: PodContext, container: ContainerRuntime): Promise<boolean> {
  const { clock } = context.node;
  for (;;) {
    const instance = await startContainer(context, container);
    enterRunning(context, container, instance);
    if (context.stop.aborted) instance.stop(0);
    const exit = await superviseInstance(context, container, instance);
    const endedAt = clock.now();
    enterTerminated(context, container, instance, exit);
    if (exit.eviction !== undefined) context.evict(exit.eviction);
    context.stop.throwIfAborted();
    if (!isRestarted(context, container, exit)) return exit.exitCode === 0;
    await clock.sleep(noticeSeconds, context.stop);
    await backOff(context, container, endedAt);
    container.restartCount += 1;
  }
}

function enterRunning(context: PodContext, container: ContainerRuntime, instance: ContainerInstance): void {
  if (container.state.terminated) container.lastState = container.state;
  container.previousLog = container.instance?.log;
  container.instance = instance;
  container.state = { running: { startedAt: instance.startedAt } };
  context.changed();
}

/** Probes the instance while it runs; the pod's end stops it elsewhere. */
async function superviseInstance(
  context: PodContext,
  container: ContainerRuntime,
  instance: ContainerInstance,
): Promise<ProgramExit> {
  const { node } = context;
  const probing = new AbortController();
  const record = (type: "Normal" | "Warning", reason: string, message: string): void =>
    node.recordEvent(context.pod(), type, reason, message, container);
  // Init containers have no probes in Kubernetes 1.27.
  if (!container.isInit) {
    const target = {
      container: container.spec,
      address: context.address,
      network: node.network,
      clock: node.clock,
      pace: node.probePace,
      signal: probing.signal,
    };
    void runProbes(target, {
      onStarted: () => update(context, container, { isStarted: true }),
      onReady: isReady => update(context, container, { isReady }),
      onFailure: (kind, failure) => record("Warning", "Unhealthy", `${kind} probe failed: ${failure}`),
      onUnhealthy: kind => {
        if (context.stop.aborted) return;
        record(
          "Normal",
          "Killing",
          `Container ${container.spec.name} failed ${kind.toLowerCase()} probe, will be restarted`,
        );
        instance.stop(graceSecondsOf(context.pod()));
      },
    }).catch((error: unknown) => node.report(`The probes of ${container.spec.name} have ended: ${String(error)}`));
  }
  const exit = await instance.exit;
  probing.abort(new Error("The container has ended."));
  return exit;
}

function update(
  context: PodContext,
  container: ContainerRuntime,
  change: { isReady?: boolean; isStarted?: boolean },
): void {
  Object.assign(container, change);
  context.changed();
}

function enterTerminated(
  context: PodContext,
  container: ContainerRuntime,
  instance: ContainerInstance,
  exit: ProgramExit,
): void {
  container.isReady = false;
  container.isStarted = false;
  container.state = {
    terminated: {
      exitCode: exit.exitCode,
      reason: exit.reason ?? (exit.exitCode === 0 ? "Completed" : "Error"),
      ...terminationMessage(container.spec, instance, exit),
      startedAt: instance.startedAt,
      finishedAt: wallTime(),
      containerID: instance.id,
    },
  };
  context.changed();
}

/** What the program left in its termination file; else, where the spec asks for it, the last 2 kB of a failure's log. */
function terminationMessage(spec: ContainerSpec, instance: ContainerInstance, exit: ProgramExit): { message?: string } {
  const written = instance.files.read(spec.terminationMessagePath ?? "/dev/termination-log");
  if (written !== undefined && written !== "") return { message: written.slice(0, 4096) };
  if (exit.message !== undefined) return { message: exit.message };
  if (spec["terminationMessagePolicy"] !== "FallbackToLogsOnError" || exit.exitCode === 0) return {};
  return { message: instance.log.read({ tailLines: 80 }).join("").slice(-2048) };
}

function isRestarted(context: PodContext, container: ContainerRuntime, exit: ProgramExit): boolean {
  const policy = context.pod().spec.restartPolicy ?? "Always";
  if (policy === "Never") return false;
  return exit.exitCode !== 0 || (policy === "Always" && !container.isInit);
}

async function backOff(context: PodContext, container: ContainerRuntime, endedAt: number): Promise<void> {
  const { clock } = context.node;
  const remaining = container.crashBackoff.remainingSeconds(endedAt, clock.now());
  if (remaining > 0) {
    const pod = context.pod();
    const { name } = container.spec;
    const delay = formatDelay(container.crashBackoff.currentSeconds());
    const where = `restarting failed container=${name} pod=${describePod(pod)}`;
    const message = `Back-off restarting failed container ${name} in pod ${describePod(pod)}`;
    context.node.recordEvent(pod, "Warning", "BackOff", message, container);
    wait(context, container, "CrashLoopBackOff", `back-off ${delay} ${where}`);
    await clock.sleep(remaining, context.stop);
  }
  container.crashBackoff.next(clock.now());
}

/** As Go prints a duration: `10s`, `1m20s`, `5m0s`. */
function formatDelay(seconds: number): string {
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}

/** How long the pod's containers may take to end after SIGTERM, preStop included. */
export function graceSecondsOf(pod: Pod): number {
  return pod.metadata.deletionGracePeriodSeconds ?? pod.spec.terminationGracePeriodSeconds ?? defaultGraceSeconds;
}
