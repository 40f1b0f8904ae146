import { expect, test } from "vitest";
import { smallDeployment, smallEvent, smallPod, smallReplicaSet, smallRoute } from "./kept-fields.ts";

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

function pod(name: string): Parameters<typeof smallPod>[0] {
  return {
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name } },
    spec: { ...{ nodeName: "node-1", containers: [container] }, ...{ volumes: [], tolerations: [] } },
    status: { ...{ phase: "Running", containerStatuses: [status] }, ...{ hostIP: "10.0.0.1" } },
  };
}

test("of a pod what the tree reads is kept", () => {
  const { name, image, ports } = container;
  const { imageID: _, ...shown } = status;
  expect(smallPod(pod("a"))).toEqual({
    ...{ apiVersion: "v1", kind: "Pod", metadata: { name: "a" } },
    spec: { nodeName: "node-1", containers: [{ name, image, ports }] },
    status: { phase: "Running", containerStatuses: [shown] },
  });
});

test("replicas share their specification", () => {
  expect(smallPod(pod("a")).spec).toBe(smallPod(pod("b")).spec);
});

test("of a template the variable is kept that names the predictor, and the arguments", () => {
  const deployment = {
    ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a" } },
    spec: { replicas: 2, template: { spec: { containers: [container] } } },
    status: { replicas: 2 },
  };
  const { name, image, ports, args } = container;
  expect(smallDeployment(deployment)).toEqual({
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
  expect(smallReplicaSet(bare)).toEqual(bare);
  expect(smallPod({ ...bare, kind: "Pod" })).toEqual({ ...bare, kind: "Pod" });
});

test("an event keeps what it says and about whom", () => {
  const event = {
    ...{ apiVersion: "v1", kind: "Event", metadata: { name: "a" }, type: "Warning", reason: "BackOff" },
    ...{ involvedObject: { kind: "Pod", name: "a" }, lastTimestamp: "2026-11-21T09:00:00Z" },
  };
  expect(smallEvent({ ...event, ...{ reportingComponent: "kubelet", source: { component: "kubelet" } } })).toEqual(
    event,
  );
});

test("the copies of the whole object in annotations are left out, and nothing else of a route", () => {
  const route = (annotations: Record<string, string>): Parameters<typeof smallRoute>[0] => ({
    ...{ apiVersion: "networking.istio.io/v1beta1", kind: "VirtualService" },
    ...{ metadata: { name: "a", annotations }, spec: { http: [{ route: [{ weight: 100 }] }] } },
  });
  const copies = { "seldon.io/last-applied": "{}", "kubectl.kubernetes.io/last-applied-configuration": "{}" };
  expect(smallRoute(route({ ...copies, note: "x" }))).toEqual(route({ note: "x" }));
});
