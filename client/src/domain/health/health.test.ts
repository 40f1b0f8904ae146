// States and reasons, with the traps of seldon-facts §10–11 and failure-modes §3 that a glance at the status misses.
import { describe, expect, test } from "vitest";
import { health } from "./health.ts";
import type { HealthOptions, Info } from "./info.ts";
import type { ClusterObjects, PodObject, SeldonDeploymentObject } from "./objects.ts";
import { relate } from "./relate.ts";
import {
  COMPLETED,
  crashed,
  CREATED,
  ended,
  READY,
  RUNNING,
  sampleDeployment,
  sampleEvent,
  samplePod,
  samplePredictor,
  sampleReplicaSet,
  sampleWorkload,
  waiting,
} from "./sample-cluster.ts";

const WORKLOAD = sampleWorkload();
const SET = sampleReplicaSet(WORKLOAD, 2, 0);
const INIT = "classifier-model-initializer";
const POD_NAME = `${SET.metadata.name}-x2x4k`;
const MINUTES = 60_000;

type Logs = Readonly<Record<string, readonly string[]>>;

/** The info of the whole deployment; logs by `container` and `container.previous`. */
function judge(objects: Partial<ClusterObjects>, logs: Logs = {}, age = 5 * MINUTES): Info {
  const options: HealthOptions = {
    now: CREATED + age,
    lastLines: (_pod, container, isPrevious) => logs[isPrevious ? `${container}.previous` : container],
  };
  const seldonDeployments = objects.seldonDeployments ?? [sampleDeployment()];
  const [tree] = relate({ deployments: [WORKLOAD], replicaSets: [SET], pods: [], ...objects, seldonDeployments });
  const info = tree && health(tree, options).get(tree);
  if (!info) throw new Error("No info.");
  return info;
}

function withPod(pod: PodObject, logs?: Logs, more: Partial<ClusterObjects> = {}): Info {
  return judge({ pods: [pod], ...more }, logs);
}

function available(): SeldonDeploymentObject {
  return sampleDeployment(undefined, { state: "Available" });
}

