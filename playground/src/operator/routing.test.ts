// Canary, shadow and explainers through Istio and Ambassador, against seldon-facts §5.5 and §5.6.
import { describe, expect, it } from "vitest";
import { planOf } from "./testing/manifest.ts";

const model = "graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://b/m' }";
const canary = `predictors: [{ name: main, traffic: 75, ${model} }, { name: canary, traffic: 25, ${model} }]`;
const shadow = (traffic: string): string =>
  `predictors: [{ name: main, traffic: 100, ${model} }, { name: dark, shadow: true, ${traffic} ${model} }]`;
const host = (predictor: string): string => `iris-${predictor}.models.svc.cluster.local`;

describe("Istio", () => {
  it("splits REST and gRPC by weight", () => {
    const [service, ...others] = planOf(canary).virtualServices;
    expect(others).toEqual([]);
    expect(service?.metadata.name).toBe("iris");
    expect(service?.spec).toMatchObject({ hosts: ["*"], gateways: ["istio-system/seldon-gateway"] });
    const [rest, grpc] = service?.spec.http ?? [];
    expect(rest?.match).toEqual([{ uri: { prefix: "/seldon/models/iris/" } }]);
    expect(rest?.rewrite).toEqual({ uri: "/" });
    expect(rest?.route).toEqual([
      { destination: { host: host("main"), subset: "main", port: { number: 8000 } }, weight: 75 },
      { destination: { host: host("canary"), subset: "canary", port: { number: 8000 } }, weight: 25 },
    ]);
    expect(grpc?.match).toEqual([
      {
        uri: { regex: ".*tensorflow.*|.*seldon.protos.*|.*inference.*" },
        headers: { namespace: { exact: "models" }, seldon: { exact: "iris" } },
      },
    ]);
    expect(grpc?.route?.map(({ destination }) => destination.port?.number)).toEqual([5001, 5001]);
    expect(rest?.retries).toBeUndefined();
  });

  it("names a subset for each predictor by its version", () => {
    expect(planOf(canary).destinationRules.map(({ metadata, spec }) => [metadata.name, spec.subsets])).toEqual([
      ["iris-main", [{ name: "main", labels: { version: "main" } }]],
      ["iris-canary", [{ name: "canary", labels: { version: "canary" } }]],
    ]);
  });

  it("mirrors to a shadow: its traffic as percentage, without one everything", () => {
    const routes = (traffic: string) => planOf(shadow(traffic)).virtualServices[0]?.spec.http?.[0];
    expect(routes("traffic: 20,")).toMatchObject({ mirror: { host: host("dark") }, mirrorPercentage: { value: 20 } });
    expect(routes("")?.mirrorPercentage).toBeUndefined();
    expect(routes("")?.route?.map(({ destination }) => destination.subset)).toEqual(["main"]);
    expect(planOf(shadow("")).destinationRules).toHaveLength(2);
  });

  it("follows annotations for host, gateway and retries", () => {
    const annotations =
      "{ seldon.io/istio-host: a.example, seldon.io/istio-gateway: mine, seldon.io/istio-retries: '3', seldon.io/istio-retries-timeout: '5' }";
    const [service] = planOf(`annotations: ${annotations}\n${canary}`).virtualServices;
    expect(service?.spec).toMatchObject({ hosts: ["a.example"], gateways: ["mine"] });
    expect(service?.spec.http?.[0]?.retries).toMatchObject({ attempts: 3, perTryTimeout: "5s" });
  });

  it("routes explainers by a VirtualService of their own", () => {
    const [explainer] = planOf(`predictors: [{ name: main, ${model}, explainer: { type: ALE } }]`).virtualServices;
    expect(explainer?.metadata.name).toBe("iris-main-explainer-http");
    expect(explainer?.spec.http?.[0]?.match).toEqual([{ uri: { prefix: "/seldon/models/iris-explainer/main/" } }]);
    expect(explainer?.spec.http?.[0]?.route?.[0]?.destination.port).toEqual({ number: 9000 });
  });
});

describe("Ambassador", () => {
  const mappings = (spec: string) => planOf(spec, { ingress: "ambassador" }).mappings;

  it("maps REST and gRPC of every predictor; the first has no weight, the others write theirs, 0 too", () => {
    const found = mappings(`predictors: [{ name: main, traffic: 100, ${model} }, { name: canary, ${model} }]`);
    expect(found.map(({ metadata, spec }) => [metadata.name, spec.weight])).toEqual([
      ["seldon-models-iris-main-rest", undefined],
      ["seldon-models-iris-main-grpc", undefined],
      ["seldon-models-iris-canary-rest", 0],
      ["seldon-models-iris-canary-grpc", 0],
    ]);
    expect(found[0]?.spec).toMatchObject({
      prefix: "/seldon/models/iris/",
      rewrite: "/",
      service: "iris-main.models:8000",
      timeout_ms: 3000,
    });
    expect(found[1]?.spec).toMatchObject({
      prefix: "/(seldon.protos.*|tensorflow.serving.*|inference.*)/.*",
      prefix_regex: true,
      grpc: true,
      headers: { seldon: "iris", namespace: "models" },
    });
  });

  it("gives a shadow its traffic as weight", () => {
    expect(mappings(shadow("traffic: 30,"))[2]?.spec).toMatchObject({ shadow: true, weight: 30 });
    expect(mappings(shadow(""))[2]?.spec).toMatchObject({ shadow: true, weight: 0 });
  });

  it("makes no objects of Istio", () => {
    const components = planOf(canary, { ingress: "ambassador" });
    expect([components.virtualServices, components.destinationRules]).toEqual([[], []]);
  });

  it("takes one header only", () => {
    expect(() => mappings(`annotations: { seldon.io/ambassador-header: 'a: b: c' }\n${canary}`)).toThrow(
      "Only a single custom header match is allowed at present but you provided: a: b: c",
    );
  });

  it("adds names for a single namespace that Kubernetes will refuse", () => {
    const names = planOf(canary, { ingress: "ambassador", isAmbassadorSingleNamespace: true }).mappings.map(
      ({ metadata, spec }) => [metadata.name, spec.prefix],
    );
    expect(names).toContainEqual(["seldon_iris_main_rest_mapping", "/seldon/iris/"]);
  });
});
