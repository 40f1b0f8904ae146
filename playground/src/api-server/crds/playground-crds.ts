// All CustomResourceDefinitions that a playground begins with: Seldon's, and those of the ingresses and autoscalers it works with.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { seldonDeploymentCrd } from "./seldon-deployment.ts";

interface OpenResource {
  readonly group: string;
  /** The stored one first. */
  readonly versions: readonly string[];
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
}

/** What Seldon's operator makes besides Kubernetes' own kinds (seldon-facts §1.4, §5.5, §5.6), and the gateway it names. */
const OPEN_RESOURCES: readonly OpenResource[] = [
  istio("VirtualService", "virtualservices", "vs"),
  istio("DestinationRule", "destinationrules", "dr"),
  istio("Gateway", "gateways", "gw"),
  ambassador("Mapping", "mappings"),
  ambassador("TLSContext", "tlscontexts"),
  { group: "keda.sh", versions: ["v1alpha1"], kind: "ScaledObject", plural: "scaledobjects", shortNames: ["so"] },
];

/** The definitions to put into a new playground. */
export function playgroundCrds(): KubeObject[] {
  return [seldonDeploymentCrd(), ...OPEN_RESOURCES.map(openCrd)];
}

function istio(kind: string, plural: string, shortName: string): OpenResource {
  const versions = ["v1beta1", "v1alpha3"];
  return { group: "networking.istio.io", versions, kind, plural, shortNames: [shortName] };
}

function ambassador(kind: string, plural: string): OpenResource {
  return { group: "getambassador.io", versions: ["v2", "v3alpha1"], kind, plural, shortNames: [] };
}

/** A namespaced kind that keeps whatever stands in its spec and status: judging it is not the playground's business. */
function openCrd({ group, versions, kind, plural, shortNames }: OpenResource): KubeObject {
  const open = { type: "object", "x-kubernetes-preserve-unknown-fields": true };
  return {
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, shortNames, singular: kind.toLowerCase() },
      scope: "Namespaced",
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: { type: "object", properties: { spec: open, status: open } } },
        subresources: { status: {} },
      })),
    },
  };
}
