// Read-only documents that show diagnoses, and the links in them.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { DeploymentTarget } from "../../ui/target.ts";
import type { LinkedText } from "./diagnosis-text.ts";

const SCHEME = "seldon-diagnosis";

export class DiagnosisDocuments implements vscode.Disposable, vscode.DocumentLinkProvider {
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<vscode.Uri>());
  readonly #texts = new Map<string, LinkedText>();

  activate(): void {
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
        onDidChange: this.#changed.event,
        provideTextDocumentContent: uri =>
          this.#texts.get(uri.toString())?.text ??
          l10n.t("# Diagnosis\n\nIt was made in an earlier session. Diagnose again.\n"),
      }),
    );
    this.#store.add(vscode.languages.registerDocumentLinkProvider({ scheme: SCHEME }, this));
    this.#store.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === SCHEME) this.#texts.delete(uri.toString());
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
    this.#texts.clear();
  }

  /** One document for each deployment: a new diagnosis takes the place of the old one. */
  async open({ context, namespace, name }: DeploymentTarget, text: LinkedText): Promise<void> {
    const folder = [context, namespace].map(encodeURIComponent).join("/");
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${folder}/Diagnosis of ${name}.md` });
    this.#texts.set(uri.toString(), text);
    this.#changed.fire(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(await inMarkdown(document), { preview: true });
  }

  provideDocumentLinks({ uri, lineCount }: vscode.TextDocument): vscode.DocumentLink[] {
    const links = this.#texts.get(uri.toString())?.links ?? [];
    return links
      .filter(({ line }) => line < lineCount)
      .map(({ line, start, end, command, arguments: args }) => {
        const target = vscode.Uri.parse(`command:${command}?${encodeURIComponent(JSON.stringify(args))}`);
        return new vscode.DocumentLink(new vscode.Range(line, start, line, end), target);
      });
  }
}

/** The name's ending says so in most windows; settings may say otherwise. */
async function inMarkdown(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  if (document.languageId === "markdown") return document;
  return await vscode.languages.setTextDocumentLanguage(document, "markdown");
}
