// Asks the API server and its webhooks about a change before the user is asked: what they refuse is no question.
import * as l10n from "@vscode/l10n";
import { isKubeError } from "../../kube/port.ts";

export type Trial<T> =
  | { readonly kind: "accepted"; readonly answer: T }
  | { readonly kind: "refused"; readonly said: string }
  /** A webhook that takes no part in dry runs stands in the way (400): the change itself may work all the same. */
  | { readonly kind: "untried"; readonly said: string };

const REFUSALS: readonly string[] = ["forbidden", "invalid", "conflict", "not-found"];

/**
 * @param dryRun the change as a dry run
 * @throws KubeError where the API server did not come to a judgement
 */
export async function tryOut<T>(dryRun: () => Promise<T>): Promise<Trial<T>> {
  try {
    return { kind: "accepted", answer: await dryRun() };
  } catch (error) {
    if (!isKubeError(error)) throw error;
    const said = error.status?.message ?? error.message;
    if (said.includes("does not support dry run")) return { kind: "untried", said };
    // F02: a webhook that does not answer refuses everything.
    const isRefused = REFUSALS.includes(error.reason) || said.includes("failed calling webhook");
    if (!isRefused) throw error;
    return { kind: "refused", said };
  }
}

/** The last sentence of a preview. */
export function trialWords(trials: readonly Exclude<Trial<unknown>, { kind: "refused" }>[]): string {
  const untried = trials.find(trial => trial.kind === "untried");
  return untried
    ? l10n.t`The API server could not try it out first: ${untried.said}.`
    : l10n.t("The API server and its webhooks accept it: they were asked by a dry run.");
}
