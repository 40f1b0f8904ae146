// Whether a cluster may be changed: not in Restricted Mode, not where the user forbade it, and in protected contexts only by name.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { confirm, type Question } from "./confirm.ts";
import { clusterIsNotTrusted, writesAreOff } from "./messages.ts";
import { isProtected } from "./protected-contexts.ts";
import type { Services } from "./services.ts";
import { booleanSetting, stringListSetting } from "./workbench-state.ts";

export interface ClusterWrite {
  /** Title of the command, for messages. */
  readonly title: string;
  readonly context: string;
  /** What is asked before it is done. Names what, how much, and where. */
  readonly question: Question;
  /** The user has said yes already, such as by typing a number; asked is only in protected contexts. */
  readonly isDecided?: boolean;
}

/** Tells the user why, where no question could make it possible. To be asked before anything else is. */
export function areWritesPossible(services: Services, title: string): boolean {
  if (!vscode.workspace.isTrusted) services.show(clusterIsNotTrusted(title));
  else if (booleanSetting("seldon.readOnly")) services.show(writesAreOff(title));
  else return true;
  return false;
}

export async function mayWrite(services: Services, write: ClusterWrite): Promise<boolean> {
  const { title, context, question } = write;
  if (!areWritesPossible(services, title)) return false;
  if (isProtected(context, stringListSetting("seldon.protectedContexts"))) return await typedConsent(write);
  return write.isDecided === true || (await confirm(question));
}

/** As {@link mayWrite} for what changes nothing but makes work, such as many requests: asked is in protected contexts only. */
export async function mayLoad(services: Services, load: Omit<ClusterWrite, "isDecided">): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    services.show(clusterIsNotTrusted(load.title));
    return false;
  }
  return !isProtected(load.context, stringListSetting("seldon.protectedContexts")) || (await typedConsent(load));
}

async function typedConsent({ context, question }: ClusterWrite): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title: question.text,
    prompt: [question.detail, l10n.t`The context ${context} is protected. Type its name to go on.`]
      .filter(Boolean)
      .join(" "),
    placeHolder: context,
    ignoreFocusOut: true,
    validateInput: text =>
      text === context ? undefined : l10n.t`Not the name yet. Press Escape to leave everything as it is.`,
  });
  return typed === context;
}
