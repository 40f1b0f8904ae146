// Which lines above the text are wanted: one switch for all of them, and one for each kind.
import * as vscode from "vscode";
import type { ManifestObject, ObjectsParams, ObjectsResult } from "../../../schemas/src/index.ts";
import type { SettingId } from "../contributions.ts";
import { reasonOf } from "./guard.ts";
import type { Services } from "./services.ts";
import { booleanSetting } from "./workbench-state.ts";

type KindIn<Id> = Id extends `seldon.codeLensKinds.${infer Kind}` ? Kind : never;

/** The server's facts are shown by the language server, which reads the same two settings. */
type LensKind = Exclude<KindIn<SettingId>, "server">;

export function showsLens(kind: LensKind): boolean {
  return booleanSetting("seldon.codeLens") && booleanSetting(`seldon.codeLensKinds.${kind}`);
}

/** The language server as lenses above manifests see it. */
export interface ObjectServer {
  objects(params: ObjectsParams): Promise<ObjectsResult>;
}

/** What a manifest holds, to stand above. */
export async function objectsIn(
  document: vscode.TextDocument,
  server: ObjectServer,
  services: Services,
): Promise<readonly ManifestObject[]> {
  const params = { uri: document.uri.toString(), text: document.getText() };
  return (await orNoLens(services, server.objects(params)))?.objects ?? [];
}

/** Undefined where the language server does not answer, of which users are told by others. */
export async function orNoLens<T>(services: Services, answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    services.log.debug(`No code lens: ${reasonOf(error)}`);
    return undefined;
  }
}

export function onLensSettings(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration(change => {
    const isOurs = ["seldon.codeLens", "seldon.codeLensKinds"].some(section => change.affectsConfiguration(section));
    if (isOurs) listener();
  });
}
