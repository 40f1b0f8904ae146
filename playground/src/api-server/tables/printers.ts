// The columns of the built-in kinds, by storage key of their resource.
import type { KubeObject } from "../../kubernetes/objects.ts";
import { listAt, numberAt, objectAt, textAt, valueAt } from "../../support/json.ts";
import { CORE_PRINTERS } from "./core-printers.ts";
import { ageOf, joined, NAME, printer, type Printer } from "./printer.ts";
import { WORKLOAD_PRINTERS } from "./workload-printers.ts";

/** Kinds without a printer of their own. */
export const DEFAULT_PRINTER: Printer = {
  columns: printer([NAME, "Created At:date"], () => []).columns,
  cells: object => [object.metadata.name, object.metadata.creationTimestamp ?? null],
};

/** Printers by storage key of a resource. */
export const PRINTERS: Readonly<Record<string, Printer>> = {
  ...WORKLOAD_PRINTERS,
  ...CORE_PRINTERS,
  "horizontalpodautoscalers.autoscaling": printer(
    [NAME, "Reference", "Targets", "MinPods", "MaxPods", "Replicas", "Age"],
    (object, now) => [
      object.metadata.name,
      `${textAt(object, "spec", "scaleTargetRef", "kind")}/${textAt(object, "spec", "scaleTargetRef", "name")}`,
      metricText(object),
      textAt(object, "spec", "minReplicas") || "<unset>",
      numberAt(object, "spec", "maxReplicas"),
      numberAt(object, "status", "currentReplicas"),
      ageOf(object, now),
    ],
  ),
  "poddisruptionbudgets.policy": printer(
    [NAME, "Min Available", "Max Unavailable", "Allowed Disruptions:int", "Age"],
    (object, now) => [
      object.metadata.name,
      textAt(object, "spec", "minAvailable") || "N/A",
      textAt(object, "spec", "maxUnavailable") || "N/A",
      numberAt(object, "status", "disruptionsAllowed"),
      ageOf(object, now),
    ],
  ),
  "leases.coordination.k8s.io": printer([NAME, "Holder", "Age"], (object, now) => [
    object.metadata.name,
    textAt(object, "spec", "holderIdentity"),
    ageOf(object, now),
  ]),
  "ingresses.networking.k8s.io": printer([NAME, "Class", "Hosts", "Address", "Ports", "Age"], (object, now) => [
    object.metadata.name,
    textAt(object, "spec", "ingressClassName") || "<none>",
    joined(
      listAt(object, "spec", "rules")
        .map(rule => textAt(rule, "host"))
        .filter(host => host !== ""),
    ) || "*",
    "",
    listAt(object, "spec", "tls").length > 0 ? "80, 443" : "80",
    ageOf(object, now),
  ]),
  "resourcequotas.": printer([NAME, "Age", "Request", "Limit"], (object, now) => [
    object.metadata.name,
    ageOf(object, now),
    quotaText(object, false),
    quotaText(object, true),
  ]),
  "roles.rbac.authorization.k8s.io": DEFAULT_PRINTER,
  "clusterroles.rbac.authorization.k8s.io": DEFAULT_PRINTER,
  "customresourcedefinitions.apiextensions.k8s.io": DEFAULT_PRINTER,
  "rolebindings.rbac.authorization.k8s.io": bindingPrinter(),
  "clusterrolebindings.rbac.authorization.k8s.io": bindingPrinter(),
  "validatingwebhookconfigurations.admissionregistration.k8s.io": webhookPrinter(),
  "mutatingwebhookconfigurations.admissionregistration.k8s.io": webhookPrinter(),
  "controllerrevisions.apps": printer([NAME, "Controller", "Revision", "Age"], (object, now) => [
    object.metadata.name,
    object.metadata.ownerReferences?.map(owner => `${owner.kind.toLowerCase()}.apps/${owner.name}`)[0] ?? "<none>",
    textAt(object, "revision"),
    ageOf(object, now),
  ]),
};

/** `pods: 1/10, requests.cpu: 0/2`: what is used of what a quota's status allows. */
function quotaText(quota: KubeObject, isLimit: boolean): string {
  const hard = objectAt(quota, "status", "hard");
  const used = objectAt(quota, "status", "used");
  return Object.keys(hard)
    .filter(name => name.includes("limits") === isLimit)
    .sort()
    .map(name => `${name}: ${textAt(used, name) || "0"}/${textAt(hard, name)}`)
    .join(", ");
}

function bindingPrinter(): Printer {
  return printer([NAME, "Role", "Age", "Users+", "Groups+", "ServiceAccounts+"], (object, now) => {
    const subjects = (kind: string): string =>
      listAt(object, "subjects")
        .filter(subject => textAt(subject, "kind") === kind)
        .map(subject => (kind === "ServiceAccount" ? `${textAt(subject, "namespace")}/` : "") + textAt(subject, "name"))
        .join(", ");
    return [
      object.metadata.name,
      `${textAt(object, "roleRef", "kind")}/${textAt(object, "roleRef", "name")}`,
      ageOf(object, now),
      subjects("User"),
      subjects("Group"),
      subjects("ServiceAccount"),
    ];
  });
}

function webhookPrinter(): Printer {
  return printer([NAME, "Webhooks:int", "Age"], (object, now) => [
    object.metadata.name,
    listAt(object, "webhooks").length,
    ageOf(object, now),
  ]);
}

function metricText(autoscaler: KubeObject): string {
  const current = listAt(autoscaler, "status", "currentMetrics");
  const texts = listAt(autoscaler, "spec", "metrics").map((metric, index) => {
    const target = numberAt(metric, "resource", "target", "averageUtilization");
    const value = valueAt(current[index], "resource", "current", "averageUtilization");
    return `${typeof value === "number" ? `${value}%` : "<unknown>"}/${target}%`;
  });
  return joined(texts) || "<none>";
}
