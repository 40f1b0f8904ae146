// Above each predictor of a manifest: its share, as the file says and as the routes give it, and the gestures.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isMap, listAt, textAt, valueAt, type DeployTarget } from "../../domain/deploy/index.ts";
import type { ManifestObject } from "../../../../schemas/src/index.ts";
import { deploymentKey } from "../../live/index.ts";
import type { CommandId } from "../../contributions.ts";
import { objectsIn, onLensSettings, showsLens } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { CanaryParts } from "./canary-parts.ts";
import { targetFor } from "./canary-subject.ts";

/** Milliseconds for which changes of clusters are collected. */
const PACE = 1_000;

export class CanaryLens implements vscode.CodeLensProvider {
  readonly #parts: CanaryParts;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: CanaryParts) {
    this.#parts = parts;
  }

  activate(): void {
    const { targets, watched } = this.#parts;
    this.#store.add(vscode.languages.registerCodeLensProvider([...manifestSelector], this));
    this.#store.add(targets.onDidChange(() => this.#changed.fire()));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
    this.#store.add(watched.onChange(() => this.#changeSoon()));
    this.#store.add(onLensSettings(() => this.#changed.fire()));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#store.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.isTrusted || !showsLens("traffic")) return [];
    const target = this.#parts.targets.remembered(document.uri);
    if (!target || !isSeldonDocument(document)) return [];
    const objects = await objectsIn(document, this.#parts.server, this.#parts.services);
    return objects.filter(({ kind }) => kind === "SeldonDeployment").flatMap(object => this.#lenses(object, target));
  }

  #lenses({ name, namespace, predictors, value }: ManifestObject, target: DeployTarget): vscode.CodeLens[] {
    const specs = listAt(value, "spec", "predictors").filter(isMap);
    const live = specs.filter(spec => valueAt(spec, "shadow") !== true).map(spec => textAt(spec, "name"));
    if (name === null || live.length < 2) return [];
    const place = { context: target.context, namespace: namespace ?? target.namespace, name };
    const routed = this.#routed(place);
    return predictors.flatMap(({ name: predictor, range }, index) => {
      if (!live.includes(predictor)) return [];
      const written = valueAt(specs[index], "traffic");
      const share = l10n.t`${typeof written === "number" ? written : 0} % of traffic`;
      const now = routed.get(predictor);
      const title = now === undefined ? share : l10n.t`${share} · routed ${now} %`;
      const lens = (command: CommandId, words: string, tooltip: string): vscode.CodeLens =>
        new vscode.CodeLens(new vscode.Range(range.start.line, 0, range.start.line, 0), {
          ...{ title: words, tooltip, command },
          arguments: [targetFor(place, predictor)],
        });
      return [
        lens("seldon.canary.open", title, l10n.t`Open the traffic panel of ${name}`),
        lens("seldon.canary.more", "+10 %", l10n.t`Give ${predictor} 10 % more, after a preview`),
        lens("seldon.canary.less", "−10 %", l10n.t`Give ${predictor} 10 % less, after a preview`),
        lens("seldon.canary.shift", l10n.t("Shift…"), l10n.t`Give ${predictor} another share, after a preview`),
      ];
    });
  }

  /** Only from clusters that are watched already: a file that is opened makes no request. */
  #routed({ context, namespace, name }: { context: string; namespace: string; name: string }): Map<string, number> {
    const shown = this.#parts.watched.watched.get(context)?.deployment(deploymentKey({ namespace, name }));
    const predictors = shown?.predictors ?? [];
    return new Map(
      predictors.flatMap(predictor => (predictor.routed === undefined ? [] : [[predictor.name, predictor.routed]])),
    );
  }

  #changeSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#changed.fire();
    }, PACE);
  }
}
