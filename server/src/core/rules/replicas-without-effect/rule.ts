// A number of replicas counts only where nothing nearer to the pods says another, and never beside an autoscaler (S34).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import type { ComponentSpec, Deployment, Predictor } from "../../model/index.ts";
import { removeValue, type Cursor } from "../../yaml/index.ts";

export const replicasWithoutEffect = defineRule({
  id: "replicas-without-effect",
  severity: "hint",
  title: "Prefer replicas where they count",
  why: "The operator takes the number that stands nearest to the pods: that of the `componentSpecs` item, else the predictor's, else `spec.replicas`. With `hpaSpec` or `kedaSpec` it takes none of them and leaves the count to the autoscaler. Scaling the number that does not count changes nothing, and `kubectl scale` always scales `spec.replicas`.",
  remedy: "Keep the number in one place, and give an autoscaler its own least and greatest number instead.",
  failureModes: ["S34"],
  messages: {
    everyPredictor: {
      text: "These replicas never count: every predictor has a number or an autoscaler of its own. kubectl scale changes nothing but this number, so it has no effect either. Scale the predictors, or remove their numbers.",
    },
    everyComponent: {
      text: "These replicas never count: every item of the predictor's componentSpecs has a number or an autoscaler of its own. Change it there, or remove it there.",
    },
    autoscaled: {
      text: "These replicas never count: with {autoscaler} the operator leaves the number to the autoscaler. Set {least} there, or remove this.",
    },
  },
  check({ deployment, document, report }) {
    const reportUnread = (at: Cursor, message: Message, winners: readonly Cursor[], data: Data = {}): void => {
      report({
        at,
        message,
        data,
        related: winners.map(winner => ({ at: winner, message: l10n.t("This counts.") })),
        fixes: [suggestion(l10n.t("Remove the replicas that do not count"), removeValue(document, at))],
      });
    };
    const ofAll = deployment.spec.key("replicas");
    const ownNumbers = deployment.predictors.map(predictor => winnersOf(predictor));
    if (isMisleading(ofAll, ownNumbers.flat()) && deployment.predictors.length > 0 && ownNumbers.every(isAny))
      reportUnread(ofAll, "everyPredictor", ownNumbers.flat());
    for (const predictor of deployment.predictors) {
      const ofPredictor = predictor.at.key("replicas");
      const winners = winnersInSpecs(predictor);
      if (isMisleading(ofPredictor, winners) && isAny(winners)) reportUnread(ofPredictor, "everyComponent", winners);
      for (const componentSpec of predictor.componentSpecs) {
        const autoscaler = autoscalerOf(componentSpec);
        const own = componentSpec.at.key("replicas");
        if (autoscaler === undefined || !isMisleading(own, [autoscaler])) continue;
        reportUnread(own, "autoscaled", [autoscaler], {
          autoscaler: autoscaler.name,
          least: LEAST[autoscaler.name] ?? "",
        });
      }
    }
  },
});

type Message = Parameters<
  DeploymentContext<"everyPredictor" | "everyComponent" | "autoscaled">["report"]
>[0]["message"];
type Data = Readonly<Record<string, string>>;

/** The autoscaler's own field for the number that `replicas` would be. */
const LEAST: Readonly<Record<string, string>> = { hpaSpec: "minReplicas", kedaSpec: "minReplicaCount" };

function isAny(winners: readonly Cursor[]): boolean {
  return winners.length > 0;
}

/**
 * Zero is read in another place, too: it stops an explainer (seldon-facts §5.7). The same number once more misleads nobody, nor
 * does beside an autoscaler a 1, which is what Kubernetes begins with.
 */
function isMisleading(at: Cursor, winners: readonly Cursor[]): boolean {
  const number = at.integer();
  return number !== undefined && number > 0 && winners.some(winner => (winner.map ? 1 : winner.integer()) !== number);
}

/** What counts for a predictor instead of `spec.replicas`; empty where some of its pods are still counted by that. */
function winnersOf(predictor: Predictor): readonly Cursor[] {
  const own = predictor.at.key("replicas");
  return own.isEmpty ? winnersInSpecs(predictor) : [own].filter(isNumber);
}

/** What counts for every pod of a predictor instead of its own `replicas`; empty where that counts for some. */
function winnersInSpecs(predictor: Predictor): readonly Cursor[] {
  const winners = predictor.componentSpecs.map(spec => autoscalerOf(spec) ?? [spec.at.key("replicas")].find(isNumber));
  if (hasCountedExecutor(predictor, predictor.deployment)) return [];
  return winners.every(winner => winner !== undefined) ? winners : [];
}

/** What a template makes is unknown, and may be nothing. */
function isNumber(at: Cursor): boolean {
  return at.integer() !== undefined;
}

/** With both it is `kedaSpec` that counts (seldon-facts §1.4). */
function autoscalerOf({ at }: ComponentSpec): Cursor | undefined {
  return [at.key("kedaSpec"), at.key("hpaSpec")].find(({ map }) => map !== undefined);
}

/** An executor in pods of its own goes by `svcOrchSpec.replicas`, then by the predictor's (seldon-facts §5.7). */
function hasCountedExecutor(predictor: Predictor, { hasSeparateExecutor }: Deployment): boolean {
  return hasSeparateExecutor && !predictor.hasNoExecutor && predictor.at.at("svcOrchSpec", "replicas").isEmpty;
}
