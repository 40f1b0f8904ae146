import { expect, test } from "vitest";
import { health } from "../health/health.ts";
import type { ClusterObjects, PodObject, PredictorSpec, SeldonDeploymentObject } from "../health/objects.ts";
import { relate } from "../health/relate.ts";
import {
  COMPLETED,
  crashed,
  CREATED,
  READY,
  RUNNING,
  sampleDeployment,
  samplePod,
  samplePredictor,
  sampleReplicaSet,
  sampleWorkload,
  waiting,
} from "../health/sample-cluster.ts";
import type { SeldonDeploymentNode } from "../health/tree.ts";
import { narrate, type Rollout, type RolloutStart } from "./rollout.ts";

const INITIALIZER = "classifier-model-initializer";
const FIRST: RolloutStart = { at: CREATED, generation: 1, before: undefined };
const workload = sampleWorkload();
const replicaSet = sampleReplicaSet(workload, 1, 0);

type Containers = Parameters<typeof samplePod>[1];

interface Moment {
  readonly containers?: Containers;
  readonly podStatus?: PodObject["status"];
  readonly status?: NonNullable<SeldonDeploymentObject["status"]>;
  readonly predictor?: Partial<PredictorSpec>;
  readonly ready?: number;
  readonly objects?: Partial<ClusterObjects>;
  readonly lines?: readonly string[];
}

function treeAt({ containers, podStatus, status, predictor, ready = 0, objects }: Moment): SeldonDeploymentNode {
  const deployment = sampleDeployment([samplePredictor(predictor)], status);
  const [tree] = relate({
    seldonDeployments: [{ ...deployment, metadata: { ...deployment.metadata, generation: 1 } }],
    deployments: [sampleWorkload("default", { status: { readyReplicas: ready, replicas: 1, updatedReplicas: 1 } })],
    replicaSets: [sampleReplicaSet(workload, 1, ready)],
    pods: containers ? [samplePod(replicaSet, containers, podStatus)] : [],
    ...objects,
  });
  if (!tree) throw new Error("No tree.");
  return tree;
}

/** @param seconds after the apply */
function look(before: Rollout | undefined, seconds: number, moment: Moment | undefined, start = FIRST): Rollout {
  const options = { now: CREATED + seconds * 1000, lastLines: () => moment?.lines };
  const tree = moment && treeAt(moment);
  return narrate(before, start, { ...options, tree, infos: tree ? health(tree, options) : new Map() });
}

const DOWNLOADING: Containers = { [INITIALIZER]: RUNNING, classifier: waiting("PodInitializing") };
const STARTING: Containers = { [INITIALIZER]: COMPLETED, classifier: RUNNING, "seldon-container-engine": RUNNING };
const UP: Containers = { [INITIALIZER]: COMPLETED, classifier: READY, "seldon-container-engine": READY };

test("a first deploy is told step by step, until it is available", () => {
  let rollout = look(undefined, 0, undefined);
  rollout = look(rollout, 1, { objects: { deployments: [], replicaSets: [] }, status: {} });
  rollout = look(rollout, 2, {});
  rollout = look(rollout, 4, { containers: DOWNLOADING, lines: ["Transferred: 1.2 MiB / 3 MiB, 40 %"] });
  rollout = look(rollout, 20, { containers: STARTING });
  rollout = look(rollout, 40, { containers: STARTING });
  expect(rollout.words).toBe("server starting: 40 of 75 s of its liveness budget used");
  rollout = look(rollout, 50, { containers: UP, ready: 1 });
  expect(rollout.state).toEqual({ kind: "running" });
  rollout = look(rollout, 51, { containers: UP, ready: 1, status: { state: "Available" } });
  expect(rollout.state).toEqual({ kind: "available" });
  expect(rollout.timeline.map(({ at, words }) => [(at - CREATED) / 1000, words])).toEqual([
    [0, "accepted by the API server, waiting for the operator"],
    [2, "Deployment created, no pod yet"],
    [4, "model downloading: Transferred: 1.2 MiB / 3 MiB, 40 %"],
    [20, "server starting: 40 of 75 s of its liveness budget used"],
    [50, "ready, the operator has not yet called it Available"],
    [51, "Available"],
  ]);
});

