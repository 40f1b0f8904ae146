// Values for the operator's chart that switch on two ingresses (S41).
import { defineResourceRule } from "../../lint/rule.ts";

export const operatorValues = defineResourceRule({
  id: "operator-values",
  severity: "hint",
  title: "Prefer one ingress in the values of Seldon's operator",
  why: 'The operator watches the kinds of each ingress that its values switch on. Where one of them is not installed it stops: `no matches for kind "VirtualService"`, and with it its webhook, so that nothing can be applied any more.',
  remedy: "Switch on only the ingress that is installed.",
  failureModes: ["S41"],
  resources: ["HelmValues"],
  messages: {
    bothIngresses: {
      text: 'This switches on Istio and Ambassador. If one of them is not installed, the operator stops with "no matches for kind" and nothing can be applied. Switch on the one that is there.',
    },
  },
  check({ resource: { at }, report }) {
    for (const root of [at, at.key("seldon-core-operator")]) {
      const [istio, ambassador] = ["istio", "ambassador"].map(name => root.at(name, "enabled"));
      if (istio?.boolean() === true && ambassador?.boolean() === true)
        report({ at: ambassador, message: "bothIngresses" });
    }
  },
});
