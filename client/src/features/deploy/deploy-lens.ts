// The lines "Deploy to …" and "Diff" above every SeldonDeployment of a folder whose deploy target is known.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { targetWords } from "../../domain/deploy/index.ts";
import type { CommandId } from "../../contributions.ts";
import { objectsIn, onLensSettings, showsLens } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import type { DeployTargets } from "./deploy-target.ts";
import type { ManifestServer } from "./manifest-source.ts";

export class DeployLens implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #services: Services;
  readonly #server: ManifestServer;
  readonly #targets: DeployTargets;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(services: Services, server: ManifestServer, targets: DeployTargets) {
    this.#services = services;
    this.#server = server;
    this.#targets = targets;
  }

  activate(): void {
    this.#store.add(vscode.languages.registerCodeLensProvider([...manifestSelector], this));
    this.#store.add(this.#targets.onDidChange(() => this.#changed.fire()));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.#store.add(onLensSettings(() => this.#changed.fire()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.isTrusted || !showsLens("deploy")) return [];
    const target = this.#targets.remembered(document.uri);
    if (!target || !isSeldonDocument(document)) return [];
    const objects = await objectsIn(document, this.#server, this.#services);
    const lines = objects.filter(({ kind }) => kind === "SeldonDeployment").map(({ range }) => range.start.line);
    return lines.flatMap(line => [
      lensAt(line, document, "seldon.deploy", l10n.t`Deploy to ${targetWords(target)}`),
      lensAt(line, document, "seldon.diffWithCluster", l10n.t("Diff")),
    ]);
  }
}

function lensAt(line: number, { uri }: vscode.TextDocument, command: CommandId, title: string): vscode.CodeLens {
  const tooltip = l10n.t("All objects of this file, after a preview");
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, tooltip, command, arguments: [uri] });
}
