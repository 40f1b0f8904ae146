// The last question before a cluster is changed. The preview stands behind it, and can be looked at before the answer.
import * as vscode from "vscode";
import type { Question } from "../../ui/confirm.ts";
import { isProtected } from "../../ui/protected-contexts.ts";
import type { Services } from "../../ui/services.ts";
import { stringListSetting } from "../../ui/workbench-state.ts";
import { mayWrite } from "../../ui/write-consent.ts";

const LOOK_FIRST = "Look at the Preview First";

/** Typing a name leaves the preview free to be looked at, so that protected contexts have that question only. */
export async function mayDeploy(
  services: Services,
  title: string,
  context: string,
  question: Question,
): Promise<boolean> {
  const isTyped = isProtected(context, stringListSetting("seldon.protectedContexts"));
  const isDecided = isTyped || (await ask(question));
  return isDecided && (await mayWrite(services, { title, context, question, isDecided: true }));
}

async function ask({ text, detail, yes }: Question): Promise<boolean> {
  const options = { modal: true, ...(detail !== undefined && { detail }) };
  const chosen = await vscode.window.showWarningMessage(text, options, yes, LOOK_FIRST);
  // No dialog this time: it would stand in front of the preview.
  const answer = chosen === LOOK_FIRST ? await vscode.window.showWarningMessage(text, yes, "Cancel") : chosen;
  return answer === yes;
}
