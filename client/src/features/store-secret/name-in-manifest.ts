// Lets the manifest's unit name the Secret, where it names none: an edit that the user can take back.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { secretPath } from "../../domain/store-secret/index.ts";
import { confirm } from "../../ui/confirm.ts";
import type { SecretServer, SecretSubject } from "./subject.ts";

export async function nameInManifest(
  { server }: { readonly server: SecretServer },
  { manifest, place }: SecretSubject,
  name: string,
): Promise<void> {
  if (!manifest || !place || place.secret !== undefined) return;
  const path = secretPath(manifest.value, place);
  if (!path) return;
  const { document, index } = manifest;
  const isWanted = await confirm({
    text: l10n.t`Name the Secret ${name} in the manifest?`,
    detail: l10n.t(
      "Without envSecretRefName the initializer does not get it. The file is changed in the editor, and not saved.",
    ),
    yes: l10n.t("Name It"),
  });
  if (!isWanted) return;
  const uri = document.uri.toString();
  const edits = [{ op: "set" as const, path: [...path], value: name }];
  const answer = await server.edits({ uri, text: document.getText(), index, edits });
  if (answer.refused !== null) throw new Error(answer.refused);
  const change = new vscode.WorkspaceEdit();
  for (const { range, newText } of answer.edits) {
    const { start, end } = range;
    change.replace(document.uri, new vscode.Range(start.line, start.character, end.line, end.character), newText);
  }
  await vscode.workspace.applyEdit(change);
  await vscode.window.showTextDocument(document, { preview: false });
}
