// The gateway over live copies of routes, Services and pods: Istio's and Ambassador's ways (seldon-facts §5.5, §5.6; failure-modes F14, F20, S43).
import { duplexPair, type Duplex } from "node:stream";
import { Client, credentials, Metadata, status } from "@grpc/grpc-js";
import { afterEach, describe, expect, test } from "vitest";
import type { ClusterClient, Informer } from "../kubernetes/cluster-client.ts";
import type { DestinationRule, Mapping, VirtualService } from "../kubernetes/ingress-types.ts";
import type { KubeObject, ResourceType } from "../kubernetes/objects.ts";
import type { Pod } from "../kubernetes/pod-types.ts";
import type { Service } from "../kubernetes/workload-types.ts";
import { grpcService, unknownError } from "../programs/grpc/grpc-service.ts";
import { messageType } from "../programs/grpc/protos.ts";
import { httpService, json } from "../support/http.ts";
import { startGateway, type Gateway, type GatewayOptions } from "./gateway.ts";

const NAMESPACE = "scoring";

function podOf(version: string, address: string, isReady = true): Pod {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `iris-${version}`, namespace: NAMESPACE, labels: { "seldon-app": `iris-${version}`, version } },
    spec: { containers: [{ name: "c", ports: [{ name: "http", containerPort: 8000 }] }] },
    status: { podIP: address, conditions: [{ type: "Ready", status: isReady ? "True" : "False" }] },
  };
}

function serviceOf(version: string): Service {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: `iris-${version}`, namespace: NAMESPACE },
    spec: { selector: { "seldon-app": `iris-${version}` }, ports: [{ name: "http", port: 8000, targetPort: "http" }] },
  };
}

function ruleOf(version: string): DestinationRule {
  return {
    apiVersion: "networking.istio.io/v1alpha3",
    kind: "DestinationRule",
    metadata: { name: `iris-${version}`, namespace: NAMESPACE },
    spec: { host: `iris-${version}.${NAMESPACE}.svc.cluster.local`, subsets: [{ name: version, labels: { version } }] },
  };
}

const VERSIONS = ["main", "canary", "next"];

/** 90 to main, 10 to canary, a copy of half of the requests to next. */
const VIRTUAL_SERVICE: VirtualService = {
  apiVersion: "networking.istio.io/v1alpha3",
  kind: "VirtualService",
  metadata: { name: "iris", namespace: NAMESPACE },
  spec: {
    hosts: ["*"],
    http: [
      {
        match: [{ uri: { prefix: `/seldon/${NAMESPACE}/iris/` } }],
        rewrite: { uri: "/" },
        route: [
          { destination: destination("main"), weight: 90 },
          { destination: destination("canary"), weight: 10 },
        ],
        mirror: destination("next"),
        mirrorPercentage: { value: 50 },
      },
    ],
  },
};

function destination(version: string): { host: string; subset: string; port: { number: number } } {
  return { host: `iris-${version}.${NAMESPACE}.svc.cluster.local`, subset: version, port: { number: 8000 } };
}

function mappingOf(version: string, more: Partial<Mapping["spec"]>): Mapping {
  return {
    apiVersion: "getambassador.io/v2",
    kind: "Mapping",
    metadata: { name: `seldon-${version}-rest`, namespace: NAMESPACE },
    spec: {
      prefix: `/seldon/${NAMESPACE}/iris/`,
      rewrite: "/",
      service: `iris-${version}.${NAMESPACE}:8000`,
      timeout_ms: 3000,
      ...more,
    },
  };
}

/** A cluster whose live copies hold the given objects and never change. */
function clusterOf(objects: readonly KubeObject[]): ClusterClient {
  const unused = (): never => {
    throw new Error("The gateway only watches.");
  };
  return {
    get: unused,
    list: unused,
    create: unused,
    update: unused,
    updateStatus: unused,
    patch: unused,
    delete: unused,
    close: () => {},
    informer<T extends KubeObject>(type: ResourceType<T>): Informer<T> {
      const isOfType = (object: KubeObject): object is T => object.kind === type.kind;
      const found = objects.filter(isOfType);
      return {
        ready: () => Promise.resolve(),
        get: (name, namespace) =>
          found.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace),
        all: namespace => found.filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace),
        onChange: () => () => {},
      };
    },
  };
}

const ADDRESSES: Readonly<Record<string, string>> = { main: "10.244.0.1", canary: "10.244.0.2", next: "10.244.0.3" };
const PODS = VERSIONS.map(version => podOf(version, ADDRESSES[version] ?? ""));
const BACKENDS = [...VERSIONS.map(serviceOf), ...VERSIONS.map(ruleOf)];

/** Pods that answer who they are and what they were asked for. */
function dialEcho(host: string, port: number): Promise<Duplex> {
  const [near, far] = duplexPair();
  httpService(call => json(200, { host, port, path: call.path, body: call.body })).emit("connection", far);
  return Promise.resolve(near);
}

const open: Gateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(gateway => gateway.close()));
});

async function gatewayOf(objects: readonly KubeObject[], options: Partial<GatewayOptions> = {}): Promise<Gateway> {
  const gateway = await startGateway({ client: clusterOf(objects), ingress: "istio", dial: dialEcho, ...options });
  open.push(gateway);
  return gateway;
}

async function post(gateway: Gateway, path: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`${gateway.url}${path}`, { method: "POST", body: "{}" });
  return { status: response.status, body: await response.text() };
}

const PATH = `/seldon/${NAMESPACE}/iris/api/v1.0/predictions?x=1`;

