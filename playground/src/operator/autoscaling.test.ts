// What scales a component and holds its pods together: HPA, KEDA's ScaledObject, PodDisruptionBudget (seldon-facts §1.4, §5.7).
import { describe, expect, it } from "vitest";
import { deploymentNamed, planOf } from "./testing/manifest.ts";

const withComponent = (component: string): string => `
  predictors:
    - name: main
      replicas: 3
      componentSpecs: [{ ${component}, spec: { containers: [{ name: m, image: "m:1" }] } }]
      graph: { name: m, type: MODEL }`;

const target = { apiVersion: "apps/v1", kind: "Deployment", name: "iris-main-0-m" };

describe("an autoscaler", () => {
  it("takes the Deployment's name and its replicas, and metrics of the old shape in the new one", () => {
    const metrics = "metrics: [{ type: Resource, resource: { name: cpu, targetAverageUtilization: 70 } }]";
    const components = planOf(withComponent(`hpaSpec: { minReplicas: 1, maxReplicas: 4, ${metrics} }`));
    expect(components.autoscalers).toMatchObject([
      {
        apiVersion: "autoscaling/v2",
        metadata: { name: "iris-main-0-m", labels: { "seldon-deployment-id": "iris" } },
        spec: {
          ...{ scaleTargetRef: target, minReplicas: 1, maxReplicas: 4 },
          metrics: [
            { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
          ],
        },
      },
    ]);
    expect(deploymentNamed(components, "iris-main-0-m").spec.replicas).toBeUndefined();
  });

  it("takes metricsv2 as they are", () => {
    const metric = "{ type: Pods, pods: { metric: { name: rps }, target: { type: AverageValue, averageValue: 10 } } }";
    const [autoscaler] = planOf(withComponent(`hpaSpec: { maxReplicas: 4, metricsv2: [${metric}] }`)).autoscalers;
    expect(autoscaler?.spec.metrics).toEqual([
      { type: "Pods", pods: { metric: { name: "rps" }, target: { type: "AverageValue", averageValue: 10 } } },
    ]);
  });

  it("loses to KEDA where both are asked for (seldon-facts §5.7)", () => {
    const keda = "kedaSpec: { maxReplicaCount: 5, triggers: [{ type: cron, metadata: { timezone: UTC } }] }";
    const components = planOf(withComponent(`hpaSpec: { maxReplicas: 4 }, ${keda}`));
    expect(components.autoscalers).toEqual([]);
    expect(components.scaledObjects).toMatchObject([
      {
        apiVersion: "keda.sh/v1alpha1",
        kind: "ScaledObject",
        metadata: { name: "iris-main-0-m" },
        spec: { scaleTargetRef: target, maxReplicaCount: 5, triggers: [{ type: "cron" }] },
      },
    ]);
  });
});

describe("a disruption budget", () => {
  it("stands beside replicas, and selects all pods of the SeldonDeployment (seldon-facts §11 no. 32)", () => {
    const components = planOf(withComponent("pdbSpec: { maxUnavailable: 1 }"));
    expect(components.disruptionBudgets).toMatchObject([
      {
        apiVersion: "policy/v1",
        metadata: { name: "iris-main-0-m" },
        spec: { maxUnavailable: 1, selector: { matchLabels: { "seldon-deployment-id": "iris" } } },
      },
    ]);
    expect(deploymentNamed(components, "iris-main-0-m").spec.replicas).toBe(3);
  });
});
