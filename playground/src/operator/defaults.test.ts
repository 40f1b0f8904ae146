// Defaulting against seldon-facts §2.4.
import { describe, expect, it } from "vitest";
import { operatorConfig } from "./config.ts";
import { withDefaults, type DefaultedDeployment } from "./defaults.ts";
import { manifest } from "./testing/manifest.ts";

const defaulted = (spec: string): DefaultedDeployment => withDefaults(manifest(spec), operatorConfig());

function endpointsOf(sdep: DefaultedDeployment): unknown[] {
  return sdep.spec.predictors.map(({ graph }) => [
    graph.endpoint?.service_host,
    graph.endpoint?.httpPort,
    graph.endpoint?.grpcPort,
    graph.endpoint?.service_port,
  ]);
}

describe("defaulting", () => {
  it("leaves the stored object as it is", () => {
    const sdep = manifest("predictors: [{ name: main, graph: { name: m, implementation: SKLEARN_SERVER } }]");
    const before = structuredClone(sdep);
    withDefaults(sdep, operatorConfig());
    expect(sdep).toEqual(before);
  });

  it("labels with the predictor's name as version, unless there is one", () => {
    const sdep = defaulted(`
      predictors:
        - { name: main, graph: { name: m, type: MODEL } }
        - { name: next, labels: { version: v2 }, graph: { name: m, type: MODEL } }`);
    expect(sdep.spec.predictors.map(predictor => predictor.labels)).toEqual([{ version: "main" }, { version: "v2" }]);
  });

  it("types a unit as MODEL only if type, methods and implementation are all absent, or a server runs it", () => {
    const sdep = defaulted(`
      predictors:
        - name: main
          graph:
            name: bare
            children:
              - { name: methods, methods: [ROUTE] }
              - { name: unknown, implementation: UNKNOWN_IMPLEMENTATION }
              - { name: served, type: ROUTER, implementation: SKLEARN_SERVER }`);
    const graph = sdep.spec.predictors[0]?.graph;
    expect([graph?.type, ...(graph?.children ?? []).map(unit => unit.type)]).toEqual([
      "MODEL",
      undefined,
      undefined,
      "MODEL",
    ]);
  });

  it("numbers ports by distinct container name over all predictors, sidecars included", () => {
    const sdep = defaulted(`
      predictors:
        - name: main
          componentSpecs: [{ spec: { containers: [{ name: sidecar, image: s }, { name: a, image: i }] } }]
          graph: { name: a, type: MODEL }
        - { name: same, graph: { name: a, implementation: SKLEARN_SERVER } }
        - { name: other, graph: { name: b, implementation: SKLEARN_SERVER } }`);
    expect(endpointsOf(sdep)).toEqual([
      ["localhost", 9001, 9501, 9001],
      ["localhost", 9001, 9501, 9001],
      ["localhost", 9002, 9502, 9002],
    ]);
  });

  it("counts metrics ports up with each unit's container", () => {
    const sdep = defaulted(`
      predictors:
        - { name: main, graph: { name: a, implementation: SKLEARN_SERVER } }
        - { name: canary, graph: { name: a, implementation: SKLEARN_SERVER } }`);
    const ports = sdep.spec.predictors.map(predictor => predictor.componentSpecs?.[0]?.spec?.containers[0]?.ports);
    expect(ports).toEqual([
      [{ name: "metrics", containerPort: 6000, protocol: "TCP" }],
      [{ name: "metrics", containerPort: 6001, protocol: "TCP" }],
    ]);
  });

  it("takes a named port and ignores a nameless one", () => {
    const sdep = defaulted(`
      predictors:
        - name: main
          componentSpecs:
            - spec: { containers: [{ name: a, image: i, ports: [{ name: http, containerPort: 8080 }, { containerPort: 7000 }] }] }
          graph: { name: a, type: MODEL }`);
    expect(endpointsOf(sdep)).toEqual([["localhost", 8080, 9500, 8080]]);
  });

  it("checks readiness on the gRPC port under transport grpc", () => {
    const sdep = defaulted(
      "{ transport: grpc, predictors: [{ name: p, graph: { name: a, implementation: SKLEARN_SERVER } }] }",
    );
    expect(endpointsOf(sdep)).toEqual([["localhost", 9000, 9500, 9500]]);
  });

  it("reaches units of later componentSpecs, and all with a separate executor, through their Services", () => {
    const spec = `
      predictors:
        - name: main
          componentSpecs:
            - spec: { containers: [{ name: a, image: i }] }
            - spec: { containers: [{ name: b, image: i }] }
          graph: { name: a, type: MODEL, children: [{ name: b, type: MODEL }] }`;
    const hosts = (sdep: DefaultedDeployment): unknown[] => {
      const graph = sdep.spec.predictors[0]?.graph;
      return [graph?.endpoint?.service_host, graph?.children?.[0]?.endpoint?.service_host];
    };
    expect(hosts(defaulted(spec))).toEqual(["localhost", "iris-main-b.models.svc.cluster.local"]);
    expect(
      hosts(defaulted(`annotations: { seldon.io/engine-separate-pod: "True" }\n${spec.replace(/^ {6}/gm, "")}`)),
    ).toEqual(["iris-main-a.models.svc.cluster.local", "iris-main-b.models.svc.cluster.local"]);
  });

  it("makes a server's container in the first componentSpec, with the protocol's image", () => {
    const imageOf = (spec: string): unknown => {
      const [container] = defaulted(spec).spec.predictors[0]?.componentSpecs?.[0]?.spec?.containers ?? [];
      return container?.image;
    };
    const spec = (protocol: string, implementation: string): string =>
      `{ protocol: ${protocol}, predictors: [{ name: p, graph: { name: m, implementation: ${implementation} } }] }`;
    // seldon-facts §3.1: the whole table; `undefined` is a combination that passes admission and then fails (F18).
    expect(imageOf(spec("seldon", "SKLEARN_SERVER"))).toBe("seldonio/sklearnserver:1.17.1");
    expect(imageOf(spec("seldon", "XGBOOST_SERVER"))).toBe("seldonio/xgboostserver:1.17.1");
    expect(imageOf(spec("seldon", "MLFLOW_SERVER"))).toBe("seldonio/mlflowserver:1.17.1");
    expect(imageOf(spec("seldon", "TENSORFLOW_SERVER"))).toBe("seldonio/tfserving-proxy:1.17.1");
    expect(imageOf(spec("seldon", "TRITON_SERVER"))).toBeUndefined();
    expect(imageOf(spec("seldon", "HUGGINGFACE_SERVER"))).toBeUndefined();
    expect(imageOf(spec("seldon", "TEMPO_SERVER"))).toBeUndefined();
    for (const protocol of ["v2", "kfserving"]) {
      expect(imageOf(spec(protocol, "SKLEARN_SERVER"))).toBe("seldonio/mlserver:1.3.5-sklearn");
      expect(imageOf(spec(protocol, "XGBOOST_SERVER"))).toBe("seldonio/mlserver:1.3.5-xgboost");
      expect(imageOf(spec(protocol, "MLFLOW_SERVER"))).toBe("seldonio/mlserver:1.3.5-mlflow");
      expect(imageOf(spec(protocol, "TENSORFLOW_SERVER"))).toBeUndefined();
      expect(imageOf(spec(protocol, "TRITON_SERVER"))).toBe("nvcr.io/nvidia/tritonserver:21.08-py3");
      expect(imageOf(spec(protocol, "HUGGINGFACE_SERVER"))).toBe("seldonio/mlserver:1.3.5-huggingface");
      expect(imageOf(spec(protocol, "TEMPO_SERVER"))).toBe("seldonio/mlserver:1.3.5-slim");
    }
  });
});
