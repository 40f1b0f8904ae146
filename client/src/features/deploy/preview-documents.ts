// The preview as people know it from Git: VS Code's diff editor, what is in the cluster beside what the dry run answered.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { previewOf, targetWords, type DeployTarget, type PlainMap } from "../../domain/deploy/index.ts";
import { itemWords, type ReadyPreview } from "../../live/deploy/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";

const SCHEME = "seldon-preview";

export class PreviewDocuments implements vscode.Disposable {
  readonly #store = new DisposableStore();
  readonly #texts = new Map<string, string>();
  #count = 0;

  activate(): void {
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        provideTextDocumentContent: uri =>
          this.#texts.get(uri.toString()) ??
          l10n.t("# This preview belongs to a deploy that is over. Begin another one.\n"),
      }),
    );
    this.#store.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) this.#texts.delete(uri.toString());
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Shows what changes: one object in a diff editor, several in one editor for all. Nothing where nothing changes. */
  async showDiff(previews: readonly ReadyPreview[], target: DeployTarget, after: string): Promise<void> {
    const sides = await Promise.all(previews.filter(({ isUnchanged }) => !isUnchanged).map(each => this.#sides(each)));
    const [first] = sides;
    if (!first) return;
    if (sides.length === 1) {
      const title = `${first.words}: ${targetWords(target)} ↔ ${after}`;
      await vscode.commands.executeCommand("vscode.diff", first.before, first.after, title, { preview: true });
      return;
    }
    const title = l10n.t`${sides.length} objects: ${targetWords(target)} ↔ ${after}`;
    const resources = sides.map(side => [side.after, side.before, side.after]);
    await vscode.commands.executeCommand("vscode.changes", title, resources);
  }

  /** A text of its own, such as a report. @param name with an extension, which decides how it is shown; may be there already */
  add(name: string, text: string): vscode.Uri {
    this.#count += 1;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name}`, query: `${this.#count}` });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  async #sides(preview: ReadyPreview): Promise<{ words: string; before: vscode.Uri; after: vscode.Uri }> {
    const { object } = preview.item;
    const { before, after } = previewOf(preview.live, preview.result, object);
    const file = `${object.metadata.name} ${object.kind}.yaml`;
    return {
      words: itemWords(preview.item),
      before: this.add(file, before ? await yamlText(before) : ""),
      after: this.add(file, await yamlText(after)),
    };
  }
}

/** As kubectl would read it back: YAML 1.1, where `on` and `yes` need quotes. */
async function yamlText(object: PlainMap): Promise<string> {
  // Loaded on first use: nothing else of the extension knows YAML, and nothing reads it.
  const { stringify } = await import("yaml");
  return stringify(object, { version: "1.1", lineWidth: 0, aliasDuplicateObjects: false });
}
