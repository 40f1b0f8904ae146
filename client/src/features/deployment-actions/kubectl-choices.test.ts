import { expect, test } from "vitest";
import { relate } from "../../domain/index.ts";
import {
  crashed,
  sampleDeployment,
  samplePod,
  sampleReplicaSet,
  sampleWorkload,
} from "../../domain/health/sample-cluster.ts";
import { kubectlChoices, kubectlTarget } from "./kubectl-choices.ts";
import type { InsideTarget } from "./part.ts";

const WORKLOAD = sampleWorkload();
const REPLICA_SET = sampleReplicaSet(WORKLOAD, 1, 0);
const POD = samplePod(REPLICA_SET, { classifier: crashed(1) });
const place = { context: "lab", namespace: "models" } as const;
const KUBECTL = kubectlTarget({ name: "lab", file: "/home/me/.kube/config" }, "models", [], undefined);

test("names the kubeconfig file only where kubectl would not find the context", () => {
  const context = { name: "lab", file: "/home/me/lab.yaml" };
  const inLab = { context: "lab", namespace: "models" };
  expect(kubectlTarget(context, "models", [], undefined)).toEqual(inLab);
  expect(kubectlTarget(context, "models", ["/home/me/lab.yaml"], undefined)).toEqual({
    kubeconfig: "/home/me/lab.yaml",
    ...inLab,
  });
  expect(kubectlTarget(context, "models", [], "/home/me/lab.yaml")).toHaveProperty("kubeconfig");
});

test("of a deployment", () => {
  expect(lines({ kind: "deployment", ...place, name: "iris" })).toEqual([
    "kubectl --context lab -n models get sdep/iris -o yaml",
    "kubectl --context lab -n models describe sdep/iris",
    "kubectl --context lab -n models logs -l seldon-deployment-id=iris --all-containers --prefix -f",
    "kubectl --context lab -n models get events --field-selector=involvedObject.kind=SeldonDeployment,involvedObject.name=iris --sort-by=.lastTimestamp",
    "kubectl --context lab -n models delete sdep/iris",
    "kubectl --context lab -n models rollout restart deployment/iris-default-0-classifier",
  ]);
});

test("of a container that has crashed, with the log of the run before", () => {
  const pod = POD.metadata.name;
  const target = { kind: "container", ...place, deployment: "iris", parent: "", pod, container: "classifier" } as const;
  expect(lines(target).slice(0, 2)).toEqual([
    `kubectl --context lab -n models logs ${pod} -c classifier -f`,
    `kubectl --context lab -n models logs ${pod} -c classifier --previous`,
  ]);
});

function lines(target: InsideTarget): string[] {
  const [tree] = relate({
    seldonDeployments: [sampleDeployment()],
    deployments: [WORKLOAD],
    replicaSets: [REPLICA_SET],
    pods: [POD],
  });
  return tree ? kubectlChoices(KUBECTL, tree, target).map(({ line }) => line) : [];
}
