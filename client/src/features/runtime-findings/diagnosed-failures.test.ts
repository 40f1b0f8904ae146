import { expect, test } from "vitest";
import {
  COMPLETED,
  CREATED,
  ended,
  READY,
  RUNNING,
  sampleDeployment,
  samplePod,
  sampleReplicaSet,
  sampleWorkload,
} from "../../domain/health/sample-cluster.ts";
import { health, relate, type Cause, type ContainerStatus } from "../../domain/index.ts";
import { summaryOf, type DeploymentSummary } from "../../live/index.ts";
import { DiagnosedFailures } from "./diagnosed-failures.ts";

const CONTEXT = "staging";
const KEY = "models/iris";
const INIT = "classifier-model-initializer";
const CAUSE: Cause = {
  ...{ signature: "gateway-missing", failureModes: ["S43"], title: "No gateway", meaning: "M.", remedy: "R." },
  ...{ step: "routes", confidence: "certain", part: {}, evidence: [{ object: "VirtualService iris" }] },
};

type Containers = Readonly<Record<string, Omit<ContainerStatus, "name">>>;

function judged(containers: Containers, { generation = 1, name = "" } = {}): DeploymentSummary {
  const workload = sampleWorkload();
  const set = sampleReplicaSet(workload, 1, 0);
  const pod = samplePod(set, containers);
  const pods = [{ ...pod, metadata: { ...pod.metadata, uid: `${pod.metadata.name}${name}` } }];
  const deployment = sampleDeployment();
  const seldonDeployments = [{ ...deployment, metadata: { ...deployment.metadata, generation } }];
  const [tree] = relate({ seldonDeployments, deployments: [workload], replicaSets: [set], pods });
  if (!tree) throw new Error("No tree.");
  const line = 'Failed to create file system for "s3://models/iris": didn\'t find section in config file';
  return summaryOf({ key: KEY, tree, infos: health(tree, { now: CREATED, lastLines: () => [line] }) });
}

const FAILING: Containers = { [INIT]: ended(1) };

function signatures(found: ReturnType<DiagnosedFailures["of"]>): string[] {
  return found.map(({ signature }) => signature);
}

test("what was diagnosed stands beside what the tree shows, and what both say stands once", () => {
  const diagnosed = new DiagnosedFailures();
  const shown = { ...CAUSE, signature: "remote-not-defined", part: { predictor: "default", unit: "classifier" } };
  diagnosed.set(CONTEXT, KEY, [CAUSE, shown]);
  expect(signatures(diagnosed.of(CONTEXT, KEY, judged(FAILING)))).toEqual(["remote-not-defined", "gateway-missing"]);
});

test.each<[string, DeploymentSummary | undefined]>([
  ["another manifest was applied", judged(FAILING, { generation: 2 })],
  ["the pod was replaced", judged(FAILING, { name: "-2" })],
  ["its initializer has ended well", judged({ [INIT]: COMPLETED, classifier: RUNNING })],
  ["it got ready", judged({ [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": READY })],
  ["it is gone", undefined],
])("it goes when %s, and does not come back", (_title, after) => {
  const diagnosed = new DiagnosedFailures();
  diagnosed.set(CONTEXT, KEY, [CAUSE]);
  expect(signatures(diagnosed.of(CONTEXT, KEY, judged(FAILING)))).toContain("gateway-missing");
  expect(signatures(diagnosed.of(CONTEXT, KEY, after))).not.toContain("gateway-missing");
  expect(signatures(diagnosed.of(CONTEXT, KEY, judged(FAILING)))).not.toContain("gateway-missing");
});

test("it stays while the same container fails again and again", () => {
  const diagnosed = new DiagnosedFailures();
  diagnosed.set(CONTEXT, KEY, [CAUSE]);
  for (const state of [ended(1), { ...RUNNING, restartCount: 4 }, ended(1)])
    expect(signatures(diagnosed.of(CONTEXT, KEY, judged({ [INIT]: state })))).toContain("gateway-missing");
});

test("a new diagnosis takes the place of the one before", () => {
  const diagnosed = new DiagnosedFailures();
  diagnosed.set(CONTEXT, KEY, [CAUSE]);
  diagnosed.set(CONTEXT, KEY, []);
  expect(signatures(diagnosed.of(CONTEXT, KEY, judged(FAILING)))).toEqual(["remote-not-defined"]);
});
