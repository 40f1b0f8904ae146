// Names are put together and then break Kubernetes' rules (F57).
import { defineSignature } from "../signature.ts";

export const nameTooLongOrInvalid = defineSignature({
  id: "name-too-long-or-invalid",
  failureModes: ["F57"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern:
    /must be no more than 63 characters|RFC (?:1123|1035) (?:label|subdomain)|must consist of lower case alphanumeric characters|must be a DNS-1035 label/,
  title: "a name breaks Kubernetes' rules",
  meaning:
    "The names of deployment, predictor and units become names of Services and Deployments, and labels. One has upper case, an underscore or a dot, or is too long.",
  remedy:
    "Use lower-case letters, digits and hyphens, begin with a letter, and keep the names short: 48 characters at most for a unit.",
  samples: [
    {
      lines: [
        'Service "iris-Default" is invalid: metadata.name: Invalid value: "iris-Default": a DNS-1035 label must consist of lower case alphanumeric characters or \'-\'',
      ],
    },
    { lines: ['metadata.labels: Invalid value: "seldon-app-svc-x": name part must be no more than 63 characters'] },
  ],
});
