// The line "Graph" above every SeldonDeployment.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { objectsIn, onLensSettings, showsLens, type ObjectServer } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";

export class GraphLens implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #services: Services;
  readonly #server: ObjectServer;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(services: Services, server: ObjectServer) {
    this.#services = services;
    this.#server = server;
  }

  activate(): void {
    this.#store.add(vscode.languages.registerCodeLensProvider([...manifestSelector], this));
    this.#store.add(onLensSettings(() => this.#changed.fire()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!showsLens("graph") || !isSeldonDocument(document)) return [];
    const objects = await objectsIn(document, this.#server, this.#services);
    const ours = objects.filter(({ kind }) => kind === "SeldonDeployment");
    return ours.map(({ range: { start } }) => {
      const tooltip = l10n.t("A picture of the inference graph that follows the text");
      const command = {
        title: l10n.t("Graph"),
        tooltip,
        command: "seldon.openGraphPreview",
        arguments: [document.uri],
      };
      return new vscode.CodeLens(new vscode.Range(start.line, 0, start.line, 0), command);
    });
  }
}
