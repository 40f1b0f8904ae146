// Settings and context keys by the names that contributions.ts declares, so that a misspelled one does not compile.
import * as vscode from "vscode";
import type { ContextKey, SettingId } from "../contributions.ts";

/** @returns the value that holds for `uri`; empty where somebody set it to something other than a string */
export function stringSetting(id: SettingId, uri: vscode.Uri): string {
  const value: unknown = vscode.workspace.getConfiguration(undefined, uri).get(id);
  return typeof value === "string" ? value : "";
}

export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  await vscode.commands.executeCommand("setContext", key, value);
}
