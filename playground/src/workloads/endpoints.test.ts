// Which addresses a Service has.
import { expect, test } from "vitest";
import type { Pod } from "../kubernetes/pod-types.ts";
import type { Service } from "../kubernetes/workload-types.ts";
import { computeSubsets } from "./endpoints.ts";

const service: Service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "s", namespace: "ns" },
  spec: {
    selector: { app: "s" },
    ports: [
      { name: "http", port: 8000, targetPort: "http" },
      { name: "grpc", port: 5001 },
    ],
  },
};

function pod(
  name: string,
  ip: string | undefined,
  isReady: boolean,
  port = 9000,
  rest: Partial<Pod["metadata"]> = {},
): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "ns", uid: `uid-${name}`, ...rest },
    spec: { nodeName: "playground", containers: [{ name: "c", ports: [{ name: "http", containerPort: port }] }] },
    status: {
      phase: "Running",
      ...(ip === undefined ? {} : { podIP: ip }),
      conditions: [{ type: "Ready", status: isReady ? "True" : "False" }],
    },
  };
}

test("pods are ready or not; those that have no address or are about to end are none", () => {
  const subsets = computeSubsets(service, [
    pod("b", "10.244.0.2", true),
    pod("a", "10.244.0.1", true),
    pod("c", "10.244.0.3", false),
    pod("d", undefined, true),
    pod("e", "10.244.0.5", true, 9000, { deletionTimestamp: "2026-03-01T12:00:00Z" }),
  ]);
  expect(subsets).toEqual([
    {
      addresses: ["a", "b"].map((name, index) => ({
        ip: `10.244.0.${index + 1}`,
        nodeName: "playground",
        targetRef: { kind: "Pod", namespace: "ns", name, uid: `uid-${name}` },
      })),
      notReadyAddresses: [expect.objectContaining({ ip: "10.244.0.3" })],
      ports: [
        { name: "http", port: 9000, protocol: "TCP" },
        { name: "grpc", port: 5001, protocol: "TCP" },
      ],
    },
  ]);
});

test("pods that call another port by the same name are a subset of their own", () => {
  const subsets = computeSubsets(service, [pod("a", "10.244.0.1", true), pod("b", "10.244.0.2", true, 9001)]);
  expect(subsets.map(subset => subset.ports?.[0]?.port)).toEqual([9000, 9001]);
});
