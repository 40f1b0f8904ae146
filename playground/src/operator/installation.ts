// What Helm leaves of the operator in a cluster: its Deployment, the webhook's Service, and the Secret of its certificate (seldon-facts §9).
import type { KubeObject } from "../kubernetes/objects.ts";
import type { Deployment, Secret, Service } from "../kubernetes/workload-types.ts";
import { operatorNamespace, type OperatorConfig } from "./config.ts";

export const OPERATOR_IMAGE = "docker.io/seldonio/seldon-core-operator:1.17.1";
export const OPERATOR_NAME = "seldon-controller-manager";
export const WEBHOOK_SERVICE = "seldon-webhook-service";
/** Where the webhook listens in the operator's pod. */
export const WEBHOOK_PORT = 4443;

const LABELS = { app: "seldon", "app.kubernetes.io/name": "seldon", "control-plane": OPERATOR_NAME };

/** The operator's Deployment; its variables say what it was installed for. */
export function operatorDeployment(config: OperatorConfig): Deployment {
  const env = {
    CONTROLLER_ID: config.controllerId,
    WATCH_NAMESPACE: "",
    ISTIO_ENABLED: String(config.ingress === "istio"),
    ISTIO_GATEWAY: config.istioGateway,
    AMBASSADOR_ENABLED: String(config.ingress === "ambassador"),
    AMBASSADOR_VERSION: "v2",
    KEDA_ENABLED: String(config.isKedaEnabled),
    EXECUTOR_CONTAINER_IMAGE_AND_VERSION: config.executorImage,
  };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: OPERATOR_NAME, namespace: operatorNamespace, labels: { ...LABELS } },
    spec: {
      replicas: 1,
      selector: { matchLabels: { app: "seldon", "control-plane": OPERATOR_NAME } },
      template: {
        metadata: { labels: { ...LABELS } },
        spec: {
          containers: [
            {
              name: "manager",
              image: OPERATOR_IMAGE,
              args: ["--enable-leader-election", `--webhook-port=${WEBHOOK_PORT}`],
              env: Object.entries(env).map(([name, value]) => ({ name, value })),
              ports: [{ name: "webhook-server", containerPort: WEBHOOK_PORT, protocol: "TCP" }],
              resources: { requests: { cpu: "100m", memory: "200Mi" }, limits: { cpu: "500m", memory: "300Mi" } },
            },
          ],
          terminationGracePeriodSeconds: 10,
        },
      },
    },
  };
}

/** The API server calls the webhook by it. */
export function webhookService(): Service {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: WEBHOOK_SERVICE, namespace: operatorNamespace, labels: { ...LABELS } },
    spec: {
      selector: { app: "seldon", "control-plane": OPERATOR_NAME },
      ports: [{ port: 443, targetPort: WEBHOOK_PORT }],
    },
  };
}

/** The certificate without its key: nobody in the playground reads that from here. */
export function webhookSecret(certificate: string): Secret & KubeObject {
  return {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "seldon-webhook-server-cert", namespace: operatorNamespace, labels: { ...LABELS } },
    type: "Opaque",
    data: { "tls.crt": Buffer.from(certificate, "utf8").toString("base64") },
  };
}
