// Settings and context keys by the names that contributions.ts declares, so that a misspelled one does not compile.
import * as vscode from "vscode";
import type { ContextKey, SettingId } from "../contributions.ts";

/** @returns the value that holds for `uri`; empty where somebody set it to something other than a string */
export function stringSetting(id: SettingId, uri: vscode.Uri): string {
  const value: unknown = vscode.workspace.getConfiguration(undefined, uri).get(id);
  return typeof value === "string" ? value : "";
}

/** @returns the value of a setting of the window or the machine; empty where somebody set it to something other than a string */
export function textSetting(id: SettingId): string {
  const value: unknown = vscode.workspace.getConfiguration().get(id);
  return typeof value === "string" ? value : "";
}

export function numberSetting(id: SettingId, otherwise: number): number {
  const value: unknown = vscode.workspace.getConfiguration().get(id);
  return typeof value === "number" && Number.isFinite(value) ? value : otherwise;
}

/** @returns the strings in a setting of the machine; none where somebody set it to something else */
export function stringListSetting(id: SettingId): readonly string[] {
  const value: unknown = vscode.workspace.getConfiguration().get(id);
  return Array.isArray(value)
    ? value.filter((item: unknown): item is string => typeof item === "string" && item !== "")
    : [];
}

/** @returns false where somebody set it to something other than true */
export function booleanSetting(id: SettingId): boolean {
  const value: unknown = vscode.workspace.getConfiguration().get(id);
  return value === true;
}

/** @returns the value as it stands in the settings, to be looked at by whoever knows its shape */
export function rawSetting(id: SettingId): unknown {
  const value: unknown = vscode.workspace.getConfiguration().get(id);
  return value;
}

export async function setContextKey(key: ContextKey, value: boolean): Promise<void> {
  await vscode.commands.executeCommand("setContext", key, value);
}
