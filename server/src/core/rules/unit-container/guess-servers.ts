// Guesses which prepackaged server a unit with a bare model URI was meant for.
import * as l10n from "@vscode/l10n";
import { prepackagedServer, type SeldonFacts, type Unit } from "../../model/index.ts";

export interface ServerGuess {
  readonly implementation: string;
  /** Goes behind the name in a title; empty where there is no reason. */
  readonly because: string;
}

/** What a model URI gives away. MLflow comes first: below its `artifacts` stands a model folder whatever it was trained with. */
const SIGNS: readonly (readonly [implementation: string, sign: RegExp])[] = [
  ["MLFLOW_SERVER", /mlflow|^(models|runs):|\/artifacts(\/|$)/i],
  ["XGBOOST_SERVER", /xgb|\.bst$/i],
  ["SKLEARN_SERVER", /sklearn|scikit|\.(joblib|pkl|pickle)$/i],
  ["HUGGINGFACE_SERVER", /hugging-?face/i],
  ["TRITON_SERVER", /triton|onnx/i],
  ["TENSORFLOW_SERVER", /tensorflow|tf-?serving|saved_?model/i],
];

/** Offered where nothing gives it away. */
const USUAL = ["MLFLOW_SERVER", "SKLEARN_SERVER", "XGBOOST_SERVER", "TENSORFLOW_SERVER"];

/** One server where the URI or the rest of the deployment says which, else the usual ones; only such as have an image for the protocol. */
export function guessServers(unit: Unit, seldon: SeldonFacts): readonly ServerGuess[] {
  const uri = unit.modelUri.string();
  const { protocol } = unit.deployment;
  if (uri === undefined || uri === "" || protocol === undefined) return [];
  const canServe = (implementation: string): boolean =>
    prepackagedServer(seldon, implementation)?.images[protocol] !== undefined;
  const sign = SIGNS.find(([, pattern]) => pattern.test(uri));
  if (sign)
    return canServe(sign[0]) ? [{ implementation: sign[0], because: l10n.t(", as its model URI suggests") }] : [];
  const neighbors = new Set(
    unit.deployment.units.flatMap(other => (other.isPrepackaged ? (other.implementation ?? []) : [])),
  );
  const [neighbor] = neighbors;
  if (neighbor !== undefined && neighbors.size === 1 && canServe(neighbor))
    return [{ implementation: neighbor, because: l10n.t(", like the other units") }];
  return USUAL.filter(canServe).map(implementation => ({ implementation, because: "" }));
}
