// The cluster's security policy refuses the pod (F58).
import { defineSignature } from "../signature.ts";

export const securityPolicy = defineSignature({
  id: "security-policy",
  failureModes: ["F58"],
  sources: ["event", "status"],
  verdict: "cause",
  pattern: /unable to validate against any security context constraint|violates PodSecurity "(?<policy>[^"]+)"/,
  title: "security policy refuses the pod",
  meaning: "The namespace's security policy does not allow the pod as the operator writes it: it runs as user 8888.",
  remedy:
    'On OpenShift install the chart with defaultUserID: "" and executor.user: "". Elsewhere give componentSpecs[].spec a securityContext that the policy allows.',
  samples: [
    {
      lines: [
        'Error creating: pods "iris-5d9c" is forbidden: unable to validate against any security context constraint: [provider "restricted": spec.containers[0].securityContext.runAsUser: Invalid value: 8888: must be in the ranges: [1000680000, 1000689999]]',
      ],
    },
    {
      lines: [
        'Error creating: pods "iris-5d9c" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
      ],
    },
  ],
});
