// Whether a request may be sent: any may where the workspace is trusted, but feedback is a change to what routers do.
import * as l10n from "@vscode/l10n";
import { targetWords } from "../domain/deploy/index.ts";
import { commandTitle } from "./command-title.ts";
import { isFeedbackRequest } from "./feedback-request.ts";
import type { Services } from "./services.ts";
import { areWritesPossible, mayWrite } from "./write-consent.ts";

/** Who gets a request. */
export interface Addressee {
  /** Absent for addresses, which no context protects. */
  readonly context: string | undefined;
  readonly namespace: string | undefined;
  /** Empty for addresses. */
  readonly deployment: string;
}

/** Why a request was not sent that {@link mayAsk} has refused; why it did is told by itself. */
export const FEEDBACK_IS_NOT_ALLOWED = l10n.t("It was not sent, because it is feedback, which was not allowed.");

/** @param value the plain object of the request file, as it is going to be sent */
export async function mayAsk(services: Services, value: unknown, addressee: Addressee): Promise<boolean> {
  return !isFeedbackRequest(value) || (await maySendFeedback(services, addressee));
}

/**
 * Asked is in protected contexts only: the user has said what to send.
 *
 * @param times how often it is sent
 */
export async function maySendFeedback(
  services: Services,
  { context, namespace, deployment }: Addressee,
  times = 1,
): Promise<boolean> {
  const title = commandTitle("seldon.sendFeedback");
  if (context === undefined) return areWritesPossible(services, title);
  const where = targetWords({ context, namespace: namespace ?? "" });
  const question = {
    text:
      times === 1
        ? l10n.t`Send feedback to ${deployment} in ${where}?`
        : l10n.t`Send feedback ${times} times to ${deployment} in ${where}?`,
    detail: l10n.t("Routers learn from it."),
    yes: l10n.t("Send"),
  };
  return await mayWrite(services, { title, context, question, isDecided: true });
}
