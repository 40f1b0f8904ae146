// A value that the webhook does not look at and the API server refuses (F73).
import { defineSignature } from "../signature.ts";

export const podValueRefused = defineSignature({
  id: "pod-value-refused",
  failureModes: ["F73"],
  sources: ["status", "event"],
  verdict: "cause",
  pattern:
    /(?<path>spec\.[\w.[\]]+): (?:Unsupported value: "(?<value>[^"]*)"|Invalid value: (?<number>-?\d+): must be (?:greater than or equal to 0|between 1 and 65535))/,
  title: "a value of the pod is refused",
  meaning: "Seldon's webhook looks at the graph only. The API server refused what the operator made of it, for {path}.",
  remedy: "Correct the value. A dry run of the SeldonDeployment does not find this.",
  samples: [
    {
      lines: [
        'Deployment.apps "iris-default-0-classifier" is invalid: spec.template.spec.containers[0].imagePullPolicy: Unsupported value: "NotValid": supported values: "Always", "IfNotPresent", "Never"',
      ],
    },
    {
      lines: [
        'Deployment.apps "iris-default-0-classifier" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      ],
    },
    {
      lines: [
        'Service "iris-default-classifier" is invalid: spec.ports[0].port: Invalid value: 90000: must be between 1 and 65535, inclusive',
      ],
    },
  ],
});
