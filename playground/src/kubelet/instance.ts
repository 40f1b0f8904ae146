// Runs a program as a container's process: standard streams, signals, exit code.
import type { Clock } from "../kubernetes/clock.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import { namesIn, SCENARIO_ANNOTATION } from "../scenarios/index.ts";
import { type ContainerInstance, createContainerId } from "./container-runtime.ts";
import { createContainerLog } from "./logs.ts";
import type { ContainerNetwork } from "./network.ts";
import type { ContainerFiles, ContainerSpec, Program, ProgramContext, ProgramExit } from "./program.ts";
import { amountOf } from "../kubernetes/quantity.ts";
import { wallTime } from "../kubernetes/wall-clock.ts";

export interface InstanceOptions {
  readonly pod: Pod;
  readonly container: ContainerSpec;
  readonly program: Program;
  readonly env: ReadonlyMap<string, string>;
  readonly command: readonly string[];
  readonly files: ContainerFiles;
  readonly network: ContainerNetwork;
  readonly restartCount: number;
  readonly clock: Clock;
}

/** What a process that was killed by SIGKILL, or ended by SIGTERM, exits with. */
const killed: ProgramExit = { exitCode: 137 };
const terminated: ProgramExit = { exitCode: 143 };

/** However long preStop takes, the process has two seconds between SIGTERM and SIGKILL. */
const shortestGraceSeconds = 2;

/** Starts the program at once. */
export function startInstance(options: InstanceOptions): ContainerInstance {
  const { clock, container, network } = options;
  const log = createContainerLog(() => Date.now());
  const sigterm = new AbortController();
  const ended = new AbortController();
  let kill: () => void = () => {};
  const killing = new Promise<ProgramExit>(resolve => {
    kill = () => resolve(killed);
  });
  const exit = Promise.race([
    runProgram(
      options,
      createContext(options, line => log.append(line), sigterm.signal),
    ),
    killing,
  ]).finally(() => {
    ended.abort(new Error("The container has ended."));
    if (!sigterm.signal.aborted) sigterm.abort(new Error("The container has ended."));
    network.close();
    log.end();
  });

  async function stop(graceSeconds: number, isRepeated: boolean): Promise<void> {
    if (graceSeconds > 0) {
      const preStop = isRepeated ? 0 : Math.min(preStopSeconds(container), graceSeconds);
      await clock.sleep(preStop, ended.signal);
      sigterm.abort(new Error("SIGTERM"));
      await clock.sleep(Math.max(graceSeconds - preStop, shortestGraceSeconds), ended.signal);
    }
    kill();
  }

  let isStopping = false;
  return {
    id: createContainerId(),
    log,
    startedAt: wallTime(),
    files: options.files,
    exit,
    stop(graceSeconds) {
      // The sleeps reject once the process has ended, which is what was wanted.
      void stop(graceSeconds, isStopping).catch(() => {});
      isStopping = true;
    },
  };
}

async function runProgram(options: InstanceOptions, context: ProgramContext): Promise<ProgramExit> {
  try {
    return await options.program(context);
  } catch (error) {
    if (context.stopped.aborted) return terminated;
    context.log(error instanceof Error ? (error.stack ?? error.message) : String(error), "stderr");
    return { exitCode: 1 };
  }
}

function createContext(options: InstanceOptions, log: (line: string) => void, stopped: AbortSignal): ProgramContext {
  const { pod, container, env, command, restartCount, files, network, clock } = options;
  return {
    pod,
    container,
    env,
    command,
    restartCount,
    memoryLimit: amountOf(container.resources?.limits?.["memory"]),
    files,
    network: network.network,
    log: line => log(line),
    sleep: seconds => clock.sleep(seconds, stopped),
    now: () => Date.now(),
    stopped,
    scenarios: new Set(namesIn(pod.metadata.annotations?.[SCENARIO_ANNOTATION])),
  };
}

/** How long the preStop hook takes: no command runs here, but one that sleeps is waited for. */
function preStopSeconds(container: ContainerSpec): number {
  const command = container.lifecycle?.preStop?.exec?.command?.join(" ") ?? "";
  return Number(/\bsleep\s+(\d+(?:\.\d+)?)/.exec(command)?.[1] ?? 0);
}
