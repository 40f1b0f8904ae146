// Ready and not reachable: where the chain from the gateway to the pods breaks (failure-modes.md §3b, number 7).
import * as l10n from "@vscode/l10n";
import { isMap, listAt, textAt } from "../deploy/plain.ts";
import type { RoutingObject } from "../health/objects.ts";
import type { SeldonDeploymentNode } from "../health/tree.ts";
import type { Judged } from "./causes-seen.ts";
import type { Cause } from "./cause.ts";
import type { Known } from "./known.ts";

/** Gateways that the VirtualServices name, as `namespace/name`; `mesh` is no object. */
export function gatewaysOf({ routes }: SeldonDeploymentNode): string[] {
  const named = routes
    .filter(({ kind }) => kind === "VirtualService")
    .flatMap(route =>
      listAt(route, "spec", "gateways").flatMap(name =>
        typeof name === "string" && name !== "mesh" ? [qualified(name, route)] : [],
      ),
    );
  return [...new Set(named)];
}

function qualified(name: string, { metadata }: RoutingObject): string {
  return name.includes("/") ? name : `${metadata.namespace ?? ""}/${name}`;
}

export function routeCauses(known: Known, { tree }: Judged): Cause[] {
  return [...missingGateways(known, tree), ...subsetsWithoutPods(tree), ...noRoutes(tree)];
}

function missingGateways(known: Known, tree: SeldonDeploymentNode): Cause[] {
  const names = gatewaysOf(tree);
  const found = names.length > 0 ? known.get({ kind: "gateways", names }, "gateways")?.names : undefined;
  const missing = found && names.filter(name => !found.includes(name));
  const service = tree.routes.find(({ kind }) => kind === "VirtualService")?.metadata.name ?? "";
  return (missing ?? []).map(name => ({
    signature: "gateway-missing",
    failureModes: ["S43"],
    title: l10n.t`gateway ${name} does not exist`,
    meaning: l10n.t`The VirtualService names the gateway ${name}, and there is none: the ingress answers 404 for every path of this deployment, although its pods are ready.`,
    remedy: l10n.t(
      "Create the Gateway, or name the one that there is in the annotation seldon.io/istio-gateway, as namespace/name.",
    ),
    command: "kubectl get gateways.networking.istio.io --all-namespaces",
    step: "routes",
    confidence: "certain",
    part: {},
    evidence: [{ object: l10n.t`VirtualService ${service}`, line: l10n.t`gateways: ${name}` }],
  }));
}

/** A subset whose label no ready pod has gets no request: the gateway answers 503 (F36). */
function subsetsWithoutPods({ routes, predictors }: SeldonDeploymentNode): Cause[] {
  const labelsOfPods = predictors
    .flatMap(({ workloads }) => workloads)
    .flatMap(({ pods }) => pods.map(({ object }) => object.metadata.labels ?? {}));
  if (labelsOfPods.length === 0) return [];
  return routes
    .filter(({ kind }) => kind === "DestinationRule")
    .flatMap(rule =>
      listAt(rule, "spec", "subsets").flatMap((subset): Cause[] => {
        const labels = isMap(subset) ? subset["labels"] : undefined;
        if (!isMap(labels)) return [];
        const wanted = Object.entries(labels);
        if (labelsOfPods.some(has => wanted.every(([key, value]) => has[key] === value))) return [];
        const name = textAt(subset, "name") ?? "";
        const words = wanted.map(([key, value]) => `${key}=${String(value)}`).join(", ");
        const predictor = predictors.find(({ spec }) => spec.name === name)?.spec.name;
        return [
          {
            signature: "subset-without-pods",
            failureModes: ["F36"],
            title: l10n.t`no pod has the label of the subset ${name}`,
            meaning: l10n.t`The DestinationRule sends requests to pods with ${words}, and no pod has that: the gateway answers 503.`,
            remedy: l10n.t(
              "Let the predictor's labels and those of its componentSpecs agree on version, or leave them out.",
            ),
            step: "routes",
            confidence: "certain",
            part: predictor === undefined ? {} : { predictor },
            evidence: [{ object: l10n.t`DestinationRule ${rule.metadata.name}`, line: `${name}: ${words}` }],
          },
        ];
      }),
    );
}

/** It serves inside of the cluster; only from outside nothing leads to it. */
function noRoutes({ object, routes }: SeldonDeploymentNode): Cause[] {
  const said = (object.status?.conditions ?? []).filter(({ reason }) =>
    /^No (?:VirtualServices|Ambassador)/.test(reason ?? ""),
  );
  const [first] = said;
  if (routes.length > 0 || said.length < 2 || !first) return [];
  return [
    {
      signature: "no-ingress-objects",
      failureModes: ["S42"],
      title: l10n.t("no ingress leads to it"),
      meaning: l10n.t(
        "The operator made neither a VirtualService nor a Mapping: its flags istio.enabled and ambassador.enabled are both off. Inside of the cluster and through a port-forward it serves.",
      ),
      remedy: l10n.t("Switch on the flag of the ingress that the cluster has, or reach it by a port-forward."),
      step: "routes",
      confidence: "possible",
      part: {},
      evidence: [
        {
          object: l10n.t`SeldonDeployment ${object.metadata.name}`,
          ...(first.reason !== undefined && { line: first.reason }),
        },
      ],
    },
  ];
}
