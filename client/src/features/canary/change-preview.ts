// The preview of a change as people know it from Git: VS Code's diff editor, for the cluster and for each file.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { previewOf } from "../../domain/deploy/index.ts";
import type { CanaryParts } from "./canary-parts.ts";
import { placeWords, type CanarySubject } from "./canary-subject.ts";
import type { ClusterPreview } from "./cluster-change.ts";
import type { FileChange } from "./file-change.ts";

/** @returns what the editor's tab is called, for closing it once the user has decided */
export async function showPreview(
  { documents }: CanaryParts,
  subject: CanarySubject,
  cluster: ClusterPreview | undefined,
  files: readonly FileChange[],
): Promise<string> {
  const { stringify } = await import("yaml");
  const yaml = (object: object): string =>
    stringify(object, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
  const sides: (readonly [before: vscode.Uri, after: vscode.Uri])[] = [];
  if (cluster) {
    const { before, after } = previewOf({ ...cluster.previewed.before }, { ...cluster.previewed.after });
    const name = `${subject.name} SeldonDeployment.yaml`;
    sides.push([documents.add(name, yaml(before ?? {})), documents.add(name, yaml(after))]);
  }
  for (const { document, after } of files) {
    const name = document.uri.path.slice(document.uri.path.lastIndexOf("/") + 1);
    sides.push([documents.add(name, document.getText()), documents.add(name, after)]);
  }
  const title = l10n.t`Traffic of ${subject.name} in ${placeWords(subject)} ↔ after the change`;
  const [first] = sides;
  if (first && sides.length === 1)
    await vscode.commands.executeCommand("vscode.diff", ...first, title, { preview: true });
  if (sides.length > 1) {
    const resources = sides.map(([before, after]) => [after, before, after]);
    await vscode.commands.executeCommand("vscode.changes", title, resources);
  }
  return title;
}

/** What was decided on would only be in the way, in front of what the user came from. */
export async function closePreview(title: string): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(group => group.tabs.filter(tab => tab.label.startsWith(title)));
  await vscode.window.tabGroups.close(tabs, true);
}
