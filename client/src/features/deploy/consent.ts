// The last question before a cluster is changed. The preview stands behind it, and can be looked at before the answer.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Question } from "../../ui/confirm.ts";
import { isProtected } from "../../ui/protected-contexts.ts";
import type { Services } from "../../ui/services.ts";
import { stringListSetting } from "../../ui/workbench-state.ts";
import { mayWrite } from "../../ui/write-consent.ts";

const LOOK_FIRST = l10n.t("Look at the Preview First");

/** Something else that can be looked at before the answer. */
export interface FurtherLook {
  /** Of its button. */
  readonly title: string;
  /** What came of it, in sentences, which the question is asked again with. */
  look(this: void): Promise<readonly string[]>;
}

/** Typing a name leaves the preview free to be looked at, so that protected contexts have that question only. */
export async function mayDeploy(
  services: Services,
  title: string,
  context: string,
  question: Question,
  offer: FurtherLook | undefined,
): Promise<boolean> {
  const isTyped = isProtected(context, stringListSetting("seldon.protectedContexts"));
  const isDecided = isTyped || (await ask(question, offer));
  return isDecided && (await mayWrite(services, { title, context, question, isDecided: true }));
}

async function ask(question: Question, offer: FurtherLook | undefined): Promise<boolean> {
  const { text, detail, yes } = question;
  const options = { modal: true, ...(detail !== undefined && { detail }) };
  const chosen = await vscode.window.showWarningMessage(
    text,
    options,
    yes,
    LOOK_FIRST,
    ...(offer ? [offer.title] : []),
  );
  if (offer && chosen === offer.title) {
    const found = await offer.look();
    return await ask(
      { ...question, detail: [...(detail === undefined ? [] : [detail]), ...found].join("\n") },
      undefined,
    );
  }
  // No dialog this time: it would stand in front of the preview.
  const answer = chosen === LOOK_FIRST ? await vscode.window.showWarningMessage(text, yes, l10n.t("Cancel")) : chosen;
  return answer === yes;
}
