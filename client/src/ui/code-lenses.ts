// Which lines above the text are wanted: one switch for all of them, and one for each kind.
import * as vscode from "vscode";
import type { SettingId } from "../contributions.ts";
import { booleanSetting } from "./workbench-state.ts";

type KindIn<Id> = Id extends `seldon.codeLensKinds.${infer Kind}` ? Kind : never;

/** The server's facts are shown by the language server, which reads the same two settings. */
type LensKind = Exclude<KindIn<SettingId>, "server">;

export function showsLens(kind: LensKind): boolean {
  return booleanSetting("seldon.codeLens") && booleanSetting(`seldon.codeLensKinds.${kind}`);
}

export function onLensSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(change => {
    const isOurs = ["seldon.codeLens", "seldon.codeLensKinds"].some(section => change.affectsConfiguration(section));
    if (isOurs) listener();
  });
}
