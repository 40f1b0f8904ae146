// The operator asks for a kind in a version that this Kubernetes does not serve (S44).
import { defineSignature } from "../signature.ts";

export const kubernetesTooNewOrOld = defineSignature({
  id: "kubernetes-too-new-or-old",
  failureModes: ["S44"],
  sources: ["operator-log", "status", "event", "apply"],
  verdict: "cause",
  pattern:
    /no matches for kind \\?"(?<kind>ClusterRole|CustomResourceDefinition|HorizontalPodAutoscaler|PodDisruptionBudget|ValidatingWebhookConfiguration)\\?" in version \\?"(?<version>[^"\\]+)\\?"|could not find the requested resource.*(?<api>autoscaling\/v2\w*|policy\/v1beta1)/,
  title: "Seldon does not fit this Kubernetes",
  meaning:
    "This Kubernetes does not serve a version of an API that this release of Seldon uses. 1.16 and later need Kubernetes 1.23, 1.15 and earlier end with 1.24.",
  remedy: "Install a release of Seldon that fits the cluster's version.",
  samples: [
    { lines: ['no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2"'] },
    {
      lines: [
        'unable to recognize "": no matches for kind "CustomResourceDefinition" in version "apiextensions.k8s.io/v1beta1"',
      ],
      source: "apply",
    },
  ],
});
