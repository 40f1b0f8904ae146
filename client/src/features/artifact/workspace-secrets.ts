// Secrets as the workspace's manifests have them, read only when a model is looked for and kept nowhere.
import * as vscode from "vscode";
import type { AuthoringParams, AuthoringResult, ObjectsParams, ObjectsResult } from "../../../../schemas/src/index.ts";
import type { WrittenSecret } from "../../live/artifact/index.ts";

/** The language server as this feature sees it: the client reads no YAML. */
export interface SecretServer {
  objects(params: ObjectsParams): Promise<ObjectsResult>;
  authoring(params: AuthoringParams): Promise<AuthoringResult>;
}

/**
 * The manifest's own file goes before others. What a controller makes, such as a SealedSecret, has no values to read.
 * @param namespace a Secret that names another one is not meant
 */
export async function writtenSecret(
  server: SecretServer,
  manifests: readonly vscode.Uri[],
  name: string,
  namespace: string,
): Promise<WrittenSecret | undefined> {
  for (const uri of manifests) {
    const found = await secretIn(server, uri, name, namespace);
    if (found) return found;
  }
  const [beside = vscode.workspace.workspaceFolders?.[0]?.uri] = manifests;
  if (!beside) return undefined;
  const { secrets } = await server.authoring({ uri: beside.toString() });
  const files = secrets.filter(secret => secret.kind === "Secret" && secret.name === name && !secret.isGenerated);
  for (const { file } of files) {
    const uri = await fileOf(file);
    const found = uri && (await secretIn(server, uri, name, namespace));
    if (found) return found;
  }
  return undefined;
}

async function secretIn(
  server: SecretServer,
  uri: vscode.Uri,
  name: string,
  namespace: string,
): Promise<WrittenSecret | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { objects } = await server.objects({ uri: uri.toString(), text: document.getText() });
  const found = objects.find(
    object => object.kind === "Secret" && object.name === name && (object.namespace ?? namespace) === namespace,
  );
  return found && { secret: found.value, file: vscode.workspace.asRelativePath(uri) };
}

/** @param file from its workspace folder on, whichever that is */
async function fileOf(file: string): Promise<vscode.Uri | undefined> {
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    const uri = vscode.Uri.joinPath(folder.uri, file);
    try {
      await vscode.workspace.fs.stat(uri);
      return uri;
    } catch {
      // It lies in another folder, or is gone by now.
    }
  }
  return undefined;
}
