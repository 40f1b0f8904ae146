// The Service that clients of a predictor or an explainer call (seldon-facts §5.3).
import type { PredictorSpec } from "../kubernetes/seldon-types.ts";
import type { Service, ServicePort } from "../kubernetes/workload-types.ts";
import { annotation } from "./annotations.ts";
import type { BuildContext } from "./components.ts";
import { seldonDeploymentId } from "./names.ts";

/** A port of 0 is left out: explainers speak no gRPC. */
export function createPredictorService(
  context: BuildContext,
  predictor: PredictorSpec,
  name: string,
  ports: { readonly http: number; readonly grpc: number },
): Service {
  const { sdep, namespace } = context;
  const isHeadless = annotation(sdep, "seldon.io/headless-svc", "false") !== "false";
  const servicePorts: ServicePort[] = Object.entries(ports)
    .filter(([, port]) => port !== 0)
    .map(([portName, port]) => ({ name: portName, protocol: "TCP", port, targetPort: port }));
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: {
      name,
      namespace,
      labels: {
        "seldon-app": name,
        "seldon-deployment-id": seldonDeploymentId(sdep),
        "app.kubernetes.io/managed-by": "seldon-core",
      },
      annotations: { ...predictor.annotations },
    },
    spec: {
      ports: servicePorts,
      selector: { "seldon-app": name },
      sessionAffinity: "None",
      type: "ClusterIP",
      ...(isHeadless ? { clusterIP: "None" } : {}),
    },
  };
}
