// A small SeldonDeployment.
import type { KubeObject, ResourceType } from "../../../client/src/kube/port.ts";

export const SELDON_DEPLOYMENT: ResourceType = {
  group: "machinelearning.seldon.io",
  version: "v1",
  plural: "seldondeployments",
  kind: "SeldonDeployment",
  isNamespaced: true,
};

/** With one predictor, to which `predictor` is added. */
export function seldonDeployment(namespace: string, name: string, predictor: object = {}): KubeObject {
  const graph = { name: "classifier", implementation: "SKLEARN_SERVER", modelUri: "s3://models/iris" };
  return {
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name, namespace },
    spec: { predictors: [{ name: "default", graph, ...predictor }] },
  };
}
