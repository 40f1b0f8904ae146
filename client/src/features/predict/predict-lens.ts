// The lines "Predict" and "Compare predictors" above every SeldonDeployment of a folder whose deploy target is known.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { CommandId } from "../../contributions.ts";
import { objectsIn, onLensSettings, showsLens } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { PredictHost } from "./predict-parts.ts";

type LensHost = Pick<PredictHost, "services" | "server" | "targets">;

export class PredictLens implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #host: LensHost;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(host: LensHost) {
    this.#host = host;
  }

  activate(): void {
    this.#store.add(vscode.languages.registerCodeLensProvider([...manifestSelector], this));
    this.#store.add(this.#host.targets.onDidChange(() => this.#changed.fire()));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.#store.add(onLensSettings(() => this.#changed.fire()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.isTrusted || !showsLens("predict")) return [];
    if (!this.#host.targets.remembered(document.uri) || !isSeldonDocument(document)) return [];
    const objects = await objectsIn(document, this.#host.server, this.#host.services);
    return objects.flatMap((object, index) => {
      if (object.kind !== "SeldonDeployment" || object.name === null) return [];
      const lens = lensMaker(document.uri, index, object.range.start.line);
      const predict = lens(
        "seldon.predict",
        l10n.t("Predict"),
        l10n.t("Sends a request to the model and shows the answer"),
      );
      if (object.predictors.length < 2) return [predict];
      const tooltip = l10n.t("Sends the same request to every predictor and shows where they differ");
      return [predict, lens("seldon.comparePredictors", l10n.t("Compare predictors"), tooltip)];
    });
  }
}

function lensMaker(
  uri: vscode.Uri,
  index: number,
  line: number,
): (command: CommandId, title: string, tooltip: string) => vscode.CodeLens {
  const range = new vscode.Range(line, 0, line, 0);
  return (command, title, tooltip) => new vscode.CodeLens(range, { command, title, tooltip, arguments: [uri, index] });
}
