// This operator leaves the deployment to another one (F51).
import { defineSignature } from "../signature.ts";

export const deploymentNotOurs = defineSignature({
  id: "deployment-not-ours",
  failureModes: ["F51"],
  sources: ["operator-log"],
  verdict: "cause",
  pattern: /Skipping reconcile of (?:namespaced )?deployment/,
  title: "operator skips this deployment",
  meaning:
    "The label seldon.io/controller-id, or the operator's namespace, says that another operator looks after the deployment.",
  remedy: "Remove the label, or install an operator for it.",
  samples: [
    { lines: ['{"level":"info","logger":"controllers.SeldonDeployment","msg":"Skipping reconcile of deployment."}'] },
  ],
});
