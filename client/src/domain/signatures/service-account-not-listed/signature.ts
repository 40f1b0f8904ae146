// A service account that the operator did not find; the pod may still fail later (seldon-facts §4).
import { defineSignature } from "../signature.ts";

export const serviceAccountNotListed = defineSignature({
  id: "service-account-not-listed",
  failureModes: ["F09"],
  sources: ["operator-log"],
  verdict: "symptom",
  pattern: /Failed to find service account/,
  title: "service account not found",
  meaning: "The operator found no service account of the name that the unit gives, and goes on without its secrets.",
  remedy: "Create the service account in the deployment's namespace, or correct the name.",
  samples: [{ lines: ['{"level":"info","logger":"credentials","msg":"Failed to find service account"}'] }],
});
