import { expect, test } from "vitest";
import { cutObject } from "../kube/kept-fields.ts";
import type { KubeObject } from "../kube/port.ts";
import { DEPLOYMENT, EVENT, POD, REPLICA_SET, ROUTE, type Reduction } from "./kept-fields.ts";

/** As a live list keeps it. */
function kept<T extends KubeObject>({ keep, reduce }: Reduction<T>, object: T): T {
  return reduce(cutObject(object, keep));
}

const container = {
  ...{ name: "classifier", image: "seldonio/sklearnserver:1.17.1", imagePullPolicy: "IfNotPresent" },
  args: ["--verbose"],
  env: [
    { name: "PREDICTOR_ID", value: "default" },
    { name: "MODEL_NAME", value: "iris" },
  ],
  ports: [{ name: "http", containerPort: 9000 }],
  volumeMounts: [{ name: "models", mountPath: "/mnt/models" }],
};
const status = { name: "classifier", ready: true, restartCount: 2, state: { running: {} }, imageID: "sha256:0" };
const ready = { type: "Ready", status: "True", lastTransitionTime: "2026-11-21T09:00:00Z" };

function pod(name: string): Parameters<typeof POD.reduce>[0] {
  return {
    ...{ apiVersion: "v1", kind: "Pod" },
    metadata: { name, labels: { app: "a" }, finalizers: ["x"], managedFields: [{ manager: "m", operation: "Update" }] },
    spec: { ...{ nodeName: "node-1", containers: [container] }, ...{ volumes: [], tolerations: [] } },
    status: {
      ...{ phase: "Running", containerStatuses: [status], hostIP: "10.0.0.1" },
      conditions: [Object.assign({ lastProbeTime: "" }, ready)],
    },
  };
}

test("of a pod what the tree reads is kept", () => {
  const { name, image, ports } = container;
  const { imageID: _, ...shown } = status;
  expect(kept(POD, pod("a"))).toEqual({
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "a", labels: { app: "a" } } },
    spec: { nodeName: "node-1", containers: [{ name, image, ports }] },
    status: { phase: "Running", containerStatuses: [shown], conditions: [ready] },
  });
});

test("replicas share their specification and their labels", () => {
  const [one, other] = [kept(POD, pod("a")), kept(POD, pod("b"))];
  expect(one.spec).toBe(other.spec);
  expect(one.metadata.labels).toBe(other.metadata.labels);
});

test("of a template the variable is kept that names the predictor, and the arguments", () => {
  const deployment = {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a" } },
    spec: { replicas: 2, template: { spec: { containers: [container] } } },
    status: { replicas: 2 },
  };
  const { name, image, ports, args } = container;
  expect(kept(DEPLOYMENT, deployment)).toEqual({
    ...deployment,
    spec: {
      replicas: 2,
      template: {
        spec: { containers: [{ name, image, ports, args, env: [{ name: "PREDICTOR_ID", value: "default" }] }] },
      },
    },
  });
});

test("what the API server leaves out stays out", () => {
  const bare = { apiVersion: "apps/v1", kind: "ReplicaSet", metadata: { name: "a" } };
  expect(kept(REPLICA_SET, bare)).toEqual(bare);
  expect(kept(POD, { ...bare, kind: "Pod" })).toEqual({ ...bare, kind: "Pod" });
});

test("an event keeps what it says and about whom", () => {
  const event = {
    ...{ apiVersion: "v1", kind: "Event", metadata: { name: "a" }, type: "Warning", reason: "BackOff" },
    ...{ involvedObject: { kind: "Pod", name: "a" }, lastTimestamp: "2026-11-21T09:00:00Z" },
  };
  expect(kept(EVENT, { ...event, ...{ reportingComponent: "kubelet", source: { component: "kubelet" } } })).toEqual(
    event,
  );
});

test("the copies of the whole object in annotations are left out, and nothing else of a route", () => {
  const route = (annotations: Record<string, string>): KubeObject => ({
    ...{ apiVersion: "networking.istio.io/v1beta1", kind: "VirtualService" },
    ...{ metadata: { name: "a", annotations }, spec: { http: [{ route: [{ weight: 100 }] }] } },
  });
  const copies = { "seldon.io/last-applied": "{}", "kubectl.kubernetes.io/last-applied-configuration": "{}" };
  expect(kept(ROUTE, route({ ...copies, note: "x" }))).toEqual(route({ note: "x" }));
});
