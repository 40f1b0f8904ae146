// The simulated network: ports of pods, names of Services, and what is refused.
import { createServer, request } from "node:http";
import { expect, test } from "vitest";
import type { Informer } from "../kubernetes/cluster-client.ts";
import type { KubeObject } from "../kubernetes/objects.ts";
import type { Endpoints, Service } from "../kubernetes/workload-types.ts";
import { createNetwork } from "./network.ts";
import { createServiceFinder } from "./service-finder.ts";

function informerOf<T extends KubeObject>(...objects: T[]): Informer<T> {
  return {
    ready: () => Promise.resolve(),
    get: (name, namespace) =>
      objects.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace),
    all: () => objects,
    onChange: () => () => {},
  };
}

const service: Service = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "model", namespace: "ml" },
  spec: { clusterIP: "10.96.0.9", ports: [{ name: "http", port: 8000, targetPort: 9000 }] },
};
const endpoints: Endpoints = {
  apiVersion: "v1",
  kind: "Endpoints",
  metadata: { name: "model", namespace: "ml" },
  subsets: [{ addresses: [{ ip: "10.244.0.1" }, { ip: "10.244.0.2" }], ports: [{ name: "http", port: 9000 }] }],
};
const empty: Service = {
  ...service,
  metadata: { name: "empty", namespace: "ml" },
  spec: { ...service.spec, clusterIP: "10.96.0.10" },
};
const finder = createServiceFinder(informerOf(service, empty), informerOf(endpoints));

function serve(network: ReturnType<typeof createNetwork>, address: string): { close: () => void } {
  const pod = network.attach(address, "ml");
  pod.network.listen(
    9000,
    createServer((_request, response) => response.end(address)),
  );
  return pod;
}

async function get(network: ReturnType<typeof createNetwork>, host: string, port: number): Promise<string> {
  const connection = await network.dial(host, port, { address: "10.244.0.1", namespace: "ml" });
  return new Promise((resolve, reject) => {
    const call = request(
      { createConnection: () => connection, path: "/", headers: { connection: "close" } },
      response => {
        let text = "";
        response.on("data", chunk => (text += String(chunk))).on("end", () => resolve(text));
      },
    );
    call.on("error", reject).end();
  });
}

test.each([
  ["localhost", 9000],
  ["127.0.0.1", 9000],
  ["10.244.0.1", 9000],
])("%s reaches the pod itself", async (host, port) => {
  const network = createNetwork(finder);
  serve(network, "10.244.0.1");
  expect(await get(network, host, port)).toBe("10.244.0.1");
});

test.each(["model", "model.ml", "model.ml.svc", "model.ml.svc.cluster.local", "10.96.0.9"])(
  "the Service %s is answered by its pods in turn, on the target port",
  async host => {
    const network = createNetwork(finder);
    serve(network, "10.244.0.1");
    serve(network, "10.244.0.2");
    const answers = [await get(network, host, 8000), await get(network, host, 8000)];
    expect(answers.sort()).toEqual(["10.244.0.1", "10.244.0.2"]);
  },
);

test.each([
  ["model.other", 8000, "ENOTFOUND"],
  ["minio.minio.svc.cluster.local", 9000, "ENOTFOUND"],
  ["empty", 8000, "ECONNREFUSED"],
  ["model", 8001, "ECONNREFUSED"],
  ["localhost", 9001, "ECONNREFUSED"],
  ["10.244.3.3", 9000, "ECONNREFUSED"],
])("%s:%i fails with %s", async (host, port, code) => {
  const network = createNetwork(finder);
  await expect(network.dial(host, port, { address: "10.244.0.1", namespace: "ml" })).rejects.toMatchObject({ code });
});

test("a port is taken once per pod, and free after the end, which cuts its connections", async () => {
  const network = createNetwork(finder);
  const first = serve(network, "10.244.0.1");
  expect(() => serve(network, "10.244.0.1")).toThrow(expect.objectContaining({ code: "EADDRINUSE" }));
  serve(network, "10.244.0.2");
  const connection = await network.dial("10.244.0.1", 9000);
  const closed = new Promise(resolve => connection.on("close", resolve));
  first.close();
  await closed;
  expect(network.isListening("10.244.0.1", 9000)).toBe(false);
  serve(network, "10.244.0.1");
});

test("addresses are given out once and come back", () => {
  const network = createNetwork(finder);
  const addresses = new Set(Array.from({ length: 600 }, () => network.assignAddress()));
  expect(addresses.size).toBe(600);
  expect([...addresses].every(address => /^10\.244\.[0-2]\.\d+$/.test(address))).toBe(true);
  network.releaseAddress("10.244.0.7");
  for (let count = 0; count < 256 * 254 - 600; count += 1) network.assignAddress();
  expect(network.assignAddress()).toBe("10.244.0.7");
});