describe("Istio", () => {
  test.each([
    [0.5, "10.244.0.1"],
    [0.95, "10.244.0.2"],
  ])("a draw of %f goes to %s, without the prefix", async (drawn, host) => {
    const gateway = await gatewayOf([VIRTUAL_SERVICE, ...BACKENDS, ...PODS], { random: () => drawn });
    const answer = await post(gateway, PATH);
    expect(JSON.parse(answer.body)).toEqual({ host, port: 8000, path: "/api/v1.0/predictions?x=1", body: "{}" });
  });

  test("counts by Service, and mirrors its percentage", async () => {
    let seed = 7;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    const gateway = await gatewayOf([VIRTUAL_SERVICE, ...BACKENDS, ...PODS], { random });
    for (let request = 0; request < 100; request++) await post(gateway, PATH);
    const counts = Object.fromEntries(gateway.counts().map(({ subset, count }) => [subset, count]));
    expect((counts["main"] ?? 0) + (counts["canary"] ?? 0)).toBe(100);
    expect(counts["canary"]).toBeLessThan(20);
    expect(counts["next"]).toBeGreaterThan(30);
    expect(gateway.counts().find(({ subset }) => subset === "next")).toMatchObject({ isMirror: true });
  });

  test("no route is a bare 404, no ready pod a 503", async () => {
    const pods = [podOf("main", "10.244.0.1", false), podOf("canary", "10.244.0.2")];
    const gateway = await gatewayOf([VIRTUAL_SERVICE, ...BACKENDS, ...pods], { random: () => 0 });
    expect(await post(gateway, "/seldon/iris/api/v1.0/predictions")).toEqual({ status: 404, body: "" });
    expect(await post(gateway, PATH)).toEqual({ status: 503, body: "no healthy upstream" });
  });

  test("a pod that refuses is a 503 that says so", async () => {
    const dial = (): Promise<Duplex> => Promise.reject(new Error("refused"));
    const gateway = await gatewayOf([VIRTUAL_SERVICE, ...BACKENDS, ...PODS], { dial });
    expect((await post(gateway, PATH)).body).toContain("upstream connect error or disconnect/reset before headers");
  });
});

test("gRPC goes by metadata, with its status; without a route it gets a bare 404 (seldon-facts §5.5, §7.3)", async () => {
  const headers = { seldon: { exact: "iris" }, namespace: { exact: NAMESPACE } };
  const route = [{ destination: destination("main"), weight: 100 }];
  const virtualService: VirtualService = {
    ...VIRTUAL_SERVICE,
    spec: { hosts: ["*"], http: [{ match: [{ uri: { regex: ".*seldon.protos.*" }, headers }], route }] },
  };
  const service = grpcService([
    {
      ...{ path: "/seldon.protos.Seldon/Predict", request: "seldon.protos.SeldonMessage" },
      response: "seldon.protos.SeldonMessage",
      handle: message => (message["strData"] === "bad" ? Promise.reject(unknownError("no")) : Promise.resolve(message)),
    },
  ]);
  const gateway = await gatewayOf([virtualService, ...BACKENDS, ...PODS], {
    dial: () => {
      const [near, far] = duplexPair();
      service.emit("connection", far);
      return Promise.resolve(near);
    },
  });
  const client = new Client(`127.0.0.1:${gateway.port}`, credentials.createInsecure());
  const type = messageType("seldon.protos.SeldonMessage");
  const call = (strData: string, metadata: Record<string, string>): Promise<unknown> =>
    new Promise(resolve => {
      const sent = new Metadata();
      for (const [name, value] of Object.entries(metadata)) sent.set(name, value);
      client.makeUnaryRequest(
        "/seldon.protos.Seldon/Predict",
        (message: object) => Buffer.from(type.encode(type.fromObject(message)).finish()),
        bytes => type.toObject(type.decode(bytes)),
        { strData },
        sent,
        (error, answer) => resolve(error ? error.code : answer),
      );
    });
  const place = { seldon: "iris", namespace: NAMESPACE };
  expect(await call("hello", place)).toEqual({ strData: "hello" });
  expect(await call("bad", place)).toBe(status.UNKNOWN);
  expect(await call("hello", { ...place, seldon: "other" })).toBe(status.UNIMPLEMENTED);
  expect(await post(gateway, PATH)).toMatchObject({ status: 404 });
  client.close();
});

describe("Ambassador", () => {
  const mappings = [
    mappingOf("main", {}),
    mappingOf("canary", { weight: 10 }),
    mappingOf("next", { weight: 100, shadow: true }),
  ];

  test.each([
    [0.05, "10.244.0.1"],
    [0.95, "10.244.0.2"],
  ])("the first predictor gets what the others leave: a draw of %f goes to %s", async (drawn, host) => {
    const gateway = await gatewayOf([...mappings, ...BACKENDS, ...PODS], {
      ingress: "ambassador",
      random: () => drawn,
    });
    expect(JSON.parse((await post(gateway, PATH)).body)).toMatchObject({ host, path: "/api/v1.0/predictions?x=1" });
    expect(gateway.counts()).toContainEqual({
      namespace: NAMESPACE,
      service: "iris-next",
      subset: "",
      isMirror: true,
      count: 1,
    });
  });

  test("a slow answer ends in 504 after the mapping's time (F14)", async () => {
    const slow = (): Promise<Duplex> => new Promise(() => {});
    const quick = [mappingOf("main", { timeout_ms: 30 })];
    const gateway = await gatewayOf([...quick, ...BACKENDS, ...PODS], { ingress: "ambassador", dial: slow });
    expect(await post(gateway, PATH)).toEqual({ status: 504, body: "upstream request timeout" });
  });
});