test("a startup probe has a budget of its own, and probes of the manifest count", () => {
  const probes = (container: object): Partial<PredictorSpec> => ({
    componentSpecs: [{ spec: { containers: [{ name: "classifier", ...container }] } }],
  });
  const startupProbe = { periodSeconds: 10, failureThreshold: 120 };
  const words = (container: object): string =>
    look(undefined, 30, { containers: STARTING, predictor: probes(container) }).words;
  expect(words({ startupProbe })).toBe("server starting: 30 of 1200 s of its startup budget used");
  expect(words({ livenessProbe: { initialDelaySeconds: 600 } })).toBe(
    "server starting: 30 of 630 s of its liveness budget used",
  );
});

test("a server that has passed its start and is not ready is said to run", () => {
  const componentSpecs = [{ spec: { containers: [{ name: "classifier", startupProbe: { failureThreshold: 120 } }] } }];
  const started = { ...STARTING, classifier: { ...RUNNING, started: true } };
  expect(look(undefined, 90, { containers: started, predictor: { componentSpecs } }).words).toBe(
    "server runs, not ready yet",
  );
  expect(look(undefined, 90, { containers: STARTING }).words).toBe("server runs, not ready yet");
});

test("lines that stand in every log are left out of a download's words", () => {
  const lines = [
    "2026/11/21 14:43:28 INFO  : model.joblib: Copied (new)",
    '2026/11/21 14:43:29 NOTICE: Config file "/.rclone.conf" not found - using defaults',
  ];
  expect(look(undefined, 4, { containers: DOWNLOADING, lines }).words).toBe(
    "model downloading: INFO  : model.joblib: Copied (new)",
  );
});

test("a download whose log is not at hand is waited for longer", () => {
  const first = look(undefined, 4, { containers: DOWNLOADING });
  expect(look(first, 600, { containers: DOWNLOADING }).state).toEqual({ kind: "running" });
  expect(look(first, 905, { containers: DOWNLOADING }).state).toMatchObject({ kind: "hanging" });
});

test("what failed before the apply does not end it at once: its pods are about to be replaced", () => {
  const failing: Moment = {
    containers: { [INITIALIZER]: crashed(1), classifier: waiting("PodInitializing") },
    lines: ['Failed to create file system for "s3://models/iris": didn\'t find section in config file'],
  };
  const start: RolloutStart = { at: CREATED, generation: 1, before: treeAt(failing), isSpecUnchanged: true };
  const rollout = look(undefined, 1, failing, start);
  expect(rollout.state).toEqual({ kind: "running" });
  expect(look(rollout, 17, failing, start).state).toMatchObject({ kind: "failed" });
});

test("a failure that a signature explains ends it at once, and the unit is to blame", () => {
  const lines = ['Failed to create file system for "s3://models/iris": didn\'t find section in config file'];
  const rollout = look(undefined, 30, {
    containers: { [INITIALIZER]: crashed(1), classifier: waiting("PodInitializing") },
    lines,
  });
  expect(rollout.state).toMatchObject({
    kind: "failed",
    match: { signature: { id: "remote-not-defined" } },
    path: ["spec", "predictors", 0, "graph"],
  });
  const culprit = rollout.state.kind === "failed" ? rollout.state.culprit : [];
  expect(culprit.map(({ kind }) => kind)).toEqual([
    "seldon-deployment",
    "predictor",
    "unit",
    "workload",
    "pod",
    "container",
  ]);
  expect(culprit.at(-1)?.name).toBe(INITIALIZER);
});

test("what the operator cannot make is its own failure, and names the predictor (S01)", () => {
  const description =
    'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.volumes[2].name: Duplicate value: "classifier-provision-location"';
  const start: RolloutStart = { at: CREATED, generation: 1, before: treeAt({ containers: UP, ready: 1 }) };
  const rollout = look(undefined, 1, { containers: UP, ready: 1, status: { state: "Failed", description } }, start);
  expect(rollout.state).toMatchObject({
    kind: "failed",
    match: { signature: { id: "duplicate-model-volume" } },
    culprit: [{ kind: "seldon-deployment" }, { kind: "predictor", name: "default" }],
    path: ["spec", "predictors", 0],
  });
});

