// What requests to models say to the user: facts in; what happened, why, and what to do next out.
import * as l10n from "@vscode/l10n";
import { asClause, type UserMessage } from "./messages.ts";

export function noSecretsKept(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is no secret to forget because none was ever given for a request file. One is asked for when a request that names it is sent.",
    ),
    actions: [],
  };
}

export function secretsForgotten(names: readonly string[]): UserMessage {
  const what =
    names.length === 1 ? l10n.t`The secret ${names.join("")} is` : l10n.t`The secrets ${names.join(", ")} are`;
  return {
    severity: "information",
    text: l10n.t`${what} forgotten. The next request that needs one asks for it again.`,
    actions: [],
  };
}

export function noRequestHere(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "Nothing was sent because no request file is in the active editor. Open a file whose name ends in .predict.yaml, then run the command again.",
    ),
    actions: [],
  };
}

/** @param reasons sentences, the first of which is shown */
export function requestCannotBeMade(reasons: readonly string[]): UserMessage {
  const [first = l10n.t("nobody knows why")] = reasons;
  return {
    severity: "warning",
    text: l10n.t`Nothing was copied because the request cannot be made: ${asClause(first)}. Mend the file, then run the command again.`,
    actions: [],
  };
}

export function nothingToAsk(title: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`"${title}" has no model to ask because no SeldonDeployment is known yet. Show one in the Seldon view, or open its manifest, then run the command again.`,
    actions: [{ title: l10n.t("Show View"), command: "seldon.explorer.focus" }],
  };
}

export function deploymentCannotBeAsked(deployment: string, where: string, reason: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`Nothing was sent because ${deployment} in ${where} cannot be asked: ${asClause(reason)}. Deploy it, or choose another deploy target, then run the command again.`,
    actions: [{ title: l10n.t("Choose Deploy Target"), command: "seldon.chooseDeployTarget" }],
  };
}

/** A file was made, and its values are only there to be replaced. */
export function requestIsAGuess(deployment: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`Nothing was sent yet because neither ${deployment} nor this workspace tells what the model takes. Put real values into the new file, then run Predict again.`,
    actions: [],
  };
}

export function noAnswerForFeedback(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is no answer that feedback could be about: it goes to routers and models of Seldon's own protocol, about what they have answered. Run Predict first, then run the command again.",
    ),
    actions: [{ title: l10n.t("Predict"), command: "seldon.predict" }],
  };
}

/** @param reason in words, of the server that refused */
export function feedbackWasRefused(reason: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`The feedback was not taken: ${asClause(reason)}. Look at the log of the deployment, then run the command again.`,
    actions: [],
  };
}

export function noHistory(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "There is no request to choose from because none was sent from this workspace yet. Run Predict, and it stands here.",
    ),
    actions: [{ title: l10n.t("Predict"), command: "seldon.predict" }],
  };
}

export function forwardIsInUse(): UserMessage {
  return {
    severity: "information",
    text: l10n.t(
      "The port is still forwarded because a test or another request uses it right now. It is closed when the last one is done.",
    ),
    actions: [],
  };
}
