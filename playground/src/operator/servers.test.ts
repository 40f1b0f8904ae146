// Servers other than Seldon's Python ones, and explainers, against seldon-facts §3.4 to §3.6 and §5.
import { describe, expect, it } from "vitest";
import { containerNamed, deploymentNamed, planOf, variable, variablesOf } from "./testing/manifest.ts";

const served = (protocol: string, implementation: string, more = "", annotations = "{}"): string =>
  `{ protocol: ${protocol}, annotations: ${annotations}, predictors: [{ name: p, graph: { name: m, implementation: ${implementation}, modelUri: 's3://b/m' ${more} } }] }`;

describe("MLServer (§3.6)", () => {
  const components = planOf(served("v2", "SKLEARN_SERVER"));
  const container = containerNamed(components, "m");

  it("names class, model and place", () => {
    expect(variablesOf(container)).toEqual(
      expect.arrayContaining([
        ["MLSERVER_MODEL_IMPLEMENTATION", "mlserver_sklearn.SKLearnModel"],
        ["MLSERVER_MODEL_NAME", "m"],
        ["MLSERVER_MODEL_URI", "/mnt/models"],
        ["MLSERVER_METRICS_PORT", "6000"],
      ]),
    );
    const names = variablesOf(container).map(([name]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it("probes MLServer's health with the operator's usual numbers", () => {
    expect(container.readinessProbe).toMatchObject({
      httpGet: { path: "/v2/health/ready" },
      initialDelaySeconds: 20,
      periodSeconds: 5,
      failureThreshold: 3,
      timeoutSeconds: 1,
    });
    expect(container.livenessProbe).toMatchObject({ httpGet: { path: "/v2/health/live" }, initialDelaySeconds: 60 });
    expect(container.livenessProbe?.tcpSocket).toBeUndefined();
  });

  it("has no port for metrics left, and the v2 address", () => {
    expect(container.ports?.map(({ name }) => name)).toEqual(["grpc", "http"]);
    expect(components.address).toBe("http://iris-p.models.svc.cluster.local:8000/v2/models/m/infer");
  });

  it("keeps a user's numbers and replaces the handler (F65)", () => {
    const own = planOf(`
      protocol: v2
      predictors:
        - name: p
          componentSpecs:
            - spec: { containers: [{ name: m, livenessProbe: { tcpSocket: { port: 1 }, failureThreshold: 99 } }] }
          graph: { name: m, implementation: SKLEARN_SERVER, modelUri: "s3://b/m" }`);
    expect(containerNamed(own, "m").livenessProbe).toEqual({
      httpGet: { path: "/v2/health/live", port: "http", scheme: "HTTP" },
      failureThreshold: 99,
    });
  });

  it("lets HUGGINGFACE_SERVER do without a model", () => {
    const hub = planOf(
      "{ protocol: v2, predictors: [{ name: p, graph: { name: m, implementation: HUGGINGFACE_SERVER } }] }",
    );
    expect(variable(containerNamed(hub, "m"), "MLSERVER_PARALLEL_WORKERS")).toBe("0");
    expect(variable(containerNamed(hub, "m"), "XDG_CACHE_HOME")).toBe("/opt/mlserver");
    expect(hub.deployments[0]?.spec.template.spec.initContainers).toBeUndefined();
  });
});

describe("TensorFlow Serving (§3.4)", () => {
  it("stands behind a proxy under Seldon's protocol", () => {
    const components = planOf(served("seldon", "TENSORFLOW_SERVER"));
    expect(containerNamed(components, "tfserving")).toMatchObject({
      image: "tensorflow/serving:2.1.0",
      args: ["--port=2000", "--rest_api_port=2001", "--model_name=m", "--model_base_path=/mnt/models"],
    });
    expect(containerNamed(components, "tfserving-model-initializer").args).toEqual(["s3://b/m", "/mnt/models"]);
    expect(containerNamed(components, "m").image).toBe("seldonio/tfserving-proxy:1.17.1");
    const parameters: unknown = JSON.parse(
      variable(containerNamed(components, "m"), "PREDICTIVE_UNIT_PARAMETERS") ?? "",
    );
    expect(parameters).toEqual([
      { name: "rest_endpoint", value: "http://0.0.0.0:2001", type: "STRING" },
      { name: "grpc_endpoint", value: "0.0.0.0:2000", type: "STRING" },
      { name: "model_name", value: "m", type: "STRING" },
    ]);
    // Named after the containers of the manifest: the sidecar comes later.
    expect(components.deployments.map(({ metadata }) => metadata.name)).toEqual(["iris-p-0-m"]);
  });

  it("leaves both endpoints to the user who gives one", () => {
    const components = planOf(
      served("seldon", "TENSORFLOW_SERVER", ", parameters: [{ name: grpc_endpoint, value: x, type: STRING }]"),
    );
    expect(variable(containerNamed(components, "m"), "PREDICTIVE_UNIT_PARAMETERS")).not.toContain("rest_endpoint");
  });

  it("is the unit's container under protocol tensorflow", () => {
    const components = planOf(served("tensorflow", "TENSORFLOW_SERVER"));
    expect(containerNamed(components, "m")).toMatchObject({
      image: "tensorflow/serving:2.1.0",
      args: ["--port=9500", "--rest_api_port=9000", "--model_name=m", "--model_base_path=/mnt/models"],
    });
    expect(containerNamed(components, "m-model-initializer").args).toEqual(["s3://b/m", "/mnt/models"]);
    expect(components.address).toBe("http://iris-p.models.svc.cluster.local:8000/v1/models/m:predict");
  });

  it("loses the proxy's image under v2, the user's too (F18)", () => {
    const components = planOf(`
      protocol: v2
      predictors:
        - name: p
          componentSpecs: [{ spec: { containers: [{ name: m, image: mine }] } }]
          graph: { name: m, implementation: TENSORFLOW_SERVER, modelUri: "s3://b/m" }`);
    expect(containerNamed(components, "m").image).toBeUndefined();
  });
});

describe("Triton (§3.5)", () => {
  it("reads the repository that the initializer has fetched", () => {
    const components = planOf(
      served("v2", "TRITON_SERVER", ", parameters: [{ name: load_model, value: a, type: STRING }]"),
    );
    expect(containerNamed(components, "m").args).toEqual([
      "/opt/tritonserver/bin/tritonserver",
      "--grpc-port=9500",
      "--http-port=9000",
      "--model-repository=/mnt/models",
      "--strict-model-config=false",
    ]);
    expect(containerNamed(components, "m").livenessProbe?.tcpSocket).toEqual({ port: 9000 });
    expect(containerNamed(components, "m-model-initializer").args).toEqual(["s3://b/m", "/mnt/models"]);
  });

  it("reads the store itself without the initializer, with the Secret and the parameters as flags", () => {
    const more =
      ", envSecretRefName: keys, parameters: [{ name: LOAD_MODEL, value: a, type: STRING }, { name: load_model, value: b, type: STRING }, { name: other, value: c, type: STRING }]";
    const components = planOf(served("v2", "TRITON_SERVER", more, "{ seldon.io/no-storage-initializer: 'true' }"));
    const container = containerNamed(components, "m");
    expect(container.args?.slice(3)).toEqual(["--model-repository=s3://b/m", "--load-model=a", "--load-model=b"]);
    expect(container.envFrom).toEqual([{ secretRef: { name: "keys" } }]);
    expect(components.deployments[0]?.spec.template.spec.initContainers).toBeUndefined();
  });
});

describe("explainers", () => {
  const explained = (protocol: string, explainer: string): string =>
    `{ protocol: ${protocol}, predictors: [{ name: p, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 's3://b/m' }, explainer: ${explainer} }] }`;

  it("has a Deployment and a Service with one name, and no gRPC port (§5.1, §5.3)", () => {
    const components = planOf(
      explained("seldon", "{ type: AnchorTabular, modelUri: 's3://b/e', config: { b: 's3://b/e/x', a: '1' } }"),
    );
    const deployment = deploymentNamed(components, "iris-p-explainer");
    expect(deployment.spec.template.metadata?.labels).toMatchObject({
      "seldon-app": "iris-p-explainer",
      "seldon.io/explainer": "true",
    });
    expect(deployment.spec.template.metadata?.annotations).toEqual({});
    const service = components.services.find(({ metadata }) => metadata.name === "iris-p-explainer");
    expect(service?.spec.ports).toEqual([{ name: "http", protocol: "TCP", port: 9000, targetPort: 9000 }]);
    expect(service?.spec.selector).toEqual({ "seldon-app": "iris-p-explainer" });
    expect(components.serviceDetails["iris-p-explainer"]).toEqual({
      svcName: "iris-p-explainer",
      httpEndpoint: "iris-p-explainer.models:9000",
      explainerFor: "iris-p",
    });
    expect(containerNamed(components, "iris-p-explainer").args).toEqual([
      "--model_name=m",
      "--predictor_host=iris-p.models:8000",
      "--protocol=seldon.http",
      "--http_port=9000",
      "--storage_uri=/mnt/models",
      "AnchorTabular",
      "--a=1",
      "--b=/mnt/models/x",
    ]);
    expect(containerNamed(components, "iris-p-explainer").image).toBe("seldonio/alibiexplainer:1.17.1");
  });

  it("is MLServer under v2, and loses the user's variables (§11 no. 29)", () => {
    const explainer =
      "{ type: AnchorImages, initParameters: '{\"threshold\": 0.9}', containerSpec: { name: own, env: [{ name: MINE, value: x }] } }";
    const container = containerNamed(planOf(explained("v2", explainer)), "own");
    expect(container.image).toBe("seldonio/mlserver:1.3.5-alibi-explain");
    expect(variablesOf(container).map(([name]) => name)).not.toContain("MINE");
    const extra: unknown = JSON.parse(variable(container, "MLSERVER_MODEL_EXTRA") ?? "");
    expect(extra).toEqual({
      explainer_type: "anchor_image",
      infer_uri: "http://iris-p.models:8000/v2/models/m/infer",
      init_parameters: { threshold: 0.9 },
    });
  });

  it("is none without a type", () => {
    expect(planOf(explained("seldon", "{ modelUri: 's3://b/e' }")).deployments).toHaveLength(1);
  });

  it("stops with its predictor (§5.7)", () => {
    const components = planOf(`
      predictors: [{ name: p, replicas: 0, graph: { name: m, implementation: SKLEARN_SERVER }, explainer: { type: ALE, replicas: 2 } }]`);
    expect(deploymentNamed(components, "iris-p-explainer").spec.replicas).toBe(0);
  });
});
