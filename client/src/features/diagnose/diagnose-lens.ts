// The line "Diagnose" above a SeldonDeployment that some watched cluster shows to fail.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { CommandId } from "../../contributions.ts";
import { deploymentKey, type WatchedClusters } from "../../live/index.ts";
import { objectsIn, onLensSettings, showsLens, type ObjectServer } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import type { DeploymentTarget } from "../../ui/target.ts";

/** A cluster in trouble changes many times a second, in milliseconds. */
const PACE = 1000;

interface Failing {
  readonly target: DeploymentTarget;
  readonly reason: string;
}

export class DiagnoseLens implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #services: Services;
  readonly #watched: WatchedClusters;
  readonly #server: ObjectServer;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  #pending: NodeJS.Timeout | undefined;

  constructor(services: Services, watched: WatchedClusters, server: ObjectServer) {
    this.#services = services;
    this.#watched = watched;
    this.#server = server;
  }

  activate(): void {
    this.#store.add(vscode.languages.registerCodeLensProvider([...manifestSelector], this));
    this.#store.add(this.#watched.onChange(() => this.#schedule()));
    this.#store.add(onLensSettings(() => this.#changed.fire()));
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#store.dispose();
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!vscode.workspace.isTrusted || !showsLens("diagnose")) return [];
    if (this.#watched.watched.size === 0 || !isSeldonDocument(document)) return [];
    const objects = await objectsIn(document, this.#server, this.#services);
    return objects.flatMap(({ kind, name, namespace, range }) =>
      kind === "SeldonDeployment" && name !== null
        ? this.#failing(name, namespace).map(failing => lensAt(range.start.line, failing))
        : [],
    );
  }

  /** In whichever clusters it fails; a manifest that names no namespace may have been applied to any. */
  #failing(name: string, wanted: string | null): Failing[] {
    return [...this.#watched.watched].flatMap(([context, cluster]) => {
      const namespaces = wanted === null ? cluster.namespaces : [wanted];
      return namespaces.flatMap((namespace): Failing[] => {
        const info = cluster.deployment(deploymentKey({ namespace, name }))?.info;
        if (info?.state !== "failed" && info?.match === undefined) return [];
        return [
          { target: { kind: "deployment", context, namespace, name }, reason: info.match?.title ?? info.reason ?? "" },
        ];
      });
    });
  }

  #schedule(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      this.#changed.fire();
    }, PACE);
  }
}

function lensAt(line: number, { target, reason }: Failing): vscode.CodeLens {
  const command: CommandId = "seldon.diagnose";
  const title = reason === "" ? l10n.t("Diagnose") : l10n.t`Diagnose: ${reason}`;
  const tooltip = l10n.t`${target.name} does not serve in ${target.namespace} in ${target.context}`;
  return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), { title, tooltip, command, arguments: [target] });
}
