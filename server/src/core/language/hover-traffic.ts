// Tells how requests are shared between the predictors of a deployment.
import * as l10n from "@vscode/l10n";
import type { Deployment, Predictor } from "../model/index.ts";
import { bullets, code } from "./markdown.ts";

/** The shares in force, for all predictors (seldon-facts §1.3, §2.2 R20–R22, §5.5, §5.6). */
export function describeTraffic(predictor: Predictor, field: "traffic" | "shadow"): string {
  const { deployment } = predictor;
  const title = field === "shadow" || predictor.isShadow ? "Shadow" : "Traffic";
  const lines = deployment.predictors.map(other => {
    const line = `${code(nameOf(other))}: ${share(other)}`;
    return other === predictor ? `**${line}**` : line;
  });
  return [l10n.t`**${title}**: who gets how many of the requests`, bullets([...lines, total(deployment)])].join("\n\n");
}

function nameOf(predictor: Predictor): string {
  return predictor.name ?? l10n.t`predictor ${predictor.index + 1}`;
}

function share(predictor: Predictor): string {
  const { traffic, isShadow } = predictor;
  const live = predictor.deployment.predictors.filter(other => !other.isShadow);
  if (isShadow) {
    const copies =
      traffic !== undefined && traffic > 0
        ? l10n.t`${traffic} % of them`
        : l10n.t("all of them on Istio, none on Ambassador v2, because its traffic is not set");
    return l10n.t`a shadow; it gets copies of requests (${copies}), and its answers are dropped`;
  }
  if (live.length === 1) return l10n.t("all requests, being the only one that answers");
  return traffic === undefined ? l10n.t("0 %, because its traffic is not set") : `${traffic} %`;
}

function total(deployment: Deployment): string | undefined {
  const live = deployment.predictors.filter(predictor => !predictor.isShadow);
  if (live.length < 2) return undefined;
  const sum = live.reduce((all, predictor) => all + (predictor.traffic ?? 0), 0);
  return l10n.t`Together ${sum} %${sum === 100 ? "." : l10n.t("; the webhook asks for 100.")}`;
}
