// Whether the operator looks after the namespace, the webhook is called for it, and there is room for one more pod.
import * as l10n from "@vscode/l10n";
import { quoteForShell } from "../kubectl-lines.ts";
import { quantity } from "./quantity.ts";
import type { NamespaceFacts, OperatorFacts, PreflightFacts, PreflightFinding, QuotaFacts } from "./preflight-facts.ts";

const CONTROLLER_ID = "seldon.io/controller-id";

/** What the executor alone asks for in every predictor's pod; models come on top (failure-modes §0.1). */
const EXECUTOR_NEEDS: Readonly<Record<string, string>> = {
  ...{ pods: "1", "requests.cpu": "500m", "requests.memory": "512Mi" },
  ...{ "limits.cpu": "500m", "limits.memory": "512Mi", cpu: "500m", memory: "512Mi" },
};

export function namespaceFindings(facts: PreflightFacts): PreflightFinding[] {
  const { namespace } = facts;
  if (namespace === undefined) return [];
  if (namespace === null) {
    const title = l10n.t("The namespace does not exist");
    return [
      {
        id: "namespace",
        severity: "error",
        title,
        meaning: l10n.t("Nothing can be applied to it. Create it first, or choose another."),
      },
    ];
  }
  const found = [...scopeFindings(facts, namespace), ...quotaFindings(namespace)];
  const title = l10n.t`The namespace ${namespace.name} is ready for SeldonDeployments`;
  const meaning = l10n.t("The operator looks after it, and no quota stands in the way of one more pod.");
  return found.length > 0 ? found : [{ id: "namespace", severity: "ok", title, meaning }];
}

function scopeFindings({ operator, webhooks }: PreflightFacts, { name, labels }: NamespaceFacts): PreflightFinding[] {
  const found: PreflightFinding[] = [];
  const wanted = labels[CONTROLLER_ID];
  const own = operator?.env["CONTROLLER_ID"] ?? "";
  if (operator && wanted !== undefined && wanted !== own) {
    found.push({
      ...{
        id: "controller-id",
        severity: "error",
        title: l10n.t`The namespace ${name} belongs to the operator ${wanted}`,
      },
      meaning: l10n.t`Its label ${CONTROLLER_ID} names another operator than the one found${own === "" ? "" : ` (${own})`}: neither webhook nor operator look at what is applied (F51).`,
      command: `kubectl label namespace ${quoteForShell(name)} ${CONTROLLER_ID}-`,
    });
  }
  const watched = operator ? watchedNamespace(operator) : "";
  if (watched !== "" && watched !== name) {
    found.push({
      ...{ id: "watch-namespace", severity: "error", title: l10n.t`The operator looks after ${watched} only` },
      meaning: l10n.t`What is applied to ${name} stays without pods and without a status (F51). Deploy to ${watched}, or install the operator for all namespaces.`,
    });
  }
  for (const { name: webhook, namespaceLabels = {} } of webhooks ?? []) {
    const missing = Object.entries(namespaceLabels).find(([key, value]) => labels[key] !== value);
    if (!missing) continue;
    found.push({
      ...{ id: "namespace-label", severity: "warning", title: l10n.t`The webhook is not called for ${name}` },
      meaning: l10n.t`${webhook} asks for the label ${missing[0]}=${missing[1]}, as the chart does for Kubeflow. Nothing is checked at apply, and the operator meets the mistakes (F50).`,
      command: `kubectl label namespace ${quoteForShell(name)} ${quoteForShell(`${missing[0]}=${missing[1]}`)}`,
    });
  }
  return found;
}

/** The namespace that the operator is restricted to; the variable wins over the flag (operator/main.go). */
function watchedNamespace({ env, args }: OperatorFacts): string {
  const flag = args.findLast(arg => /^--?namespace(?:=|$)/.test(arg)) ?? "";
  const value = flag.includes("=") ? flag.slice(flag.indexOf("=") + 1) : (args[args.indexOf(flag) + 1] ?? "");
  const watched = env["WATCH_NAMESPACE"] ?? "";
  return watched === "" && flag !== "" ? value : watched;
}

/** Pods over a quota are not made at all: the Deployment says FailedCreate (F31, F58). */
function quotaFindings({ name, quotas = [] }: NamespaceFacts): PreflightFinding[] {
  return quotas.flatMap(quota =>
    Object.keys(EXECUTOR_NEEDS)
      .filter(resource => !hasRoom(quota, resource))
      .map((resource): PreflightFinding => ({
        ...{ id: "quota", severity: "warning", title: l10n.t`The quota ${quota.name} leaves no room: ${resource}` },
        meaning: l10n.t`${quota.used[resource] ?? "0"} of ${quota.hard[resource] ?? ""} are used in ${name}, and the executor alone needs ${EXECUTOR_NEEDS[resource] ?? ""}. A pod over the quota is not made: FailedCreate, exceeded quota. Updates need room for one more pod as well (seldon-facts §5.8).`,
        command: `kubectl -n ${quoteForShell(name)} describe quota ${quoteForShell(quota.name)}`,
      })),
  );
}

function hasRoom({ hard, used }: QuotaFacts, resource: string): boolean {
  const limit = quantity(hard[resource] ?? "");
  const need = quantity(EXECUTOR_NEEDS[resource] ?? "") ?? 0;
  return limit === undefined || (quantity(used[resource] ?? "0") ?? 0) + need <= limit;
}
