// What the kubelet knows of one container of a pod at run time, over all its instances.
import { randomBytes } from "node:crypto";
import type { ContainerState } from "../kubernetes/pod-types.ts";
import { type Backoff, createBackoff } from "./backoff.ts";
import type { ContainerLog } from "./logs.ts";
import type { ContainerFiles, ContainerSpec, ProgramExit } from "./program.ts";

export interface ContainerRuntime {
  readonly spec: ContainerSpec;
  readonly isInit: boolean;
  readonly crashBackoff: Backoff;
  readonly imageBackoff: Backoff;
  state: ContainerState;
  lastState: ContainerState;
  restartCount: number;
  isReady: boolean;
  isStarted: boolean;
  /** Of the instance that runs, or ran last. */
  instance: ContainerInstance | undefined;
  previousLog: ContainerLog | undefined;
}

/** One process of a container, from its start to its end. */
export interface ContainerInstance {
  /** Such as `containerd://…`. */
  readonly id: string;
  readonly log: ContainerLog;
  /** Wall clock, as the API writes it. */
  readonly startedAt: string;
  readonly files: ContainerFiles;
  /** Resolves when the process has ended. Never rejects. */
  readonly exit: Promise<ProgramExit>;
  /** preStop, SIGTERM, and SIGKILL once the grace period is over. Later calls shorten the grace period only. */
  stop(graceSeconds: number): void;
}

export function createContainerRuntime(spec: ContainerSpec, isInit: boolean, waitingReason: string): ContainerRuntime {
  return {
    spec,
    isInit,
    crashBackoff: createBackoff(),
    imageBackoff: createBackoff(),
    state: { waiting: { reason: waitingReason } },
    lastState: {},
    restartCount: 0,
    isReady: false,
    isStarted: false,
    instance: undefined,
    previousLog: undefined,
  };
}

export function createContainerId(): string {
  return `containerd://${randomBytes(32).toString("hex")}`;
}