describe("reasons", () => {
  test("a failed initializer says its exit code and the cause (S03)", () => {
    const log = [
      'NOTICE: Config file "/.rclone.conf" not found - using defaults',
      'Failed to create file system for "s3://models/iris": didn\'t find section in config file',
    ];
    const info = withPod(samplePod(SET, { [INIT]: ended(1) }), { [INIT]: log });
    expect(info).toMatchObject({
      state: "failed",
      words: "0/1 ready",
      reason: "model-initializer: exit 1 · remote s3 not defined",
    });
    expect(info.match?.signature.failureModes[0]).toBe("S03");
  });

  test("without a log the exit code alone tells what it can (S11)", () => {
    const info = withPod(samplePod(SET, { [INIT]: ended(3) }));
    expect(info.reason).toBe("model-initializer: exit 3 · bucket or path not found");
  });

  test("an empty download is blamed, not the server that misses its model (F01)", () => {
    const logs = {
      [INIT]: ["INFO  : There was nothing to transfer"],
      "classifier.previous": ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'"],
    };
    const info = withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1) }), logs);
    expect(info.reason).toBe("model-initializer: model path is empty");
  });

  test("the same server's error is its own when something was copied (S12)", () => {
    const logs = {
      [INIT]: ["INFO  : model.pkl: Copied (new)"],
      "classifier.previous": ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'"],
    };
    const info = withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1) }), logs);
    expect(info.reason).toBe("classifier: exit 1 · model file not in /mnt/models");
  });

  test("137 is out of memory only where Kubernetes says so (S15, W02)", () => {
    const oom = withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(137, "OOMKilled") }));
    expect(oom.reason).toBe("classifier: OOMKilled · out of memory");
    const killed = withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(137) }));
    expect(killed.reason).toBe("classifier: exit 137 · killed");
  });

  test("143 is explained by the probe's event (S16)", () => {
    const events = [
      sampleEvent("Pod", POD_NAME, "Killing", "Container classifier failed liveness probe, will be restarted"),
    ];
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(143) });
    expect(withPod(pod, {}, { events }).reason).toBe("classifier: exit 143 · killed by its liveness probe");
    const conda = { "classifier.previous": ["Collecting package metadata (repodata.json): ...working..."] };
    expect(withPod(pod, conda, { events }).reason).toBe("classifier: exit 143 · killed while conda was still working");
  });

  test("an event about another container explains nothing", () => {
    const killing = sampleEvent(
      "Pod",
      POD_NAME,
      "Killing",
      "Container classifier failed liveness probe, will be restarted",
    );
    const involvedObject = { ...killing.involvedObject, fieldPath: "spec.containers{seldon-container-engine}" };
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(143) });
    const info = withPod(pod, {}, { events: [{ ...killing, involvedObject }] });
    expect(info.reason).toBe("classifier: exit 143 · was asked to end");
  });

  test("the executor is not blamed for a model that does not listen (S13)", () => {
    const logs = {
      "seldon-container-engine": ["Ready check failed dial tcp 127.0.0.1:9000: connect: connection refused"],
    };
    const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1), "seldon-container-engine": crashed(2) });
    expect(withPod(pod, logs).reason).toBe("classifier: exit 1 · ended with an error");
  });

  test("a missing Secret is named by the event (F09)", () => {
    const events = [sampleEvent("Pod", POD_NAME, "Failed", 'Error: secret "seldon-rclone-secret" not found')];
    const info = withPod(samplePod(SET, { [INIT]: waiting("CreateContainerConfigError") }), {}, { events });
    expect(info).toMatchObject({ state: "failed", reason: "model-initializer: Secret seldon-rclone-secret not found" });
  });

  test("an image that cannot be pulled fails the deployment (F15)", () => {
    const info = withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: waiting("ImagePullBackOff") }));
    expect(info).toMatchObject({ state: "failed", reason: "classifier: image cannot be pulled" });
  });

  test("no pod at all: the ReplicaSet's events tell (F58)", () => {
    const message =
      'Error creating: pods "iris" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false';
    const events = [sampleEvent("ReplicaSet", SET.metadata.name, "FailedCreate", message)];
    expect(judge({ events })).toMatchObject({ state: "failed", reason: "security policy refuses the pod" });
  });

  test("a pod that no node takes is given a minute (F31)", () => {
    const message = "0/1 nodes are available: 1 Insufficient cpu.";
    const pod = samplePod(
      SET,
      {},
      { conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }] },
    );
    expect(judge({ pods: [pod] }, {}, 30_000)).toMatchObject({ state: "progressing", reason: "no node has room" });
    expect(judge({ pods: [pod] }, {}, 90_000)).toMatchObject({ state: "failed", reason: "no node has room" });
  });

  test("a mesh proxy beside an initializer that does not end is suspected (F08)", () => {
    const pod = samplePod(SET, { [INIT]: RUNNING });
    const spec = { ...pod.spec, containers: [...(pod.spec?.containers ?? []), { name: "istio-proxy" }] };
    const info = judge({ pods: [{ ...pod, spec }] });
    expect([info.state, info.reason]).toEqual([
      "progressing",
      "model-initializer: still running, istio-proxy may block it",
    ]);
    expect(judge({ pods: [pod] }).reason).toBeUndefined();
  });
});

