// Test support: runs programs of one pod without a kubelet, on a clock that jumps, so that tests need no time.
import { duplexPair, type Duplex } from "node:stream";
import type { ContainerSpec, Program, ProgramContext, ProgramExit, StreamServer } from "../../kubelet/program.ts";
import type { KubeObject } from "../../kubernetes/objects.ts";

export interface ProgramRun {
  readonly lines: string[];
  readonly files: Map<string, string>;
  /** Sends SIGTERM. */
  stop(): void;
  /** Settles when the program has ended. */
  readonly exit: Promise<ProgramExit>;
  /** Simulated seconds since the start. */
  elapsed(): number;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  readonly container?: ContainerSpec;
  readonly memoryLimit?: number;
  readonly files?: Map<string, string>;
  readonly network?: TestNetwork;
  readonly scenarios?: readonly string[];
  /** SIGTERM comes at this simulated second, as after a failed liveness probe. */
  readonly stopAfter?: number;
  readonly namespace?: string;
  readonly annotations?: Record<string, string>;
  readonly restartCount?: number;
}

/** One pod's network: ports by number, other hosts by name. */
export interface TestNetwork {
  readonly ports: Map<number, StreamServer>;
  /** Hosts that are found but refuse, or are found and reach a port of the pod. */
  readonly hosts: Map<string, "refused" | "pod">;
}

export function testNetwork(): TestNetwork {
  return { ports: new Map(), hosts: new Map([["localhost", "pod"]]) };
}

/** Connects to a port of a test network, as `PodNetwork.dial` does. */
export async function dialTest(network: TestNetwork, host: string, port: number): Promise<Duplex> {
  const known = network.hosts.get(host);
  if (known === undefined) throw systemError("ENOTFOUND");
  const server = known === "pod" ? network.ports.get(port) : undefined;
  if (server === undefined) throw systemError("ECONNREFUSED");
  const [near, far] = duplexPair();
  near.once("close", () => far.destroy());
  far.once("close", () => near.destroy());
  server.emit("connection", far);
  return Promise.resolve(near);
}

/** Starts a program. Sleeping moves the simulated clock and takes no time. */
export function runProgram(program: Program, options: RunOptions = {}): ProgramRun {
  const lines: string[] = [];
  const files = options.files ?? new Map<string, string>();
  const abort = new AbortController();
  const start = Date.parse("2026-03-01T12:00:00Z");
  let now = start;
  const context: ProgramContext = {
    pod: testPod(options),
    container: options.container ?? { name: "classifier" },
    env: new Map(Object.entries(options.env ?? {})),
    command: options.command ?? [],
    restartCount: options.restartCount ?? 0,
    memoryLimit: options.memoryLimit,
    files: {
      write: (path, text) => files.set(path, text),
      read: path => files.get(path),
      list: folder => [...files.keys()].filter(path => path.startsWith(`${folder.replace(/\/$/, "")}/`)),
      isMounted: path => path.startsWith("/mnt/"),
    },
    network: podNetwork(options.network ?? testNetwork()),
    log: line => lines.push(line),
    sleep: async seconds => {
      await new Promise(resolve => setImmediate(resolve));
      const end = now + seconds * 1000;
      const stopAt = options.stopAfter === undefined ? Infinity : start + options.stopAfter * 1000;
      now = Math.min(end, stopAt);
      if (end >= stopAt) abort.abort();
      abort.signal.throwIfAborted();
    },
    now: () => now,
    stopped: abort.signal,
    scenarios: new Set(options.scenarios ?? []),
  };
  return {
    lines,
    files,
    stop: () => abort.abort(),
    exit: program(context),
    elapsed: () => (now - start) / 1000,
  };
}

/** Waits until a program listens on a port. Rejects when the program ends before, with what it logged last. */
export async function untilListening(run: ProgramRun, network: TestNetwork, port: number): Promise<void> {
  const state = { hasEnded: false };
  const ended = (): boolean => (state.hasEnded = true);
  run.exit.then(ended, ended);
  while (!network.ports.has(port)) {
    if (state.hasEnded)
      throw new Error(`The program ended without listening on ${port}: ${run.lines.slice(-3).join(" | ")}`);
    await new Promise(resolve => setImmediate(resolve));
  }
}

function podNetwork(network: TestNetwork): ProgramContext["network"] {
  return {
    listen: (port, server) => {
      if (network.ports.has(port)) throw systemError("EADDRINUSE");
      network.ports.set(port, server);
    },
    dial: (host, port) => dialTest(network, host, port),
  };
}

function testPod(options: RunOptions): KubeObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: {
      name: "pod",
      namespace: options.namespace ?? "default",
      ...(options.annotations === undefined ? {} : { annotations: options.annotations }),
    },
  };
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code });
}
