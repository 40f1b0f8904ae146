// Graphs of several units, where the executor goes, and what cannot be built (seldon-facts §5, §10.1).
import { describe, expect, it } from "vitest";
import { containerNamed, deploymentNamed, planOf, variable } from "./testing/manifest.ts";

describe("graphs", () => {
  const graph = `
    predictors:
      - name: main
        componentSpecs:
          - spec: { containers: [{ name: clean, image: c:1 }, { name: combine, image: k:1 }] }
          - spec: { containers: [{ name: a, image: a:1 }] }
          - hpaSpec: { maxReplicas: 3 }
            spec: { containers: [{ name: b, image: b:1 }] }
        graph:
          name: clean
          type: TRANSFORMER
          children:
            - name: combine
              type: COMBINER
              children: [{ name: a, type: MODEL }, { name: b, type: MODEL }]`;

  it("makes a Deployment for each componentSpec and a Service for each unit's container", () => {
    const components = planOf(graph);
    expect(components.deployments.map(({ metadata }) => metadata.name)).toEqual([
      "iris-main-0-clean-combine",
      "iris-main-1-a",
      "iris-main-2-b",
    ]);
    expect(components.services.map(({ metadata }) => metadata.name)).toEqual([
      "iris-main-clean",
      "iris-main-combine",
      "iris-main-a",
      "iris-main-b",
      "iris-main",
    ]);
    expect(components.autoscalers.map(({ metadata }) => metadata.name)).toEqual(["iris-main-2-b"]);
    const [first, second] = components.deployments;
    expect(first?.metadata.labels).toMatchObject({ "seldon.io/transformer": "true", "seldon.io/combiner": "true" });
    expect(second?.spec.template.spec.containers.map(container => container.name)).toEqual(["a"]);
    expect(second?.metadata.labels?.["seldon-app"]).toBeUndefined();
  });

  it("puts the executor into a pod of its own when asked, with labels that differ from all others (§5.2)", () => {
    const components = planOf(`annotations: { seldon.io/engine-separate-pod: "true" }${graph.replace(/^ {4}/gm, "")}`);
    const executor = deploymentNamed(components, "iris-main-svc-orch");
    expect(executor.spec.template.spec.containers.map(({ name }) => name)).toEqual(["seldon-container-engine"]);
    expect(executor.spec.template.metadata?.labels).toEqual({
      "seldon-app": "iris-main",
      "seldon-deployment-id": "iris-main",
      app: "iris-main-svc-orch",
    });
    const own = deploymentNamed(components, "iris-main-0-clean-combine").spec.template.spec.containers;
    expect(own.map(({ name }) => name)).toEqual(["clean", "combine"]);
  });

  it("leaves the executor out with no-engine, and serves the model's own ports (§5.3)", () => {
    const components = planOf(`
      predictors: [{ name: main, annotations: { seldon.io/no-engine: "True" }, graph: { name: m, implementation: SKLEARN_SERVER } }]`);
    const [deployment] = components.deployments;
    expect(deployment?.spec.template.spec.containers.map(({ name }) => name)).toEqual(["m"]);
    expect(deployment?.spec.template.metadata?.labels?.["seldon-app"]).toBe("iris-main");
    const service = components.services.find(({ metadata }) => metadata.name === "iris-main");
    expect(service?.spec.ports?.map(({ port }) => port)).toEqual([9000, 9500]);
    expect(components.address).toBe("http://iris-main.models.svc.cluster.local:9000/api/v1.0/predictions");
  });

  it('does not take "false" for no-engine', () => {
    const components = planOf(`
      predictors: [{ name: main, annotations: { seldon.io/no-engine: "false" }, graph: { name: m, implementation: SKLEARN_SERVER } }]`);
    expect(containerNamed(components, "seldon-container-engine").name).toBe("seldon-container-engine");
  });

  it("mounts certificates into all containers of the root's pod (§5.8)", () => {
    const components = planOf(`
      predictors: [{ name: main, ssl: { certSecretName: tls }, graph: { name: m, implementation: SKLEARN_SERVER } }]`);
    for (const name of ["m", "seldon-container-engine"]) {
      expect(variable(containerNamed(components, name), "SELDON_CERT_MOUNT_PATH")).toBe("/cert/");
      expect(containerNamed(components, name).volumeMounts).toContainEqual({
        name: "seldon-cert-volume",
        mountPath: "/cert/",
      });
    }
    expect(containerNamed(components, "seldon-container-engine").livenessProbe?.httpGet?.scheme).toBe("HTTPS");
    expect(components.address).toMatch(/^http:/);
  });
});

describe("what cannot be built, in the operator's words (§10.1)", () => {
  const predictor = (fields: string): string => `predictors: [{ name: main, ${fields} }]`;

  it.each([
    [
      predictor(
        "graph: { name: m, implementation: PYTORCH_SERVER }, componentSpecs: [{ spec: { containers: [{ name: m, image: i }] } }]",
      ),
      "Failed to get server config for PYTORCH_SERVER",
    ],
    [
      predictor(
        "graph: { name: m, type: MODEL }, componentSpecs: [{ hpaSpec: { maxReplicas: 1 } }, { spec: { containers: [{ name: m, image: i }] } }]",
      ),
      "engine not separate and no pu with localhost service - not clear where to inject engine",
    ],
    [
      `protocol: v2\n${predictor("graph: { name: m, implementation: SKLEARN_SERVER }, explainer: { type: Shap }")}`,
      "Shap not supported",
    ],
    [
      `annotations: { seldon.io/executor-logger-queue-size: many }\n${predictor("graph: { name: m, implementation: SKLEARN_SERVER }")}`,
      'Failed to parse many as integer for EXECUTOR_REQUEST_LOGGER_WORK_QUEUE_SIZE. strconv.Atoi: parsing "many": invalid syntax',
    ],
    [
      `annotations: { seldon.io/istio-retries: two }\n${predictor("graph: { name: m, implementation: SKLEARN_SERVER }")}`,
      'strconv.Atoi: parsing "two": invalid syntax',
    ],
  ])("%s", (spec, message) => {
    expect(() => planOf(spec)).toThrow(message);
  });

  it("needs an image of the executor", () => {
    expect(() =>
      planOf(predictor("graph: { name: m, implementation: SKLEARN_SERVER }"), { executorImage: "" }),
    ).toThrow("Failed to find executor image from environment.");
  });

  it("knows no image of a server for v2 that has none, even with an image of its own (§3.2)", () => {
    const servers = { MINE: { protocols: { seldon: { image: "mine" } } } };
    const spec = predictor(
      "graph: { name: m, implementation: MINE }, componentSpecs: [{ spec: { containers: [{ name: m, image: i }] } }]",
    );
    expect(() => planOf(`protocol: v2\n${spec}`, { predictorServers: servers })).toThrow(
      "no image compatible with kfserving protocol for MINE",
    );
  });
});
