// Every sentence the extension itself says to the user: facts in; what happened, why, and what to do next out.
import type { CommandId } from "../contributions.ts";

export interface UserMessage {
  readonly severity: "error" | "warning" | "information";
  readonly text: string;
  readonly actions: readonly MessageAction[];
}

export interface MessageAction {
  readonly title: string;
  readonly command: CommandId;
}

const SHOW_LOG: MessageAction = { title: "Show Log", command: "seldon.showLog" };
const RESTART: MessageAction = { title: "Restart", command: "seldon.restartLanguageServer" };

export function serverDidNotStart(reason: string): UserMessage {
  return {
    severity: "error",
    text: `The Seldon language server did not start: ${asClause(reason)}. Manifests are not checked until it runs. Restart it, and if that does not help, see the log for what came before.`,
    actions: [RESTART, SHOW_LOG],
  };
}

/** @param minutes the time in which the server ended `times` times */
export function serverKeepsEnding(times: number, minutes: number): UserMessage {
  return {
    severity: "error",
    text: `The Seldon language server ended unexpectedly ${times} times within ${minutes} minutes and is not started again. Manifests are not checked until it runs. See the log for the reason, then restart it.`,
    actions: [RESTART, SHOW_LOG],
  };
}

export function commandFailed(title: string, reason: string): UserMessage {
  return {
    severity: "error",
    text: `"${title}" could not be finished: ${asClause(reason)}. Nothing else was changed. See the log for details, then try again.`,
    actions: [SHOW_LOG],
  };
}

export function noManifestInEditor(): UserMessage {
  return {
    severity: "information",
    text: "There is nothing to fix because no Seldon manifest is in the active editor. Open one, then run the command again.",
    actions: [],
  };
}

export function serverIsNotRunning(): UserMessage {
  return {
    severity: "warning",
    text: "The problems of this file are not known because the Seldon language server is not running. Restart it, then run the command again.",
    actions: [RESTART, SHOW_LOG],
  };
}

export function nothingToFix(): UserMessage {
  return {
    severity: "information",
    text: "No problem in this file has a fix that is safe to make without asking. Where a problem offers a choice, the light bulb on its line shows it.",
    actions: [],
  };
}

export function documentChangedWhileFixing(): UserMessage {
  return {
    severity: "warning",
    text: "The fixes were not made because the file changed while they were worked out. Run the command again.",
    actions: [],
  };
}

export function fixesWereRefused(): UserMessage {
  return {
    severity: "error",
    text: "The fixes were not made because VS Code did not accept the edit; the file may be read-only. Make it writable, then run the command again.",
    actions: [SHOW_LOG],
  };
}

/** So that the reason fits before the full stop of a sentence. */
function asClause(reason: string): string {
  const firstLine = reason.trim().split("\n")[0] ?? "";
  return firstLine === "" ? "no reason was given" : firstLine.replace(/[.\s]+$/, "");
}
