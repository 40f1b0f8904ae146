// Which log tells why a pod is not ready (seldon-facts §10.4).
import { describe, expect, test } from "vitest";
import { explainingLog } from "./explaining-log.ts";
import { relate } from "./relate.ts";
import {
  COMPLETED,
  crashed,
  ended,
  READY,
  RUNNING,
  sampleDeployment,
  samplePod,
  sampleReplicaSet,
  sampleWorkload,
  waiting,
} from "./sample-cluster.ts";

const WORKLOAD = sampleWorkload();
const SET = sampleReplicaSet(WORKLOAD, 2, 0);
const INIT = "classifier-model-initializer";

describe("the log that explains", () => {
  const choose = (containers: Parameters<typeof samplePod>[1]): ReturnType<typeof explainingLog> => {
    const pods = [samplePod(SET, containers)];
    const [tree] = relate({
      seldonDeployments: [sampleDeployment()],
      deployments: [WORKLOAD],
      replicaSets: [SET],
      pods,
    });
    const pod = tree?.predictors[0]?.workloads[0]?.pods[0];
    return pod && explainingLog(pod);
  };

  test.each([
    ["a failed init container", { [INIT]: ended(1) }, { container: INIT, isPrevious: false }],
    ["one that waits to start again", { [INIT]: crashed(1) }, { container: INIT, isPrevious: true }],
    [
      "a model that crashes",
      { [INIT]: COMPLETED, classifier: crashed(1) },
      { container: "classifier", isPrevious: true },
    ],
    [
      "a model that runs again after a crash",
      { [INIT]: COMPLETED, classifier: { ...RUNNING, restartCount: 1, lastState: { terminated: { exitCode: 143 } } } },
      { container: "classifier", isPrevious: true },
    ],
    [
      "a model that is not ready yet, before the executor that waits for it",
      { [INIT]: COMPLETED, classifier: RUNNING, "seldon-container-engine": RUNNING },
      { container: "classifier", isPrevious: false },
    ],
    [
      "an executor, where the model is ready",
      { [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": crashed(2) },
      { container: "seldon-container-engine", isPrevious: true },
    ],
    ["nothing where no container has run", { [INIT]: waiting("CreateContainerConfigError") }, undefined],
    [
      "nothing where all is ready",
      { [INIT]: COMPLETED, classifier: READY, "seldon-container-engine": READY },
      undefined,
    ],
  ])("%s", (_title, containers, expected) => {
    expect(choose(containers)).toEqual(expected);
  });
});
