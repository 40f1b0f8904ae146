// The lines `Send`, `Send to all predictors` and `Copy as…` above every request of a file.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { textAt } from "../../domain/deploy/index.ts";
import type { CommandId } from "../../contributions.ts";
import { onLensSettings, orNoLens, showsLens } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isRequestDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { readRequests, type RequestServer, type RequestTest } from "./request-source.ts";

export class RequestLens implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #services: Services;
  readonly #server: RequestServer;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(services: Services, server: RequestServer) {
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
    if (!vscode.workspace.isTrusted || !showsLens("request") || !isRequestDocument(document)) return [];
    const requests = await orNoLens(this.#services, readRequests(this.#server, document.uri));
    return requests?.tests.flatMap(test => lensesOf(document.uri, test)) ?? [];
  }
}

function lensesOf(uri: vscode.Uri, { range, index, value }: RequestTest): vscode.CodeLens[] {
  const lens = (command: CommandId, title: string, tooltip: string, ...more: readonly unknown[]): vscode.CodeLens =>
    new vscode.CodeLens(new vscode.Range(range.start, range.start), {
      title,
      tooltip,
      command,
      arguments: [uri, index, ...more],
    });
  const isNotAskedYet = textAt(value, "spec", "target", "predictor") !== "*";
  const hasPredictors = textAt(value, "spec", "target", "url") === undefined && isNotAskedYet;
  return [
    lens("seldon.sendRequest", l10n.t("Send"), l10n.t("Sends it, and holds the answer against what is expected")),
    ...(hasPredictors
      ? [
          lens(
            "seldon.sendRequest",
            l10n.t("Send to all predictors"),
            l10n.t("Past the split of the traffic, shadows as well"),
            "all",
          ),
        ]
      : []),
    lens(
      "seldon.copyRequestAs",
      l10n.t("Copy as…"),
      l10n.t("As a line or script for others to run; secrets stay names"),
    ),
  ];
}
