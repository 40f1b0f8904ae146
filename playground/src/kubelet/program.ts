// What runs in a simulated container. The kubelet asks for a program by image and runs it as a container's process.
import type { Duplex } from "node:stream";
import type { KubeObject } from "../kubernetes/objects.ts";
import type { ContainerSpec } from "../kubernetes/pod-types.ts";

export type { ContainerSpec, Probe } from "../kubernetes/pod-types.ts";

/** A container's process. Returns when it exits by itself; when `context.stopped` is aborted it should return soon. */
export type Program = (context: ProgramContext) => Promise<ProgramExit>;

export interface ProgramExit {
  /** As the operating system reports it: 0, 1, 3, 137, 143 … */
  readonly exitCode: number;
  /** Set where it is not what follows from the code (`Completed` for 0, `Error` otherwise). */
  readonly reason?: "OOMKilled" | "StartError";
  /** What the runtime says about it, where there is no log that could. */
  readonly message?: string;
  /** The node has to get rid of the whole pod, and this is why. */
  readonly eviction?: string;
}

/** An image that the registry has, and does not give: what it says, as it stands after `rpc error: `. */
export interface RefusedPull {
  readonly pullError: string;
}

/** Finds the program of an image; `undefined` means that the registry does not have the image. */
export type ProgramFinder = (
  image: string,
  container: ContainerSpec,
  pod: KubeObject,
) => Program | RefusedPull | undefined;

export interface ProgramContext {
  readonly pod: KubeObject;
  readonly container: ContainerSpec;
  /** All variables after `envFrom` and `valueFrom` are resolved, the later winning, as in a real container. */
  readonly env: ReadonlyMap<string, string>;
  /** `args` after `command`, with `$(VAR)` expanded. */
  readonly command: readonly string[];
  readonly restartCount: number;
  /** Bytes; `undefined` where there is no limit. */
  readonly memoryLimit: number | undefined;
  /** Files below a path inside the container; what is written to a volume is seen by the pod's other containers. */
  readonly files: ContainerFiles;
  readonly network: PodNetwork;
  /** One line of standard output, or error. The kubelet stamps it. */
  log(line: string, stream?: "stdout" | "stderr"): void;
  /** Waits simulated seconds; rejects when the container is stopped (let that rejection end the program). */
  sleep(seconds: number): Promise<void>;
  /** Milliseconds since the epoch by the wall clock, for times that programs print: clients compare them with the kubelet's. */
  now(): number;
  /** SIGTERM. */
  readonly stopped: AbortSignal;
  /** What a scenario asks of this pod: the annotation `playground.seldon/scenario` split at commas. */
  readonly scenarios: ReadonlySet<string>;
}

export interface ContainerFiles {
  write(path: string, text: string): void;
  read(path: string): string | undefined;
  /** Absolute paths of all files below a folder. */
  list(folder: string): string[];
  /** Whether some volume is mounted at or above this path. */
  isMounted(path: string): boolean;
}

/** A server that is handed its connections: one of `node:http` or `node:net`, which need not listen for that. */
export interface StreamServer {
  emit(event: "connection", stream: Duplex): boolean;
}

/** The network as one pod sees it. No real port is opened: connections are streams inside the process. */
export interface PodNetwork {
  /** Takes a port of the pod. Throws an Error with code `EADDRINUSE` where another container of the pod has it. */
  listen(port: number, server: StreamServer): void;
  /**
   * Connects to `localhost`, a pod IP, a Service (`name`, `name.ns`, `name.ns.svc`, `name.ns.svc.cluster.local`).
   * Throws an Error with code `ECONNREFUSED` or `ENOTFOUND`.
   */
  dial(host: string, port: number): Promise<Duplex>;
}
