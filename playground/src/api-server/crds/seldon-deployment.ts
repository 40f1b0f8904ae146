// The CustomResourceDefinition of SeldonDeployment as the playground serves it: identity of seldon-facts §1.1, schema of our own.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { seldonDeploymentSchemas } from "../generated/seldon-deployment-schemas.ts";
import { resolveSchema } from "../validation/named-schemas.ts";

/** SeldonDeployments in v1 (stored), v1alpha2 and v1alpha3, which have one schema; no printer columns, as the real one. */
export function seldonDeploymentCrd(): KubeObject {
  const openAPIV3Schema = resolveSchema(seldonDeploymentSchemas, "SeldonDeployment");
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: "seldondeployments.machinelearning.seldon.io" },
    spec: {
      group: "machinelearning.seldon.io",
      names: {
        kind: "SeldonDeployment",
        listKind: "SeldonDeploymentList",
        plural: "seldondeployments",
        shortNames: ["sdep"],
        singular: "seldondeployment",
      },
      scope: "Namespaced",
      versions: ["v1", "v1alpha2", "v1alpha3"].map(name => ({
        name,
        served: true,
        storage: name === "v1",
        schema: { openAPIV3Schema },
        subresources: {
          scale: { specReplicasPath: ".spec.replicas", statusReplicasPath: ".status.replicas" },
          status: {},
        },
      })),
    },
  };
}
