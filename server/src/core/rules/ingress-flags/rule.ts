// Annotations for an ingress that the operator's Helm values do not switch on (S41, S42).
import * as l10n from "@vscode/l10n";
import type { WorkspaceResource } from "../../../../../schemas/src/index.ts";
import { defineRule } from "../../lint/rule.ts";
import { annotationMaps, type Deployment } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export const ingressFlags = defineRule({
  id: "ingress-flags",
  severity: "warning",
  title: "Require the ingress of an annotation to be switched on in the operator's Helm values",
  why: "The operator makes objects for an ingress only where its Helm values say so: a VirtualService with `istio.enabled`, a Mapping with `ambassador.enabled`; both are off by default. Annotations for the other ingress change nothing. The deployment becomes Available, and requests through the gateway get 404.",
  remedy:
    "Set the flag of the ingress that is installed, and no other: an operator with the flag of an ingress that is not there stops with `no matches for kind`.",
  failureModes: ["S41", "S42"],
  needs: ["workspace"],
  messages: {
    off: {
      text: "This annotation is for {ingress}, which {file} does not switch on ({flag}{other}). If the operator is installed with these values, it makes nothing for {ingress} and requests through it get 404. Switch {flag} on, or drop the annotation.",
    },
  },
  check(context) {
    const { deployment, elsewhere, report } = context;
    const [values, ...others] = elsewhere({ kind: "HelmValues" });
    if (!values || others.length > 0 || !saysIngress(values)) return;
    for (const { prefix, ingress, flag, otherFlag } of INGRESSES) {
      const annotation = annotationsOf(deployment).find(at => at.name.startsWith(prefix));
      if (!annotation || isOn(values, flag)) continue;
      const other = isOn(values, otherFlag) ? l10n.t`; it has ${otherFlag}` : "";
      report({ at: annotation, message: "off", data: { ingress, file: values.file, flag, other } });
    }
  },
});

const INGRESSES = [
  { prefix: "seldon.io/istio-", ingress: "Istio", flag: "istio.enabled", otherFlag: "ambassador.enabled" },
  { prefix: "seldon.io/ambassador-", ingress: "Ambassador", flag: "ambassador.enabled", otherFlag: "istio.enabled" },
] as const;

/** Values that name neither flag may be the part of them that another file completes. */
function saysIngress({ values = {} }: WorkspaceResource): boolean {
  return INGRESSES.some(({ flag }) => typeof values[flag] === "boolean");
}

function isOn({ values = {} }: WorkspaceResource, flag: string): boolean {
  return values[flag] === true;
}

/** Where the operator reads them; those of predictors are another rule's. */
function annotationsOf(deployment: Deployment): readonly Cursor[] {
  const maps = annotationMaps(deployment).filter(({ place }) => place === "spec" || place === "metadata");
  return maps.flatMap(({ at }) => at.entries());
}
