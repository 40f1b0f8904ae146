// Raw answers, reports and the like as read-only documents of VS Code, which has all there is to read, search and copy them.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { DisposableStore } from "../../ui/disposable-store.ts";

const SCHEME = "seldon-answer";
/** Documents that are remembered: their editors may be open. */
const MOST = 20;

export class AnswerDocuments implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #store = new DisposableStore();
  readonly #texts = new Map<string, string>();
  #count = 0;

  activate(): void {
    this.#store.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  dispose(): void {
    this.#store.dispose();
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    return (
      this.#texts.get(query) ?? l10n.t("This text was of an earlier window. Send the request again to see a new one.\n")
    );
  }

  /** @param name of a file, which tells the language */
  async open(name: string, text: string): Promise<void> {
    const key = String(++this.#count);
    this.#texts.set(key, text);
    for (const old of [...this.#texts.keys()].slice(0, -MOST)) this.#texts.delete(old);
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${name.replaceAll("/", "-")}`, query: key });
    await vscode.window.showTextDocument(uri, { preview: true, viewColumn: vscode.ViewColumn.One });
  }
}
