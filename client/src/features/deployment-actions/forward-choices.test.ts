import { expect, test } from "vitest";
import { relate, type PodObject } from "../../domain/index.ts";
import { sampleDeployment, samplePod, sampleReplicaSet, sampleWorkload } from "../../domain/health/sample-cluster.ts";
import { forwardChoices, forwardWords } from "./forward-choices.ts";
import { partOf, type InsideTarget } from "./part.ts";

const WORKLOAD = sampleWorkload();
const REPLICA_SET = sampleReplicaSet(WORKLOAD, 1, 1);
const POD: PodObject = withPorts(samplePod(REPLICA_SET, {}));
const SERVICES = ["iris-default", "iris-default-classifier"].map(name => ({
  metadata: { name },
  spec: { ports: [{ name: "http", port: 8000 }] },
}));
const place = { context: "c", namespace: "models" } as const;

test("of a predictor, the Service of its own name is offered", () => {
  const target = { kind: "predictor", ...place, deployment: "iris", predictor: "default" } as const;
  expect(choices(target)).toEqual(["port 8000 of service iris-default"]);
});

test("of a deployment, all Services are offered", () => {
  expect(choices({ kind: "deployment", ...place, name: "iris" })).toHaveLength(2);
});

test("of a container, its TCP ports are offered", () => {
  const { name } = POD.metadata;
  const target = {
    kind: "container",
    ...place,
    deployment: "iris",
    parent: "",
    pod: name,
    container: "classifier",
  } as const;
  expect(choices(target)).toEqual([`port 9000 of pod ${name}`]);
});

function choices(target: InsideTarget): string[] {
  const [tree] = relate({
    seldonDeployments: [sampleDeployment()],
    deployments: [WORKLOAD],
    replicaSets: [REPLICA_SET],
    pods: [POD],
  });
  const part = tree && partOf(tree, target);
  return part ? forwardChoices(target, part, SERVICES).map(choice => forwardWords(choice.target)) : [];
}

function withPorts(pod: PodObject): PodObject {
  const ports = [{ containerPort: 9000 }, { containerPort: 9001, protocol: "UDP" }];
  const containers = (pod.spec?.containers ?? []).map(container => ({ ...container, ports }));
  return { ...pod, spec: { ...pod.spec, containers } };
}
