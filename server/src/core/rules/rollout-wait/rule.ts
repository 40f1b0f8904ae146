// Asking for a Deployment that the operator has not made yet (S47).
import { defineResourceRule } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";

export const rolloutWait = defineResourceRule({
  id: "rollout-wait",
  severity: "information",
  title: "Prefer waiting for the SeldonDeployment to asking for its Deployment",
  why: 'The operator makes the Deployment some time after the apply. A script that looks for it at once finds none: `error: error executing jsonpath "{.items[0].metadata.name}": … array index out of bounds: index 0, length 0`.',
  remedy:
    "Wait for the SeldonDeployment itself, as kubectl can from 1.23 on: `kubectl wait --for=jsonpath='{.status.state}'=Available sdep/<name> --timeout=300s`.",
  failureModes: ["S47"],
  resources: ["ShellScript"],
  messages: {
    tooEarly: {
      text: "Right after the apply there is no such Deployment yet: \"array index out of bounds: index 0, length 0\". Wait for the SeldonDeployment instead: kubectl wait --for=jsonpath='{state}'=Available sdep/<name>.",
    },
  },
  check({ document, resource, report }) {
    for (const { start, end } of findAll(document.text, EARLY))
      report({ at: resource.at, range: { start, end }, message: "tooEarly", data: { state: "{.status.state}" } });
  },
});

const EARLY = /kubectl rollout status \S*\$\(kubectl get (?:deploy|deployments?)[^)\n]*seldon-deployment-id=[^)\n]*\)/g;
