// Feedback on the answer that is shown: a reward for routers to learn from, and what would have been right.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { redact } from "../../domain/index.ts";
import { maySendFeedback } from "../../ui/may-ask.ts";
import { feedbackWasRefused, noAnswerForFeedback } from "../../ui/prediction-messages.ts";
import type { AnswerView } from "./answer-view.ts";
import type { PredictParts } from "./predict-parts.ts";
import { secretsFor } from "./run-request.ts";

/** @param title of the command */
export async function sendFeedback(parts: PredictParts, view: AnswerView, title: string): Promise<void> {
  const { shown, exchange } = view;
  const live = await import("../../live/predict/index.ts");
  const answer = exchange?.outcome.kind === "answer" ? exchange.outcome : undefined;
  const isPossible = exchange && answer && live.feedbackRequest(exchange.request, answer, { reward: 0 }) !== undefined;
  if (!shown || isPossible !== true) {
    parts.services.show(noAnswerForFeedback());
    return;
  }
  const feedback = await askFeedback(title);
  if (!feedback) return;
  if (!(await maySendFeedback(parts.services, shown.destination))) return;
  const request = live.feedbackRequest(exchange.request, answer, feedback);
  if (!request) return;
  const { sender } = await parts.senders.lineFor(shown.destination.context, shown.destination.deployment);
  const used = new Set(view.used);
  const outcome = await sender.send(request, { secrets: secretsFor(parts, shown.request, shown.destination, used) });
  const problem =
    outcome.kind === "failure" ? live.failureWords(outcome, request) : live.readAnswer(request, outcome).error?.words;
  if (problem !== undefined) {
    parts.services.show(feedbackWasRefused(redact(problem, [...used])));
    return;
  }
  view.feedbackWasSent();
  vscode.window.setStatusBarMessage(l10n.t`$(check) Feedback with reward ${feedback.reward} was taken`, 5_000);
}

async function askFeedback(title: string): Promise<{ readonly reward: number; readonly truth?: unknown } | undefined> {
  const reward = await vscode.window.showInputBox({
    title: `${title.replace("…", "")} (1/2)`,
    prompt: l10n.t("Reward of the answer that is shown: 1 for right, 0 for wrong, or any number in between."),
    value: "1",
    validateInput: text => (text.trim() !== "" && Number.isFinite(Number(text)) ? undefined : l10n.t("Use a number.")),
  });
  if (reward === undefined) return undefined;
  const truth = await vscode.window.showInputBox({
    title: `${title.replace("…", "")} (2/2)`,
    prompt: l10n.t("What would have been right, as JSON or text. Leave it empty to send the reward only."),
  });
  if (truth === undefined) return undefined;
  return { reward: Number(reward), ...(truth.trim() !== "" && { truth: valueOf(truth) }) };
}

function valueOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return text;
  }
}
