// Whether pods fit onto nodes, and the scheduler's words where they do not.
import { expect, test } from "vitest";
import type { Pod } from "../kubernetes/pod-types.ts";
import type { Node } from "../kubernetes/workload-types.ts";
import { describeFailure, describeMissingClaim, findObstacles, requestsOf } from "./fit.ts";

function pod(spec: Partial<Pod["spec"]>): Pod {
  return { apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec: { containers: [], ...spec } };
}

function node(spec: Node["spec"] = {}): Node {
  const allocatable = { cpu: "4", memory: "8Gi", pods: "2" };
  const metadata = { name: "n", labels: { disk: "ssd" } };
  return { apiVersion: "v1", kind: "Node", metadata, spec, status: { allocatable } };
}

test("a pod takes the sum of its containers, or its largest init container; a limit counts as a request", () => {
  const requests = requestsOf(
    pod({
      containers: [
        { name: "a", resources: { requests: { cpu: "500m" }, limits: { cpu: "2", memory: "1Gi" } } },
        { name: "b", resources: { requests: { cpu: "1" } } },
      ],
      initContainers: [{ name: "i", resources: { limits: { cpu: "100m", memory: "3Gi" } } }],
    }),
  );
  expect(Object.fromEntries(requests)).toEqual({ pods: 1, cpu: 1.5, memory: 3 * 2 ** 30 });
});

test.each<[Partial<Pod["spec"]>, Node["spec"], [string, number][], string]>([
  [
    { containers: [{ name: "c", resources: { requests: { memory: "6Gi" } } }] },
    {},
    [["memory", 3 * 2 ** 30]],
    "Insufficient memory",
  ],
  [
    { containers: [{ name: "c", resources: { limits: { "nvidia.com/gpu": 1 } } }] },
    {},
    [],
    "Insufficient nvidia.com/gpu",
  ],
  [{}, {}, [["pods", 2]], "Too many pods"],
  [{ nodeSelector: { disk: "hdd" } }, {}, [], "node(s) didn't match Pod's node affinity/selector"],
  [{}, { unschedulable: true }, [], "node(s) were unschedulable"],
])("%j on %j with %j: %s", (spec, nodeSpec, used, obstacle) => {
  expect(findObstacles(pod(spec), node(nodeSpec), new Map(used))).toEqual([obstacle]);
});

test("what fits has no obstacle", () => {
  const spec = {
    nodeSelector: { disk: "ssd" },
    containers: [{ name: "c", resources: { requests: { cpu: "1", memory: "5Gi" } } }],
  };
  expect(
    findObstacles(
      pod(spec),
      node(),
      new Map([
        ["cpu", 3],
        ["memory", 3 * 2 ** 30],
        ["pods", 1],
      ]),
    ),
  ).toEqual([]);
});

test("failures are worded as in Kubernetes 1.27", () => {
  expect(describeFailure(1, [["Insufficient memory", "Insufficient cpu"]])).toBe(
    "0/1 nodes are available: 1 Insufficient cpu, 1 Insufficient memory. preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.",
  );
  expect(describeMissingClaim(1, "models")).toBe(
    '0/1 nodes are available: persistentvolumeclaim "models" not found. preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.',
  );
  expect(describeFailure(0, [])).toBe("no nodes available to schedule pods");
});
