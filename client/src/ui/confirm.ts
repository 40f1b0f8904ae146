// Asks before something that cannot be taken back. The only modal dialogs of the extension.
import * as vscode from "vscode";

export interface Question {
  /** A sentence that says what will happen, to what, and where. */
  readonly text: string;
  readonly detail?: string;
  /** The button that does it, in the words of the deed: `Delete`, never `OK`. */
  readonly yes: string;
}

/** @returns true only if the button was pressed; the dialog's own way out is Cancel */
export async function confirm({ text, detail, yes }: Question): Promise<boolean> {
  const options = { modal: true, ...(detail !== undefined && { detail }) };
  return (await vscode.window.showWarningMessage(text, options, yes)) === yes;
}
