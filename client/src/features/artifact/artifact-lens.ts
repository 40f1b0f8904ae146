// The line "Check Model" above graph units whose model is fetched with a Secret, in folders whose deploy target is known.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { ManifestObject, UnitPlace } from "../../../../schemas/src/index.ts";
import type { CommandId } from "../../contributions.ts";
import { modelPlaces } from "../../domain/artifact/index.ts";
import { objectsIn, onLensSettings, showsLens, type ObjectServer } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";

/** What knows where a folder's manifests go. */
export interface LensTargets {
  readonly onDidChange: vscode.Event<void>;
  remembered(uri: vscode.Uri | undefined): unknown;
}

export class ArtifactLens implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #services: Services;
  readonly #server: ObjectServer;
  readonly #targets: LensTargets;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(services: Services, server: ObjectServer, targets: LensTargets) {
    this.#services = services;
    this.#server = server;
    this.#targets = targets;
  }

  activate(): void {
    this.#store.add(vscode.languages.registerCodeLensProvider([...manifestSelector], this));
    this.#store.add(this.#targets.onDidChange(() => this.#changed.fire()));
    this.#store.add(onLensSettings(() => this.#changed.fire()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.isTrusted || !showsLens("model")) return [];
    if (this.#targets.remembered(document.uri) === undefined || !isSeldonDocument(document)) return [];
    const objects = await objectsIn(document, this.#server, this.#services);
    return objects.flatMap(unitsWithSecret).map(({ range }) => lensAt(range.start.line, document.uri));
  }
}

/** Stores that are read without a Secret, such as Seldon's samples, are none that is looked into. */
function unitsWithSecret({ predictors, value }: ManifestObject): readonly UnitPlace[] {
  const places = modelPlaces(value).filter(({ secret }) => secret !== undefined);
  return predictors.flatMap(({ name, units }) =>
    units.filter(unit => places.some(place => place.predictor === name && place.unit === unit.name)),
  );
}

function lensAt(line: number, uri: vscode.Uri): vscode.CodeLens {
  const command: CommandId = "seldon.checkArtifact";
  const title = l10n.t("Check Model");
  const tooltip = l10n.t("Looks into the store with the keys of the Secret: whether the model is there, and loads");
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, tooltip, command, arguments: [uri] });
}
