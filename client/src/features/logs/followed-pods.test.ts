import { describe, expect, test } from "vitest";
import { health, relateOne, indexObjects, type PodObject, type SeldonDeploymentObject } from "../../domain/index.ts";
import { followedPods, podOfJob, type FollowedPod } from "./followed-pods.ts";
import type { RowLogTarget } from "./log-target.ts";

const IMAGE = "seldonio/sklearnserver:1.17.1";
const place = { context: "kind-1", namespace: "scoring", deployment: "iris" };

const deployment: SeldonDeploymentObject = {
  metadata: { name: "iris", namespace: "scoring", uid: "sd" },
  spec: {
    predictors: [
      {
        name: "default",
        graph: {
          name: "combiner",
          type: "COMBINER",
          children: [{ name: "left", implementation: "SKLEARN_SERVER", modelUri: "s3://models/left" }],
        },
      },
    ],
  },
};

const labels = { "seldon-deployment-id": "iris" };
const owned = (kind: string, name: string, uid: string): NonNullable<PodObject["metadata"]["ownerReferences"]> => [
  { kind, name, uid, controller: true },
];

const pod: PodObject = {
  metadata: {
    name: "iris-default-0-combiner-left-5d9c-x2x4k",
    namespace: "scoring",
    uid: "pod",
    labels,
    ownerReferences: owned("ReplicaSet", "iris-default-0-combiner-left-5d9c", "rs"),
  },
  spec: {
    initContainers: [{ name: "left-model-initializer" }],
    containers: [
      { name: "combiner", image: IMAGE },
      { name: "left", image: IMAGE },
      { name: "seldon-container-engine" },
    ],
  },
  status: {
    initContainerStatuses: [
      {
        name: "left-model-initializer",
        ready: false,
        restartCount: 2,
        state: { waiting: { reason: "CrashLoopBackOff" } },
        lastState: { terminated: { exitCode: 1, containerID: "c1", finishedAt: "2026-11-21T12:03:04Z" } },
      },
    ],
  },
};

function podsOf(target: RowLogTarget): readonly FollowedPod[] {
  const tree = relateOne(
    deployment,
    indexObjects({
      seldonDeployments: [deployment],
      deployments: [
        {
          metadata: {
            name: "iris-default-0-combiner-left",
            namespace: "scoring",
            uid: "dep",
            labels,
            ownerReferences: owned("SeldonDeployment", "iris", "sd"),
          },
          spec: { replicas: 1, template: { spec: pod.spec ?? {} } },
        },
      ],
      replicaSets: [
        {
          metadata: {
            name: "iris-default-0-combiner-left-5d9c",
            namespace: "scoring",
            uid: "rs",
            labels,
            ownerReferences: owned("Deployment", "iris-default-0-combiner-left", "dep"),
          },
        },
      ],
      pods: [pod],
    }),
  );
  return followedPods(target, { tree, infos: health(tree, { now: Date.parse("2026-11-21T12:04:00Z") }) });
}

const names = (pods: readonly FollowedPod[]): string[] =>
  pods.flatMap(({ containers }) => containers.map(({ name }) => name));

describe("containers of a row", () => {
  test("of a deployment, a predictor and a pod all of them, the initializers first", () => {
    const all = ["left-model-initializer", "combiner", "left", "seldon-container-engine"];
    expect(names(podsOf({ kind: "deployment", context: "kind-1", namespace: "scoring", name: "iris" }))).toEqual(all);
    expect(names(podsOf({ kind: "predictor", ...place, predictor: "default" }))).toEqual(all);
    expect(names(podsOf({ kind: "pod", ...place, parent: "", pod: pod.metadata.name }))).toEqual(all);
    expect(names(podsOf({ kind: "predictor", ...place, predictor: "canary" }))).toEqual([]);
  });

  test("of a graph unit its own container and its initializer", () => {
    const unit = podsOf({ kind: "unit", ...place, predictor: "default", path: ["combiner", "left"] });
    expect(names(unit)).toEqual(["left-model-initializer", "left"]);
  });

  test("the failing initializer's last log explains the state", () => {
    const [whole] = podsOf({ kind: "deployment", context: "kind-1", namespace: "scoring", name: "iris" });
    expect(whole).toMatchObject({
      isReady: false,
      explaining: { container: "left-model-initializer", isPrevious: true },
    });
    expect(whole?.containers[0]?.source).toBe("initializer-log");
    const [other] = podsOf({ kind: "unit", ...place, predictor: "default", path: ["combiner"] });
    expect(other?.explaining).toBeUndefined();
  });
});

test("a Job's pod has all its containers", () => {
  const followed = podOfJob("train", pod);
  expect(names([followed])).toEqual(["left-model-initializer", "combiner", "left", "seldon-container-engine"]);
  expect(followed.containers[0]?.status?.restartCount).toBe(2);
});
