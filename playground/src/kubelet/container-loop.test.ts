// A container's life on a clock that jumps: probes, restarts, back-off, signals and the words of events.
import { createServer } from "node:http";
import { afterEach, describe, expect, test } from "vitest";
import type { ContainerSpec } from "../kubernetes/pod-types.ts";
import { runContainer } from "./container-loop.ts";
import { type ContainerRuntime, createContainerRuntime } from "./container-runtime.ts";
import { createImageStore } from "./images.ts";
import { createNetwork } from "./network.ts";
import type { PodContext } from "./pod-context.ts";
import { createProbePace } from "./probe-pace.ts";
import type { Program, ProgramContext } from "./program.ts";
import { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";

interface Life {
  readonly container: ContainerRuntime;
  readonly clock: VirtualClock;
  /** `seconds reason message`, one per event. */
  readonly events: { at: number; reason: string; message: string }[];
  /** The container's state at each change, named by its reason, `Running` or `Ready`. */
  readonly states: string[];
  readonly done: Promise<boolean>;
  stop(): void;
}

const started: Life[] = [];

afterEach(() => {
  for (const life of started.splice(0)) life.stop();
});

function live(
  spec: Partial<ContainerSpec>,
  program: Program | undefined,
  restartPolicy: "Always" | "Never" = "Always",
): Life {
  const clock = createVirtualClock();
  const stop = new AbortController();
  const events: Life["events"] = [];
  const states: string[] = [];
  const container = createContainerRuntime(
    { name: "classifier", image: "acme/model:1", ...spec },
    false,
    "ContainerCreating",
  );
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "p", namespace: "ns", uid: "u1" },
    spec: { restartPolicy, containers: [container.spec], terminationGracePeriodSeconds: 20 },
  };
  const context: PodContext = {
    node: {
      clock,
      network: createNetwork({ find: () => "unknown" }),
      images: createImageStore(clock),
      // A pace in real time has no place beside a clock that jumps.
      probePace: createProbePace(() => 0, Number.POSITIVE_INFINITY),
      programs: () => program,
      claims: new Map(),
      hostAddress: "127.0.0.1",
      closed: stop.signal,
      readKeys: () => () => Promise.resolve(undefined),
      recordEvent: (_pod, _type, reason, message) => events.push({ at: clock.seconds(), reason, message }),
      report: problem => states.push(problem),
    },
    pod: () => pod,
    address: "10.244.0.5",
    volumes: new Map(),
    stop: stop.signal,
    evict: message => states.push(message),
    changed: () => {
      const { state, isReady } = container;
      const name = state.waiting?.reason ?? state.terminated?.reason ?? (isReady ? "Ready" : "Running");
      if (states.at(-1) !== name) states.push(name);
    },
  };
  const done = runContainer(context, container);
  done.catch(() => {});
  const life = {
    container,
    clock,
    events,
    states,
    done,
    stop: () => {
      stop.abort(new Error("over"));
      container.instance?.stop(0);
      clock.stop();
    },
  };
  started.push(life);
  return life;
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn += 1) {
    if (turn > 200_000) throw new Error("It has not come to pass.");
    await new Promise(resolve => setImmediate(resolve));
  }
}

const sleeps: Program = async context => {
  await context.sleep(1e6);
  return { exitCode: 0 };
};

/** Listens after some seconds, and answers `status`. */
const listens =
  (port: number, afterSeconds: number, status = () => 200): Program =>
  async context => {
    await context.sleep(afterSeconds);
    context.network.listen(
      port,
      createServer((_request, response) => response.writeHead(status()).end()),
    );
    await context.sleep(1e6);
    return { exitCode: 0 };
  };

/** The operator's default probes (seldon-facts §3, failure-modes §0.1). */
const liveness = { tcpSocket: { port: 9000 }, initialDelaySeconds: 60, periodSeconds: 5, failureThreshold: 3 };
const readiness = { tcpSocket: { port: 9000 }, initialDelaySeconds: 20, periodSeconds: 5, failureThreshold: 3 };

