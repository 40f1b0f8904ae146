// Whether the operator's flags name the ingress that the cluster has (S41, S42).
import * as l10n from "@vscode/l10n";
import { helmUpgrade } from "./operator-version.ts";
import type { OperatorFacts, PreflightFacts, PreflightFinding } from "./preflight-facts.ts";

interface IngressFlag {
  readonly ingress: "Istio" | "Ambassador";
  readonly variable: string;
  readonly helm: string;
  readonly kind: string;
}

/** Variables of the operator, set by the chart (S42); only the text `true` counts (operator/main.go). */
const ISTIO: IngressFlag = {
  ingress: "Istio",
  variable: "ISTIO_ENABLED",
  helm: "istio.enabled",
  kind: l10n.t("VirtualService (networking.istio.io)"),
};
const AMBASSADOR: IngressFlag = {
  ingress: "Ambassador",
  variable: "AMBASSADOR_ENABLED",
  helm: "ambassador.enabled",
  kind: l10n.t("Mapping (getambassador.io)"),
};

export function ingressFindings({ operator, kinds }: PreflightFacts): PreflightFinding[] {
  if (!operator || !kinds) return [];
  const sides = [
    { flag: ISTIO, isThere: kinds.istio },
    { flag: AMBASSADOR, isThere: kinds.ambassador },
  ].map(side => ({ ...side, isOn: isOn(operator, side.flag) }));
  const found = sides.flatMap(({ flag, isThere, isOn: on }) => {
    if (on && !isThere && !isOldAmbassador(operator, flag)) return [missingKind(operator, flag)];
    if (on) return [fits(flag)];
    return [];
  });
  if (found.length > 0) return found;
  const unused = sides.find(({ isThere }) => isThere)?.flag;
  return [unused ? unusedIngress(operator, unused) : noIngress()];
}

function isOn({ env }: OperatorFacts, { variable }: IngressFlag): boolean {
  return env[variable] === "true";
}

/** Version v1 writes annotations on Services and needs no kind (seldon-facts §5.6). */
function isOldAmbassador({ env }: OperatorFacts, flag: IngressFlag): boolean {
  return flag === AMBASSADOR && env["AMBASSADOR_VERSION"] === "v1";
}

function missingKind(operator: OperatorFacts, { ingress, variable, helm, kind }: IngressFlag): PreflightFinding {
  return {
    ...{ id: "ingress", severity: "error", title: l10n.t`The operator expects ${ingress}, and the cluster has none` },
    meaning: l10n.t`${variable} is true, and the cluster has no ${kind}. The operator ends with "no matches for kind" at its next start, and then nothing can be applied (S41). Install ${ingress}, or switch the flag off.`,
    command: helmUpgrade(operator, `${helm}=false`),
  };
}

function unusedIngress(operator: OperatorFacts, { ingress, variable, helm }: IngressFlag): PreflightFinding {
  return {
    ...{
      id: "ingress",
      severity: "warning",
      title: l10n.t`The cluster has ${ingress}, and the operator does not use it`,
    },
    meaning: l10n.t`${variable} is not true, so the operator makes no routes: a model gets Ready, and the gateway answers 404 (S41).`,
    command: helmUpgrade(operator, `${helm}=true`),
  };
}

function noIngress(): PreflightFinding {
  return {
    ...{ id: "ingress", severity: "information", title: l10n.t("There is no ingress") },
    meaning: l10n.t(
      "Neither Istio nor Ambassador is there. Models are reached by a port-forward only, and traffic is not split between predictors (S42).",
    ),
  };
}

function fits({ ingress, kind }: IngressFlag): PreflightFinding {
  return {
    id: "ingress",
    severity: "ok",
    title: l10n.t`The operator makes routes for ${ingress}`,
    meaning: l10n.t`Its flag is set, and the cluster has ${kind}.`,
  };
}
