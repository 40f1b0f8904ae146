// Judges a cluster before a deploy: is the operator there, does it fit, will the webhook answer, will there be a route, is there room.
import * as l10n from "@vscode/l10n";
import { counted } from "../../../../schemas/src/index.ts";
import { compatibility } from "../health/compatibility.ts";
import { quoteForShell } from "../kubectl-lines.ts";
import { diagnoseLog, explanationOf } from "../signatures/diagnose-log.ts";
import { ingressFindings } from "./preflight-ingress.ts";
import { helmUpgrade, versionOf } from "./operator-version.ts";
import { namespaceFindings } from "./preflight-namespace.ts";
import type { OperatorFacts, PreflightFacts, PreflightFinding, PreflightSeverity } from "./preflight-facts.ts";

export type * from "./preflight-facts.ts";

const DAY = 86_400_000;

/** From then on the end of the certificate is a warning, in days (F13). */
const CERTIFICATE_WARNING = 30;

const ORDER: readonly PreflightSeverity[] = ["error", "warning", "information", "ok"];

/** Everything that was looked at, what is worst first; nothing about what could not be looked at. */
export function preflight(facts: PreflightFacts): PreflightFinding[] {
  const found = [
    ...crdFindings(facts),
    ...operatorFindings(facts),
    ...webhookFindings(facts),
    ...certificateFindings(facts),
    ...ingressFindings(facts),
    ...namespaceFindings(facts),
  ];
  return found.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

function crdFindings({ crd }: PreflightFacts): PreflightFinding[] {
  if (crd === undefined) return [];
  const id = "crd";
  if (crd === null) {
    return [
      {
        ...{ id, severity: "error", title: l10n.t("The cluster does not know SeldonDeployments") },
        meaning: l10n.t(
          "The CustomResourceDefinition seldondeployments.machinelearning.seldon.io is not there: Seldon Core is not installed.",
        ),
      },
    ];
  }
  const served = crd.versions.filter(version => version.served).map(({ name }) => name);
  if (served.includes("v1")) {
    return [
      {
        id,
        severity: "ok",
        title: l10n.t`SeldonDeployments are served as ${served.join(", ")}`,
        meaning: l10n.t("Manifests say machinelearning.seldon.io/v1, and that is served."),
      },
    ];
  }
  return [
    {
      ...{ id, severity: "error", title: l10n.t("machinelearning.seldon.io/v1 is not served") },
      meaning: l10n.t`The cluster serves ${served.join(", ") || l10n.t("no version")}. The CRD is of another time than the manifests; upgrade Seldon Core.`,
    },
  ];
}

function operatorFindings({ operator, kubernetes, webhooks = [], dryRun }: PreflightFacts): PreflightFinding[] {
  if (operator === undefined) return [];
  if (operator === null && webhooks.length > 0 && dryRun?.isAccepted === true) {
    return [
      {
        ...{ id: "operator", severity: "information", title: l10n.t("The operator runs where it cannot be seen") },
        meaning: l10n.t(
          "No Deployment has the label control-plane=seldon-controller-manager (S46), and yet its webhook answers: it has other labels, or runs outside of the cluster as the playground's does.",
        ),
      },
    ];
  }
  if (operator === null) {
    return [
      {
        ...{ id: "operator", severity: "error", title: l10n.t("No Seldon operator was found") },
        meaning: l10n.t(
          "No Deployment has the label control-plane=seldon-controller-manager (S46). What is applied would stay without pods and without a status (F51).",
        ),
        command: "kubectl get deployments --all-namespaces -l control-plane=seldon-controller-manager",
      },
    ];
  }
  return [runningFinding(operator), ...versionFindings(operator, kubernetes)];
}

function runningFinding(operator: OperatorFacts): PreflightFinding {
  const { name, namespace, readyReplicas } = operator;
  if (readyReplicas > 0) {
    const title = l10n.t`The operator ${versionOf(operator) ?? operator.image} runs in ${namespace}`;
    return {
      id: "operator",
      severity: "ok",
      title,
      meaning: l10n.t("It makes Deployments, Services and routes of what is applied."),
    };
  }
  return {
    ...{ id: "operator", severity: "error", title: l10n.t("The operator is not ready") },
    meaning: l10n.t`No pod of ${name} is ready. Nothing can be applied meanwhile: the webhook is part of it (F02). Its log says why; a missing ingress kind is the usual reason (S41).`,
    command: `kubectl -n ${quoteForShell(namespace)} logs deployment/${quoteForShell(name)} --tail=50`,
  };
}

function versionFindings(operator: OperatorFacts, kubernetes: string): PreflightFinding[] {
  const version = versionOf(operator);
  if (version === undefined) {
    const title = l10n.t("The operator's version is not known");
    return [
      {
        id: "version",
        severity: "information",
        title,
        meaning: l10n.t`Its image ${operator.image} has no version in its tag.`,
      },
    ];
  }
  const fit = compatibility(version, kubernetes);
  const pair = l10n.t`Seldon Core ${version} on Kubernetes ${kubernetes}`;
  if (fit.verdict === "fits") {
    return [
      {
        id: "version",
        severity: "ok",
        title: l10n.t`${pair} fits`,
        meaning: l10n.t("Seldon's own table says so (S44)."),
      },
    ];
  }
  if (fit.verdict === "unknown") {
    return [
      {
        id: "version",
        severity: "information",
        title: l10n.t`${pair}: nothing is known`,
        meaning: l10n.t("Seldon's table does not name this release (S44)."),
      },
    ];
  }
  const isTooOld = fit.verdict === "too-old";
  const consequence = isTooOld
    ? l10n.t(
        'It asks for autoscaling/v2, which this Kubernetes does not have: no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2".',
      )
    : l10n.t("APIs that it asks for may be gone from this Kubernetes, such as autoscaling/v2beta1 from 1.25 on.");
  return [
    {
      ...{ id: "version", severity: isTooOld ? "error" : "warning", title: l10n.t`${pair} does not fit` },
      meaning: l10n.t`It was made for ${fit.range} (S44). ${consequence}`,
    },
  ];
}

/** F02, and leftovers of old installs, whose webhook nobody answers any more. */
function webhookFindings({ webhooks, dryRun, operator }: PreflightFacts): PreflightFinding[] {
  const home = operator?.namespace;
  const stale = (webhooks ?? []).filter(
    ({ serviceNamespace }) => home !== undefined && serviceNamespace !== undefined && serviceNamespace !== home,
  );
  const found = stale.map(({ name, serviceNamespace }): PreflightFinding => ({
    ...{
      id: "stale-webhook",
      severity: "warning",
      title: l10n.t`${name} calls a service in ${serviceNamespace ?? ""}`,
    },
    meaning: l10n.t`The operator runs in ${home ?? ""}. A configuration that an old install left behind refuses every apply once its service is gone (F02). If it is a second operator's, leave it.`,
    command: `kubectl delete validatingwebhookconfiguration ${quoteForShell(name)}`,
  }));
  if (webhooks?.length === 0) {
    found.push({
      ...{ id: "webhook", severity: "warning", title: l10n.t("No webhook checks SeldonDeployments") },
      meaning: l10n.t("Mistakes are not refused at apply; the operator meets them later, and some break the executor."),
    });
  }
  return [...found, ...dryRunFindings(dryRun)];
}

function dryRunFindings(dryRun: PreflightFacts["dryRun"]): PreflightFinding[] {
  if (!dryRun) return [];
  if (dryRun.isAccepted) {
    return [
      {
        id: "dry-run",
        severity: "ok",
        title: l10n.t("The webhook answers"),
        meaning: l10n.t("A dry run of a small SeldonDeployment was accepted."),
      },
    ];
  }
  const match = explanationOf(diagnoseLog({ source: "apply", lines: dryRun.said.split("\n") }));
  return [
    {
      ...{
        id: "dry-run",
        severity: "error",
        title: match?.title ?? l10n.t("A dry run of a small SeldonDeployment is refused"),
      },
      meaning: match ? `${match.meaning} ${match.remedy}` : dryRun.said,
    },
  ];
}

/** The chart's certificate lasts 365 days, and nothing renews it: running models serve on, and no change can be applied (F13). */
function certificateFindings({ certificateEnd, now, operator }: PreflightFacts): PreflightFinding[] {
  if (certificateEnd === undefined) return [];
  const days = Math.floor((certificateEnd - now) / DAY);
  const id = "certificate";
  if (days >= CERTIFICATE_WARNING) {
    return [
      {
        id,
        severity: "ok",
        title: l10n.t`The webhook's certificate is good for ${days} days`,
        meaning: l10n.t("Every apply needs it."),
      },
    ];
  }
  const isOver = certificateEnd <= now;
  return [
    {
      ...{ id, severity: isOver ? "error" : "warning" },
      title: isOver
        ? l10n.t("The webhook's certificate has expired")
        : l10n.t`The webhook's certificate ends in ${counted(days, "day")}`,
      meaning: l10n.t`${isOver ? l10n.t("No SeldonDeployment can be applied") : l10n.t("From then on no SeldonDeployment can be applied")}; what runs goes on serving (F13). The upgrade makes a new one; certManager.enabled=true renews it from then on. Restart the operator afterwards.`,
      command: helmUpgrade(operator),
    },
  ];
}
