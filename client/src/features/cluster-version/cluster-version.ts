// The item in the language status that says which Seldon the cluster has that a manifest goes to, and which API versions it serves.
import * as vscode from "vscode";
import * as l10n from "@vscode/l10n";
import { LANGUAGE_STATUS } from "../../contributions.ts";
import type { DeployTarget, PreflightFacts } from "../../domain/deploy/index.ts";
import type { ClusterSession } from "../../kube/port.ts";
import { findRelease } from "../../live/deploy/index.ts";
import type { WatchedClusters } from "../../live/index.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, manifestSelector } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { stringSetting } from "../../ui/workbench-state.ts";
import { releaseText } from "./release-text.ts";

interface Targets {
  readonly onDidChange: vscode.Event<void>;
  remembered(uri: vscode.Uri | undefined): DeployTarget | undefined;
}

type Release = Pick<PreflightFacts, "operator" | "crd">;

export class ClusterVersion implements vscode.Disposable {
  readonly #services: Services;
  readonly #watched: WatchedClusters;
  readonly #targets: Targets;
  readonly #store = new DisposableStore();
  /** Read once for each connection: an upgrade of Seldon is seen when the window connects again. */
  readonly #releases = new WeakMap<ClusterSession, Release | "reading">();
  #item: vscode.LanguageStatusItem | undefined;

  constructor(services: Services, watched: WatchedClusters, targets: Targets) {
    this.#services = services;
    this.#watched = watched;
    this.#targets = targets;
  }

  activate(): void {
    this.#item = this.#store.add(vscode.languages.createLanguageStatusItem(LANGUAGE_STATUS.cluster, []));
    this.#item.name = l10n.t("Seldon: Cluster");
    const show = (): void => this.#show();
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(show));
    this.#store.add(this.#targets.onDidChange(show));
    // Only what changes the state of a connection; most news are about deployments.
    this.#store.add(this.#watched.onChange((_, keys) => keys === undefined && show()));
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(event => {
        if (event.affectsConfiguration("seldon.version")) show();
      }),
    );
    this.#store.add(
      this.#services.registerCommand("seldon.useClusterVersion", async version => {
        if (typeof version !== "string") return;
        await vscode.workspace.getConfiguration().update("seldon.version", version, place());
      }),
    );
    show();
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Contacts no cluster by itself: only one that is connected is asked. */
  #show(): void {
    const item = this.#item;
    if (!item) return;
    const document = vscode.window.activeTextEditor?.document;
    const target = document && isSeldonDocument(document) ? this.#targets.remembered(document.uri) : undefined;
    const cluster = target && this.#watched.watched.get(target.context);
    const release = cluster && this.#releaseOf(cluster.session);
    item.selector = release ? [...manifestSelector] : [];
    if (!document || !target || !release) return;
    const words = releaseText(release, target.context, stringSetting("seldon.version", document.uri));
    item.text = words.text;
    item.detail = words.detail;
    item.severity = words.isWarning ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
    item.accessibilityInformation = { label: `${words.text}: ${words.detail}` };
    item.command =
      words.checkFor === undefined
        ? { title: commandTitle("seldon.checkCluster"), command: "seldon.checkCluster" }
        : {
            title: l10n.t("Check for {0}", words.checkFor),
            command: "seldon.useClusterVersion",
            arguments: [words.checkFor],
          };
  }

  #releaseOf(session: ClusterSession): Release | undefined {
    const known = this.#releases.get(session);
    if (known === "reading") return undefined;
    if (known === undefined) {
      this.#releases.set(session, "reading");
      void this.#services.guarded("version of the cluster", () => this.#read(session))();
    }
    return known;
  }

  async #read(session: ClusterSession): Promise<void> {
    try {
      this.#releases.set(session, await findRelease(session));
    } catch (error) {
      // It did not answer: the next change of the connection asks again.
      this.#releases.delete(session);
      throw error;
    }
    this.#show();
  }
}

function place(): vscode.ConfigurationTarget {
  return vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
}
