// What users write beside the graph: pods, probes, initializers, claims, replicas (seldon-facts §2.4, §4, §5.7).
import { describe, expect, it } from "vitest";
import { containerNamed, deploymentNamed, planOf, variable, variablesOf } from "./testing/manifest.ts";

describe("what users bring along", () => {
  const withPod = (spec: string, graph = ""): string => `
    predictors:
      - name: main
        componentSpecs: [{ spec: ${spec} }]
        graph: { name: m, implementation: SKLEARN_SERVER, modelUri: "s3://b/m" ${graph} }`;

  it("appends the model's volume even if there is one of its name (S01)", () => {
    const components = planOf(
      withPod("{ containers: [{ name: m }], volumes: [{ name: m-provision-location, emptyDir: {} }] }"),
    );
    const volumes = deploymentNamed(components, "iris-main-0-m").spec.template.spec.volumes;
    expect(volumes?.map(volume => volume.name)).toEqual([
      "m-provision-location",
      "seldon-podinfo",
      "m-provision-location",
    ]);
  });

  it("steps aside for an initializer of its own name, volume included (F24)", () => {
    const own = "{ name: m-model-initializer, image: mine }";
    const components = planOf(withPod(`{ containers: [{ name: m }], initContainers: [${own}] }`));
    const pod = deploymentNamed(components, "iris-main-0-m").spec.template.spec;
    expect(pod.initContainers).toEqual([{ name: "m-model-initializer", image: "mine" }]);
    expect(pod.volumes?.map(volume => volume.name)).toEqual(["seldon-podinfo"]);
    expect(containerNamed(components, "m").volumeMounts?.at(-1)).toEqual({
      name: "m-provision-location",
      mountPath: "/mnt/models",
      readOnly: true,
    });
  });

  it("loses all variables gathered so far where one of its own is set (F23)", () => {
    const env = "[{ name: MINE, value: x }, { name: MLSERVER_HTTP_PORT, value: '1' }]";
    const names = variablesOf(containerNamed(planOf(withPod(`{ containers: [{ name: m, env: ${env} }] }`)), "m"));
    expect(names.map(([name]) => name).slice(0, 3)).toEqual([
      "PREDICTIVE_UNIT_GRPC_SERVICE_PORT",
      "MLSERVER_GRPC_PORT",
      "MLSERVER_MODEL_URI",
    ]);
  });

  it("keeps the user's probes, pause, grace period and user", () => {
    const components = planOf(
      withPod(
        "{ terminationGracePeriodSeconds: 99, securityContext: { runAsUser: 1 }, containers: " +
          "[{ name: m, livenessProbe: { httpGet: { path: /health/ping, port: http } }, lifecycle: {} }] }",
      ),
    );
    expect(containerNamed(components, "m").livenessProbe).toEqual({ httpGet: { path: "/health/ping", port: "http" } });
    expect(containerNamed(components, "m").lifecycle).toEqual({});
    expect(deploymentNamed(components, "iris-main-0-m").spec.template.spec).toMatchObject({
      terminationGracePeriodSeconds: 99,
      securityContext: { runAsUser: 1 },
    });
  });

  it("mounts a claim and copies from its path (§4)", () => {
    const components = planOf(
      "predictors: [{ name: p, graph: { name: m, implementation: SKLEARN_SERVER, modelUri: 'pvc://claim/a/b' } }]",
    );
    expect(containerNamed(components, "m-model-initializer").args).toEqual(["/mnt/pvc/a/b", "/mnt/models"]);
    expect(deploymentNamed(components, "iris-p-0-m").spec.template.spec.volumes).toContainEqual({
      name: "kfserving-pvc-source",
      persistentVolumeClaim: { claimName: "claim" },
    });
  });

  it("fetches the model of a custom container, too (new in 1.17.1)", () => {
    const components = planOf(`
      predictors:
        - name: p
          componentSpecs: [{ spec: { containers: [{ name: own, image: mine }] } }]
          graph: { name: own, type: MODEL, modelUri: "s3://b/m" }`);
    expect(containerNamed(components, "own-model-initializer").args).toEqual(["s3://b/m", "/mnt/models"]);
    expect(variable(containerNamed(components, "own"), "PREDICTIVE_UNIT_PARAMETERS")).toBeUndefined();
  });

  it("orders replicas: componentSpec, predictor, SeldonDeployment; none with an autoscaler (§5.7)", () => {
    const replicas = (own: string, predictor: string): number | undefined =>
      planOf(`
        replicas: 1
        predictors: [{ name: p, ${predictor} componentSpecs: [{ ${own} spec: { containers: [{ name: m, image: i }] } }], graph: { name: m, type: MODEL } }]`)
        .deployments[0]?.spec.replicas;
    expect(replicas("replicas: 3,", "replicas: 2,")).toBe(3);
    expect(replicas("", "replicas: 2,")).toBe(2);
    expect(replicas("", "")).toBe(1);
    expect(replicas("replicas: 3, hpaSpec: { maxReplicas: 4 },", "replicas: 2,")).toBeUndefined();
    expect(replicas("kedaSpec: { triggers: [] },", "")).toBeUndefined();
  });
});
