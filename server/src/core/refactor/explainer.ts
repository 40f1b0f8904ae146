// Gives a predictor an explainer of its model, with a trained explainer beside it in the same store.
import * as l10n from "@vscode/l10n";
import { isTemplated, type Predictor } from "../model/index.ts";
import { setValue } from "../yaml/index.ts";
import { editsOfSteps, isAt, type DeploymentPlace, type Refactoring } from "./refactoring.ts";

export function explainerRefactorings(place: DeploymentPlace): readonly Refactoring[] {
  return place.deployment.predictors.flatMap(predictor => addExplainer(place, predictor));
}

function addExplainer(place: DeploymentPlace, predictor: Predictor): readonly Refactoring[] {
  const { graph, explainer, index, at } = predictor;
  const uri = graph?.modelUri.string();
  const isHere = isAt(place, place.placed, [at.key("name"), at.key("graph"), ...(graph ? [graph.at.key("name")] : [])]);
  const isKnown = uri !== undefined && uri !== "" && !isTemplated(uri) && graph?.isPrepackaged === true;
  const isNeeded = !explainer.exists && !predictor.isShadow && place.deployment.protocol !== undefined;
  if (!isHere || !isKnown || !isNeeded) return [];
  const secret = graph.at.key("envSecretRefName").string();
  const edits = editsOfSteps(place, [
    (document, { predictors }) => {
      const target = predictors[index]?.explainer;
      return (
        target &&
        setValue(document, target, {
          type: "AnchorTabular",
          modelUri: `${uri.replace(/\/+$/, "")}-explainer`,
          // The Secret of the graph does not hold for the explainer (S37).
          ...(secret !== undefined && secret !== "" && { envSecretRefName: secret }),
        })
      );
    },
  ]);
  const isOneOfMany = place.deployment.predictors.length > 1 && predictor.name !== undefined;
  const title = isOneOfMany ? l10n.t`Add an explainer to ${predictor.name}` : l10n.t("Add an explainer");
  return edits ? [{ title, kind: "rewrite", edits }] : [];
}
