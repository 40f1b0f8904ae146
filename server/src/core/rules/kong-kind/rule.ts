// Kinds that guides to Kong invent: its ingress controller has no KongService and no KongRoute (S57).
import { defineResourceRule } from "../../lint/rule.ts";

export const kongKind = defineResourceRule({
  id: "kong-kind",
  severity: "error",
  title: "Disallow kinds that Kong's ingress controller does not have",
  why: 'Kong\'s ingress controller knows KongPlugin, KongIngress, KongConsumer and their like. Routes and services are plain Ingress or Gateway API objects: `no matches for kind "KongService" in version "configuration.konghq.com/v1"`.',
  remedy:
    "Write an Ingress with `ingressClassName: kong` that leads to `<deployment>-<predictor>` on port 8000, and strip the path.",
  failureModes: ["S57"],
  resources: ["KongService", "KongRoute"],
  messages: {
    noSuchKind: {
      text: 'Kong has no kind {kind} in {version}: "no matches for kind". Write an Ingress with ingressClassName: kong that leads to the predictor\'s Service on port 8000.',
      refusedBy: "api-server",
    },
  },
  check({ resource, report }) {
    // Kong's other operator has kinds of these names as v1alpha1.
    const version = resource.apiVersion ?? "";
    if (!/^configuration\.konghq\.com\/v1(beta1)?$/.test(version)) return;
    report({ at: resource.at.key("kind"), message: "noSuchKind", data: { kind: resource.kind, version } });
  },
});
