// A single prepackaged server, against seldon-facts §2.4, §4 and §5.
import { describe, expect, it } from "vitest";
import { containerNamed, deploymentNamed, enginePredictor, planOf, variablesOf } from "./testing/manifest.ts";

const single = `
  predictors:
    - name: main
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: s3://models/iris
        envSecretRefName: rclone
        parameters: [{ name: method, type: STRING, value: predict }]`;

describe("a single prepackaged server", () => {
  const components = planOf(single);
  const deployment = deploymentNamed(components, "iris-main-0-classifier");

  it("has the labels of §5.2, on Deployment and pods", () => {
    const labels = {
      "seldon-deployment-id": "iris",
      "seldon-app": "iris-main",
      "seldon-app-svc-classifier": "iris-main-classifier",
      app: "iris-main-0-classifier",
      version: "main",
      fluentd: "true",
      "seldon.io/model": "true",
      "app.kubernetes.io/managed-by": "seldon-core",
    };
    expect(deployment.metadata.labels).toEqual({ ...labels, "seldon-deployment-contains-svcorch": "true" });
    expect(deployment.spec.template.metadata?.labels).toEqual(labels);
    const selected = deployment.spec.selector.matchLabels ?? {};
    expect(labels).toMatchObject(selected);
  });

  it("sets the pod up as §2.4 says", () => {
    expect(deployment.spec.template.spec).toMatchObject({
      restartPolicy: "Always",
      dnsPolicy: "ClusterFirst",
      terminationGracePeriodSeconds: 20,
      securityContext: { runAsUser: 8888 },
    });
    expect(deployment.spec.template.metadata?.annotations).toEqual({
      "prometheus.io/path": "/prometheus",
      "prometheus.io/scrape": "true",
    });
    expect(deployment.spec.strategy?.rollingUpdate).toEqual({ maxUnavailable: 0 });
  });

  it("gives the server's container probes, pause and ports", () => {
    const container = containerNamed(components, "classifier");
    const numbers = { periodSeconds: 5, successThreshold: 1, failureThreshold: 3, timeoutSeconds: 1 };
    expect(container.livenessProbe).toEqual({ tcpSocket: { port: 9000 }, initialDelaySeconds: 60, ...numbers });
    expect(container.readinessProbe).toEqual({ tcpSocket: { port: 9000 }, initialDelaySeconds: 20, ...numbers });
    expect(container.lifecycle?.preStop?.exec?.command).toEqual(["/bin/sh", "-c", "/bin/sleep 10"]);
    expect(container.ports?.map(({ name, containerPort }) => [name, containerPort])).toEqual([
      ["metrics", 6000],
      ["http", 9000],
      ["grpc", 9500],
    ]);
    expect(container.volumeMounts).toEqual([
      { name: "seldon-podinfo", mountPath: "/etc/podinfo" },
      { name: "classifier-provision-location", mountPath: "/mnt/models", readOnly: true },
    ]);
  });

  it("sets every variable of §2.4, and model_uri after the user's parameters", () => {
    const parameters = [
      { name: "method", value: "predict", type: "STRING" },
      { name: "model_uri", value: "/mnt/models", type: "STRING" },
    ];
    expect(variablesOf(containerNamed(components, "classifier"))).toEqual([
      ["PREDICTIVE_UNIT_SERVICE_PORT", "9000"],
      ["PREDICTIVE_UNIT_HTTP_SERVICE_PORT", "9000"],
      ["MLSERVER_HTTP_PORT", "9000"],
      ["PREDICTIVE_UNIT_GRPC_SERVICE_PORT", "9500"],
      ["MLSERVER_GRPC_PORT", "9500"],
      ["PREDICTIVE_UNIT_PARAMETERS", JSON.stringify(parameters)],
      ["MLSERVER_MODEL_URI", "/mnt/models"],
      ["PREDICTIVE_UNIT_ID", "classifier"],
      ["MLSERVER_MODEL_NAME", "classifier"],
      ["PREDICTIVE_UNIT_IMAGE", "seldonio/sklearnserver:1.17.1"],
      ["PREDICTOR_ID", "main"],
      ["PREDICTOR_LABELS", '{"version":"main"}'],
      ["SELDON_DEPLOYMENT_ID", "iris"],
      ["SELDON_EXECUTOR_ENABLED", "true"],
      ["PREDICTIVE_UNIT_METRICS_SERVICE_PORT", "6000"],
      ["PREDICTIVE_UNIT_METRICS_ENDPOINT", "/prometheus"],
      ["MLSERVER_METRICS_PORT", "6000"],
      ["MLSERVER_METRICS_ENDPOINT", "/prometheus"],
    ]);
  });

  it("adds the initializer of §4", () => {
    expect(containerNamed(components, "classifier-model-initializer")).toMatchObject({
      image: "seldonio/rclone-storage-initializer:1.17.1",
      args: ["s3://models/iris", "/mnt/models"],
      envFrom: [{ secretRef: { name: "rclone" } }],
      resources: { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "100m", memory: "100Mi" } },
      volumeMounts: [{ name: "classifier-provision-location", mountPath: "/mnt/models" }],
    });
    expect(deployment.spec.template.spec.volumes?.map(volume => volume.name)).toEqual([
      "seldon-podinfo",
      "classifier-provision-location",
    ]);
  });

  it("adds the executor of §2.4", () => {
    const executor = containerNamed(components, "seldon-container-engine");
    expect(executor).toMatchObject({
      image: "docker.io/seldonio/seldon-core-executor:1.17.1",
      resources: { limits: { cpu: "500m", memory: "512Mi" }, requests: { cpu: "500m", memory: "512Mi" } },
      securityContext: { runAsUser: 8888, allowPrivilegeEscalation: false },
      readinessProbe: { httpGet: { path: "/ready", port: 8000, scheme: "HTTP" }, timeoutSeconds: 60 },
      livenessProbe: { httpGet: { path: "/live", port: 8000, scheme: "HTTP" }, initialDelaySeconds: 20 },
    });
    expect(executor.args?.join(" ")).toBe(
      "--sdep iris --namespace models --predictor main --http_port 8000 --grpc_port 5001 --protocol seldon --transport rest" +
        " --prometheus_path /prometheus --server_type rpc --log_work_buffer_size 10000 --log_write_timeout_ms 2000" +
        " --full_health_checks=false",
    );
    expect(enginePredictor(components)).toMatchObject({
      name: "main",
      graph: { name: "classifier", type: "MODEL", endpoint: { service_host: "localhost", service_port: 9000 } },
    });
  });

  it("makes the predictor's Service, the container's Service, address and status of §5.3 and §1.8", () => {
    expect(components.services.map(({ metadata, spec }) => [metadata.name, spec.selector, spec.ports])).toEqual([
      [
        "iris-main-classifier",
        { "seldon-app-svc-classifier": "iris-main-classifier" },
        [
          { name: "http", protocol: "TCP", port: 9000, targetPort: 9000 },
          { name: "grpc", protocol: "TCP", port: 9500, targetPort: 9500 },
        ],
      ],
      [
        "iris-main",
        { "seldon-app": "iris-main" },
        [
          { name: "http", protocol: "TCP", port: 8000, targetPort: 8000 },
          { name: "grpc", protocol: "TCP", port: 5001, targetPort: 5001 },
        ],
      ],
    ]);
    expect(components.address).toBe("http://iris-main.models.svc.cluster.local:8000/api/v1.0/predictions");
    expect(components.serviceDetails["iris-main"]).toEqual({
      svcName: "iris-main",
      httpEndpoint: "iris-main.models:8000",
      grpcEndpoint: "iris-main.models:5001",
    });
  });

  it("gives the same executor to other traffic, replicas and explainers, so that no pod restarts (§5.8)", () => {
    const changed = planOf(`${single}
      traffic: 50
      replicas: 3
      explainer: { type: AnchorTabular }`);
    expect(enginePredictor(changed)).toEqual(enginePredictor(components));
  });
});