test("a failure that nothing explains has to last", () => {
  const moment: Moment = { containers: { ...STARTING, classifier: crashed(3) } };
  let rollout = look(undefined, 30, moment);
  expect(rollout.state).toEqual({ kind: "running" });
  rollout = look(rollout, 46, moment);
  expect(rollout.state).toMatchObject({ kind: "failed", reason: "classifier: exit 3" });
});

test("a download that says nothing new hangs, and goes on when it does", () => {
  let rollout = look(undefined, 5, { containers: DOWNLOADING, lines: ["10 %"] });
  rollout = look(rollout, 180, { containers: DOWNLOADING, lines: ["10 %"] });
  expect(rollout.state).toEqual({ kind: "running" });
  rollout = look(rollout, 190, { containers: DOWNLOADING, lines: ["10 %"] });
  expect(rollout.state).toMatchObject({
    kind: "hanging",
    waitsFor: "model downloading: 10 %",
    path: ["spec", "predictors", 0, "graph"],
  });
  expect(rollout.timeline.at(-1)?.words).toBe("hanging: model downloading: 10 %");
  rollout = look(rollout, 200, { containers: DOWNLOADING, lines: ["20 %"] });
  expect(rollout.state).toEqual({ kind: "running" });
});

test("an operator that does not answer is said to be waited for", () => {
  const moment: Moment = { status: {}, objects: { deployments: [], replicaSets: [] } };
  const rollout = look(look(undefined, 1, moment), 61, moment);
  expect(rollout.state).toMatchObject({ kind: "hanging", since: CREATED, path: [] });
});

test("an update is not called available because the version before it was", () => {
  const available: Moment = { containers: UP, ready: 1, status: { state: "Available" } };
  const start: RolloutStart = { at: CREATED, generation: 1, before: treeAt(available) };
  let rollout = look(undefined, 1, available, start);
  expect(rollout).toMatchObject({
    state: { kind: "running" },
    words: "accepted by the API server, waiting for the operator",
  });
  rollout = look(rollout, 3, { ...available, status: { state: "Creating" } }, start);
  expect(rollout.state).toEqual({ kind: "running" });
  rollout = look(rollout, 5, available, start);
  expect(rollout).toMatchObject({ state: { kind: "running" }, words: "ready, making sure that it stays so" });
  rollout = look(rollout, 7, available, start);
  expect(rollout.state).toEqual({ kind: "available" });
});

test("an update that looks finished for a moment before it begins is not", () => {
  const available: Moment = { containers: UP, ready: 1, status: { state: "Available" } };
  const start: RolloutStart = { at: CREATED, generation: 1, before: treeAt({ status: { state: "Creating" } }) };
  let rollout = look(undefined, 1, available, start);
  rollout = look(rollout, 2, { containers: STARTING, status: { state: "Available" } }, start);
  rollout = look(rollout, 4, { containers: STARTING, status: { state: "Creating" } }, start);
  expect(rollout.state).toEqual({ kind: "running" });
  expect(rollout.words).toContain("server starting");
});

test("an update that changes no pod is available once the operator had its time", () => {
  const available: Moment = { containers: UP, ready: 1, status: { state: "Available" } };
  const start: RolloutStart = { at: CREATED, generation: 1, before: treeAt(available) };
  const early = look(undefined, 9, available, start);
  expect(early.state).toEqual({ kind: "running" });
  const late = look(early, 10, available, start);
  expect(look(late, 12, available, start).state).toEqual({ kind: "available" });
  expect(look(undefined, 0, available, { ...start, isSpecUnchanged: true }).state).toEqual({ kind: "available" });
});

test("ready without its routes is not yet switched", () => {
  const conditions = [
    { type: "istioVirtualServicesReady", status: "False", reason: "Not all VirtualServices created" },
  ];
  const rollout = look(undefined, 50, { containers: UP, ready: 1, status: { state: "Available", conditions } });
  expect(rollout).toMatchObject({ state: { kind: "running" }, words: "ready, traffic not yet switched" });
});
