import { describe, expect, test } from "vitest";
import { ObservedFailure } from "../../../../schemas/src/index.ts";
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
} from "../../domain/health/sample-cluster.ts";
import { health, relate, type ClusterObjects } from "../../domain/index.ts";
import { summaryOf, type DeploymentSummary } from "../../live/index.ts";
import { observedFailures } from "./observed-failures.ts";

const WORKLOAD = sampleWorkload();
const SET = sampleReplicaSet(WORKLOAD, 2, 0);
const INIT = "classifier-model-initializer";
const POD = `${SET.metadata.name}-x2x4k`;

const REMOTE_NOT_DEFINED = 'Failed to create file system for "s3://models/iris": didn\'t find section in config file';

type Logs = Readonly<Record<string, readonly string[]>>;

/** Logs by `container` and `container.previous`. */
function judge(objects: Partial<ClusterObjects>, logs: Logs = {}): DeploymentSummary {
  const seldonDeployments = objects.seldonDeployments ?? [sampleDeployment()];
  const [tree] = relate({ deployments: [WORKLOAD], replicaSets: [SET], pods: [], ...objects, seldonDeployments });
  if (!tree) throw new Error("No tree.");
  const infos = health(tree, {
    now: CREATED + 300_000,
    lastLines: (_pod, container, isPrevious) => logs[isPrevious ? `${container}.previous` : container],
  });
  return summaryOf({ key: "models/iris", tree, infos });
}

function failuresOf(objects: Partial<ClusterObjects>, logs: Logs = {}): ObservedFailure[] {
  const failures = observedFailures(judge(objects, logs), "staging");
  for (const failure of failures) ObservedFailure.parse(failure);
  return failures;
}

test("a failed initializer tells its unit, the line and what it means", () => {
  const pod = samplePod(SET, { [INIT]: ended(1) });
  const [failure, ...others] = failuresOf({ pods: [pod] }, { [INIT]: ["NOTICE: something else", REMOTE_NOT_DEFINED] });
  expect(others).toEqual([]);
  expect(failure).toMatchObject({
    kind: "SeldonDeployment",
    name: "iris",
    namespace: "models",
    cluster: "staging",
    predictor: "default",
    unit: "classifier",
    container: INIT,
    signature: "remote-not-defined",
    title: "remote s3 not defined",
    evidence: { object: `Container ${INIT} of pod ${POD}`, line: REMOTE_NOT_DEFINED },
  });
  expect(failure?.failureModes[0]).toBe("S03");
});

test("several replicas that show the same count once", () => {
  const pod = samplePod(SET, { [INIT]: ended(1) });
  const second = { ...pod, metadata: { ...pod.metadata, name: "second", uid: "second" } };
  expect(failuresOf({ pods: [pod, second] }, { [INIT]: [REMOTE_NOT_DEFINED] })).toHaveLength(1);
});

test("an empty download is told of the initializer, not of the server that misses its model (F01)", () => {
  const logs = {
    [INIT]: ["INFO  : There was nothing to transfer"],
    "classifier.previous": ["FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/model.joblib'"],
  };
  const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(1) });
  expect(failuresOf({ pods: [pod] }, logs)).toMatchObject([
    {
      container: INIT,
      unit: "classifier",
      signature: "nothing-to-transfer",
      evidence: { object: `Container ${INIT} of pod ${POD}`, line: "INFO  : There was nothing to transfer" },
    },
  ]);
});

test("where no line tells, the state does", () => {
  const end = { exitCode: 137, reason: "OOMKilled", finishedAt: "2026-11-21T09:04:00Z" };
  const oom = { ...RUNNING, ready: false, restartCount: 2, lastState: { terminated: end } };
  const pod = samplePod(SET, { [INIT]: COMPLETED, classifier: oom });
  expect(failuresOf({ pods: [pod] })).toMatchObject([
    {
      container: "classifier",
      failureModes: ["S15"],
      evidence: {
        object: `Container classifier of pod ${POD} (OOMKilled, exit code 137)`,
        time: "2026-11-21T09:04:00Z",
      },
    },
  ]);
});

test("an event gives its text and time", () => {
  const message = 'Error: secret "store" not found';
  const event = { ...sampleEvent("Pod", POD, "Failed", message), lastTimestamp: "2026-11-21T09:03:00Z" };
  const pod = samplePod(SET, { [INIT]: waiting("CreateContainerConfigError") });
  expect(failuresOf({ pods: [pod], events: [event] })).toMatchObject([
    {
      container: INIT,
      failureModes: ["F09", "S51"],
      evidence: { time: "2026-11-21T09:03:00Z", line: message },
    },
  ]);
});

test("what the operator refuses is told of the deployment", () => {
  const description =
    'Deployment.apps "x" is invalid: spec.template.spec.volumes[1].name: Duplicate value: "classifier-provision-location"';
  const deployment = sampleDeployment([samplePredictor()], { state: "Failed", description });
  const [failure] = failuresOf({ seldonDeployments: [deployment], deployments: [] });
  expect(failure).toMatchObject({ signature: "duplicate-model-volume", evidence: { object: "SeldonDeployment iris" } });
  expect(failure?.predictor).toBeUndefined();
});

test("credentials in a line are masked", () => {
  const line = `${REMOTE_NOT_DEFINED} (https://ann:pa55word@store)`;
  const pod = samplePod(SET, { [INIT]: ended(1) });
  expect(JSON.stringify(failuresOf({ pods: [pod] }, { [INIT]: [line] }))).not.toContain("pa55word");
});

describe("nothing is told", () => {
  const failed = samplePod(SET, { [INIT]: ended(1) });
  const logs = { [INIT]: [REMOTE_NOT_DEFINED] };

  test.each<[string, Partial<ClusterObjects>]>([
    ["of pods that serve", { pods: [samplePod(SET, { [INIT]: COMPLETED, classifier: READY })] }],
    ["of symptoms", { pods: [samplePod(SET, { [INIT]: COMPLETED, classifier: crashed(143) })] }],
    [
      "of pods that are going",
      { pods: [{ ...failed, metadata: { ...failed.metadata, deletionTimestamp: "2026-11-21T09:04:00Z" } }] },
    ],
  ])("%s", (_title, objects) => {
    expect(failuresOf(objects, logs)).toEqual([]);
  });

  test("of pods of an older version", () => {
    const old = sampleReplicaSet(WORKLOAD, 1, 0);
    const pod = samplePod(old, { [INIT]: ended(1) });
    expect(failuresOf({ replicaSets: [SET, old], pods: [pod] }, logs)).toEqual([]);
  });

  test("of a pod whose place another has taken", () => {
    const evicted = { ...failed, metadata: { ...failed.metadata, name: "evicted", uid: "evicted" } };
    const status = { ...failed.status, phase: "Failed", reason: "Evicted" };
    const other = samplePod(SET, { [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": READY });
    expect(failuresOf({ pods: [{ ...evicted, status }, other] }, logs)).toEqual([]);
  });
});