describe("states", () => {
  test("all pods ready is ready", () => {
    const ready = sampleReplicaSet(WORKLOAD, 2, 1);
    const pods = [samplePod(ready, { [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": READY })];
    const info = judge({ seldonDeployments: [available()], replicaSets: [ready], pods });
    expect(info).toMatchObject({ state: "ready", words: "1/1 ready" });
  });

  test("a pod that was evicted is history once another one has taken its place (F31)", () => {
    const replaced = sampleReplicaSet(WORKLOAD, 2, 1);
    const evicted = samplePod(
      replaced,
      {},
      { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory." },
    );
    const serving = samplePod(replaced, { [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": READY });
    const info = judge({
      seldonDeployments: [available()],
      replicaSets: [replaced],
      pods: [{ ...evicted, metadata: { ...evicted.metadata, name: "evicted", uid: "evicted" } }, serving],
    });
    expect(info).toMatchObject({ state: "ready", words: "1/1 ready" });
  });

  test("Available does not hide a pod that crashes (kserve#1859's trap)", () => {
    const info = withPod(
      samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1) }),
      {},
      { seldonDeployments: [available()] },
    );
    expect(info.state).toBe("failed");
  });

  test("Creating with a crash loop is failed at once, not after the deadline (seldon-facts §11.21)", () => {
    expect(withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1) })).state).toBe("failed");
  });

  test("scaled to 0 is stopped, though the state stays Creating for ever (seldon-facts §11.21)", () => {
    expect(judge({ deployments: [sampleWorkload("default", { replicas: 0 })] })).toMatchObject({
      state: "stopped",
      words: "scaled to 0",
    });
    const seldonDeployments = [sampleDeployment([samplePredictor({ replicas: 0 })])];
    expect(judge({ seldonDeployments, deployments: [] })).toMatchObject({ state: "stopped" });
  });

  test("a broken update says that the previous version serves (F39)", () => {
    const old = sampleReplicaSet(WORKLOAD, 1, 1);
    const pods = [
      samplePod(old, { [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": READY }),
      samplePod(SET, { [INIT]: ended(1) }),
    ];
    const status = { replicas: 2, readyReplicas: 1, updatedReplicas: 1, availableReplicas: 1 };
    const info = judge({
      seldonDeployments: [available()],
      deployments: [sampleWorkload("default", { status })],
      replicaSets: [old, SET],
      pods,
    });
    expect(info.state).toBe("failed");
    expect(info.words).toBe("0/1 new ready, previous version serves");
    expect(info.notes).toEqual(["1 pod of the previous version still serves all requests."]);
  });

  test("past the deadline the pods' reason stands, or that it passed", () => {
    const conditions = [{ type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded" }];
    const seldonDeployments = [
      sampleDeployment(undefined, {
        state: "Failed",
        description: "Deployment is no longer progressing and not available.",
      }),
    ];
    const deployments = [sampleWorkload("default", { status: { conditions } })];
    expect(judge({ seldonDeployments, deployments })).toMatchObject({
      state: "failed",
      reason: "not ready before its deadline",
    });
    const pods = [samplePod(SET, { [INIT]: ended(1) })];
    expect(judge({ seldonDeployments, deployments, pods }).reason).toBe(
      "model-initializer: exit 1 · ended with an error",
    );
  });

  test("a refused Deployment is failed with the operator's text recognised (S01)", () => {
    const description =
      'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.volumes[2].name: Duplicate value: "classifier-provision-location"';
    const info = judge({
      seldonDeployments: [sampleDeployment(undefined, { state: "Failed", description })],
      deployments: [],
    });
    expect(info).toMatchObject({ state: "failed", words: "failed", reason: "model volume is declared twice" });
  });

  test("no status at all is unknown after a while (F51)", () => {
    const { status: _status, ...bare } = sampleDeployment();
    const objects = { seldonDeployments: [bare], deployments: [] };
    expect(judge(objects, {}, 10_000)).toMatchObject({ state: "progressing", words: "waiting for the operator" });
    expect(judge(objects, {}, 2 * MINUTES)).toMatchObject({ state: "unknown", reason: "no status from the operator" });
  });

  test("without rights to Deployments the operator's word is all there is, and that is said", () => {
    const [tree] = relate({ seldonDeployments: [available()] });
    const info = tree && health(tree, { now: CREATED }).get(tree);
    expect(info).toMatchObject({
      state: "ready",
      words: "available",
      notes: [expect.stringContaining("may not be listed")],
    });
  });

  test("a single restart is no failure yet, a second one is", () => {
    const once = { ...RUNNING, restartCount: 1, lastState: { terminated: { exitCode: 1 } } };
    expect(withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: once })).state).toBe("progressing");
    expect(withPod(samplePod(SET, { [INIT]: COMPLETED, classifier: { ...once, restartCount: 2 } })).state).toBe(
      "failed",
    );
  });

  test("ready without any route says so (S42)", () => {
    const ready = sampleReplicaSet(WORKLOAD, 2, 1);
    const conditions = [{ type: "istioVirtualServicesReady", status: "True", reason: "No VirtualServices defined" }];
    const seldonDeployments = [sampleDeployment(undefined, { state: "Available", conditions })];
    const info = judge({ seldonDeployments, replicaSets: [ready] });
    expect(info.state).toBe("ready");
    expect(info.notes?.[0]).toContain("S42");
  });
});

test("each level has its own words, and a unit without a container stands as its predictor does", () => {
  const set = sampleReplicaSet(WORKLOAD, 2, 1);
  const graph = { name: "ab", implementation: "RANDOM_ABTEST", children: [{ name: "classifier" }, { name: "other" }] };
  const [tree] = relate({
    seldonDeployments: [sampleDeployment([samplePredictor({ graph })], { state: "Available" })],
    deployments: [WORKLOAD],
    replicaSets: [set],
    pods: [samplePod(set, { [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": READY })],
  });
  if (!tree) throw new Error("No tree.");
  const infos = health(tree, { now: CREATED });
  const [predictor] = tree.predictors;
  const pod = predictor?.workloads[0]?.pods[0];
  const nodes = [
    predictor,
    predictor?.root,
    predictor?.root?.children[0],
    predictor?.workloads[0],
    pod,
    pod?.containers[0],
  ];
  const words = nodes.map(node => node && [infos.get(node)?.state, infos.get(node)?.words]);
  expect(words).toEqual([
    ["ready", "1/1 ready"],
    ["ready", "no container of its own"],
    ["ready", "running"],
    ["ready", "1/1 ready"],
    ["ready", "2/2 ready"],
    ["ready", "completed"],
  ]);
});