describe("probes", () => {
  test("S16: the default liveness probe kills what does not listen about 75 s after its start, with 143", async () => {
    const life = live({ livenessProbe: liveness, readinessProbe: readiness }, sleeps);
    await until(() => life.container.restartCount === 1 && life.container.state.running !== undefined);
    const begun = life.events.find(event => event.reason === "Started")?.at ?? 0;
    const killing = life.events.find(event => event.reason === "Killing");
    expect(killing?.message).toBe("Container classifier failed liveness probe, will be restarted");
    expect((killing?.at ?? 0) - begun).toBeGreaterThanOrEqual(70);
    expect((killing?.at ?? 0) - begun).toBeLessThanOrEqual(76);
    expect(life.container.lastState.terminated).toMatchObject({ exitCode: 143, reason: "Error" });
    expect(life.events.map(event => event.message)).toContain(
      "Liveness probe failed: dial tcp 10.244.0.5:9000: connect: connection refused",
    );
    expect(life.states).not.toContain("Ready");
  });

  test("a slow server with a startup probe is left alone and becomes ready", async () => {
    const startupProbe = { tcpSocket: { port: 9000 }, periodSeconds: 10, failureThreshold: 60 };
    const life = live({ startupProbe, livenessProbe: liveness, readinessProbe: readiness }, listens(9000, 400));
    await until(() => life.container.isReady);
    expect(life.clock.seconds()).toBeGreaterThan(400);
    expect(life.container).toMatchObject({ restartCount: 0, isStarted: true });
  });

  test("readiness follows the answers of an HTTP probe; the failure names the status", async () => {
    let status = 200;
    const readinessProbe = {
      httpGet: { path: "/v2/health/ready", port: "http" },
      periodSeconds: 5,
      failureThreshold: 2,
    };
    const ports = [{ name: "http", containerPort: 9000 }];
    const life = live(
      { readinessProbe, ports },
      listens(9000, 0, () => status),
    );
    await until(() => life.container.isReady);
    status = 503;
    await until(() => !life.container.isReady);
    expect(life.events.at(-1)?.message).toBe("Readiness probe failed: HTTP probe failed with statuscode: 503");
    expect(life.container.restartCount).toBe(0);
  });

  test("an HTTP probe that gets no answer in time says so", async () => {
    const livenessProbe = { httpGet: { path: "/live", port: 8000 }, timeoutSeconds: 1, failureThreshold: 1 };
    const mute: Program = async context => {
      context.network.listen(
        8000,
        createServer(() => {}),
      );
      await context.sleep(1e6);
      return { exitCode: 0 };
    };
    const life = live({ livenessProbe }, mute);
    await until(() => life.events.some(event => event.reason === "Unhealthy"));
    expect(life.events.find(event => event.reason === "Unhealthy")?.message).toBe(
      'Liveness probe failed: Get "http://10.244.0.5:8000/live": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    );
  });
});

describe("ends", () => {
  test("the back-off between restarts is 0, 10, 20, 40, 80, 160, 300, 300 s", async () => {
    const starts: number[] = [];
    const life = live({ imagePullPolicy: "IfNotPresent" }, () => {
      starts.push(life.clock.seconds());
      return Promise.resolve({ exitCode: 1 });
    });
    await until(() => starts.length === 9);
    const pauses = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
    // The start of an instance takes a moment, and the first restart waits for the kubelet to notice.
    expect(pauses.map(pause => Math.floor(pause))).toEqual([1, 10, 20, 40, 80, 160, 300, 300]);
    expect(life.states.filter(state => state !== "Ready").slice(0, 6)).toEqual([
      "Running",
      "Error",
      "Running",
      "Error",
      "CrashLoopBackOff",
      "Running",
    ]);
    expect(life.events.find(event => event.reason === "BackOff")?.message).toBe(
      "Back-off restarting failed container classifier in pod p_ns(u1)",
    );
  });

  test("the waiting message names the delay as Go prints it", async () => {
    const messages = new Set<string>();
    const life = live({}, () => Promise.resolve({ exitCode: 1 }));
    await until(() => {
      messages.add(life.container.state.waiting?.message ?? "");
      return messages.size === 5;
    });
    expect([...messages].slice(1)).toEqual(
      ["10s", "20s", "40s", "1m20s"].map(
        delay => `back-off ${delay} restarting failed container=classifier pod=p_ns(u1)`,
      ),
    );
  });

  test("after ten minutes of running the next failure is tried again at once", async () => {
    const starts: number[] = [];
    const life = live({}, async context => {
      starts.push(life.clock.seconds());
      await context.sleep(starts.length === 3 ? 700 : 1);
      return { exitCode: 1 };
    });
    await until(() => starts.length === 4);
    expect((starts[3] ?? 0) - (starts[2] ?? 0)).toBeLessThan(703);
    expect(life.container.restartCount).toBe(3);
  });

  test("what is killed for memory ends with 137 and says so", async () => {
    const life = live({}, () => Promise.resolve({ exitCode: 137, reason: "OOMKilled" }), "Never");
    expect(await life.done).toBe(false);
    expect(life.container.state.terminated).toMatchObject({ exitCode: 137, reason: "OOMKilled" });
  });

  test("a program that breaks ends with 1, its error in the log", async () => {
    const life = live({}, () => Promise.reject(new Error("model.bst: No such file or directory")), "Never");
    expect(await life.done).toBe(false);
    expect(life.container.state.terminated?.exitCode).toBe(1);
    expect(life.container.instance?.log.read({}).join("")).toContain("model.bst: No such file or directory");
  });

  test("preStop takes its time from the grace period, and what ignores SIGTERM is killed with 137", async () => {
    const stubborn: { terminatedAt?: number } = {};
    const ignores: Program = async (context: ProgramContext) => {
      await new Promise<void>(resolve => context.stopped.addEventListener("abort", () => resolve()));
      stubborn.terminatedAt = life.clock.now();
      return new Promise(() => {});
    };
    const lifecycle = { preStop: { exec: { command: ["/bin/sh", "-c", "/bin/sleep 10"] } } };
    const life = live({ lifecycle }, ignores, "Never");
    await until(() => life.container.state.running !== undefined);
    const asked = life.clock.now();
    life.container.instance?.stop(20);
    expect(await life.done).toBe(false);
    expect(((stubborn.terminatedAt ?? 0) - asked) / 1000).toBe(10);
    expect((life.clock.now() - asked) / 1000).toBe(20);
    expect(life.container.state.terminated).toMatchObject({ exitCode: 137, reason: "Error" });
  });

  test("ports are free again once a container has ended", async () => {
    const life = live({}, async context => {
      context.network.listen(9000, createServer());
      await context.sleep(1);
      return { exitCode: 1 };
    });
    await until(() => life.container.restartCount === 2);
    expect(life.container.lastState.terminated?.exitCode).toBe(1);
    expect(life.container.previousLog?.read({})).toEqual([]);
  });
});

test("an image that is not there is pulled again and again, in the kubelet's words", async () => {
  const life = live({ image: "acme/nope:1" }, undefined);
  await until(() => life.events.filter(event => event.reason === "Pulling").length === 3);
  const full = "docker.io/acme/nope:1";
  expect(life.events.slice(0, 5).map(({ reason, message }) => `${reason} ${message}`)).toEqual([
    'Pulling Pulling image "acme/nope:1"',
    `Failed Failed to pull image "acme/nope:1": rpc error: code = NotFound desc = failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${full}: not found`,
    "Failed Error: ErrImagePull",
    'BackOff Back-off pulling image "acme/nope:1"',
    "Failed Error: ImagePullBackOff",
  ]);
  expect(life.states.slice(0, 4)).toEqual(["ErrImagePull", "ImagePullBackOff", "ErrImagePull", "ImagePullBackOff"]);
});

test("a missing Secret keeps the container waiting", async () => {
  const life = live({ envFrom: [{ secretRef: { name: "rclone" } }] }, sleeps);
  await until(() => life.container.state.waiting?.reason === "CreateContainerConfigError");
  expect(life.container.state.waiting?.message).toBe('secret "rclone" not found');
  expect(life.events.at(-1)).toMatchObject({ reason: "Failed", message: 'Error: secret "rclone" not found' });
});
