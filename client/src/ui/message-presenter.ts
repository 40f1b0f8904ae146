// Shows the catalog's messages as VS Code notifications and runs the command of the button that was pressed.
import * as vscode from "vscode";
import type { UserMessage } from "./messages.ts";

const PRESENT = {
  error: vscode.window.showErrorMessage,
  warning: vscode.window.showWarningMessage,
  information: vscode.window.showInformationMessage,
} as const;

/** Resolves when the notification is gone and its command, if one was chosen, has run. */
export async function presentMessage({ severity, text, actions }: UserMessage): Promise<void> {
  const chosen = await PRESENT[severity](text, ...actions.map(action => action.title));
  const action = actions.find(({ title }) => title === chosen);
  if (action) await vscode.commands.executeCommand(action.command, ...(action.arguments ?? []));
}
