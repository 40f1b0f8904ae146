// From a row of the explorer to the manifest that made it, and from a manifest to its row.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { deploymentKey, type WatchedCluster, type WatchedClusters } from "../../live/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { noClusterToShow, noDeploymentToChoose, noObjectAtCursor, notInCluster } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { targetOf, type DeploymentTarget, type Target } from "../../ui/target.ts";
import { ManifestFiles, type ManifestReader, type PlaceInFile } from "./manifest-files.ts";
import { bestFits, placeAt, rangeOf, type PlaceAtCursor, type WantedPlace } from "./manifest-places.ts";

/** The view that shows what clusters have. */
export interface DeploymentsView {
  readonly watched: WatchedClusters;
  reveal(target: Target): Promise<boolean>;
}

/** Contexts that deployments of several clusters were last looked for in, by their names. */
const LAST_CONTEXTS = "seldon.contextsOfManifests";

export class ManifestLinks implements vscode.Disposable {
  readonly #services: Services;
  readonly #view: DeploymentsView;
  readonly #files: ManifestFiles;
  readonly #memento: vscode.Memento;
  readonly #store = new DisposableStore();

  constructor(services: Services, view: DeploymentsView, reader: ManifestReader, memento: vscode.Memento) {
    this.#services = services;
    this.#view = view;
    this.#files = new ManifestFiles(reader);
    this.#memento = memento;
  }

  activate(): void {
    const { registerCommand } = this.#services;
    this.#store.add(registerCommand("seldon.openManifest", row => this.#openManifest(row)));
    this.#store.add(registerCommand("seldon.showInExplorer", () => this.#showInExplorer()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Files of the workspace that hold this SeldonDeployment; where some name its namespace, only those. */
  async filesOf(deployment: { readonly name: string; readonly namespace: string }): Promise<readonly vscode.Uri[]> {
    const cancelled = new vscode.CancellationTokenSource();
    try {
      const found = bestFits(await this.#files.all(cancelled.token), deployment);
      return [...new Map(found.map(({ uri }) => [uri.toString(), uri])).values()];
    } finally {
      cancelled.dispose();
    }
  }

  async #openManifest(row: unknown): Promise<void> {
    const target = targetOf(row) ?? (await this.#chooseDeployment());
    const wanted = target && wantedPlace(target);
    if (!wanted) return;
    const found = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: l10n.t("Looking for the manifest") },
      async (_, token) => bestFits(await this.#files.all(token), wanted),
    );
    // No file made it, or none that is here: what the cluster has is the next best.
    if (found.length === 0) await vscode.commands.executeCommand("seldon.showLiveObject", target);
    const chosen = found.length > 1 ? await choosePlace(found, wanted) : found[0];
    if (chosen) await showRange(chosen.uri, rangeOf(chosen.place, wanted));
  }

  async #showInExplorer(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const places = editor ? await this.#files.ofDocument(editor.document) : [];
    const asked =
      editor &&
      placeAt(
        places.map(({ place }) => place),
        editor.selection.active,
      );
    if (!asked) {
      this.#services.show(noObjectAtCursor());
      return;
    }
    const found = await this.#findInClusters(asked);
    if (!found) return;
    const { context, namespace, name } = found;
    const { predictor } = asked;
    const target: Target =
      predictor === undefined ? found : { kind: "predictor", context, namespace, deployment: name, predictor };
    const isShown = (await this.#view.reveal(target)) || (await this.#view.reveal(found));
    if (!isShown) this.#services.show(notInCluster(name, context));
  }

  /** Among the clusters that are watched; where none of those has it, in the one that most likely does. */
  async #findInClusters(asked: PlaceAtCursor): Promise<DeploymentTarget | undefined> {
    const { watched } = this.#view;
    const known = [...watched.watched].flatMap(([context, cluster]) => deploymentsOf(context, cluster, asked));
    if (known.length > 0) return await this.#chooseContext(known);
    const context = await this.#likelyContext();
    if (context === undefined) {
      this.#services.show(noClusterToShow());
      return undefined;
    }
    const cluster = await watched.look(context);
    if (cluster.state.kind === "failed") throw cluster.state.error;
    const found = deploymentsOf(context, cluster, asked);
    if (found.length === 0) this.#services.show(notInCluster(asked.name, context));
    return await this.#chooseContext(found);
  }

  /** kubectl's current context, or the only one there is. */
  async #likelyContext(): Promise<string | undefined> {
    const { contexts } = await this.#view.watched.contexts();
    return (contexts.find(({ isCurrent }) => isCurrent) ?? contexts[0])?.name;
  }

  async #chooseContext(found: readonly DeploymentTarget[]): Promise<DeploymentTarget | undefined> {
    if (found.length <= 1) return found[0];
    const last = this.#memento.get<Record<string, string>>(LAST_CONTEXTS, {});
    const rank = ({ name, context }: DeploymentTarget): number => (last[name] === context ? 0 : 1);
    const items = found
      .toSorted((a, b) => rank(a) - rank(b))
      .map(target => ({ label: target.context, description: target.namespace, target }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: l10n.t("Show in Seldon Explorer"),
      placeHolder: l10n.t("Cluster"),
    });
    if (!chosen) return undefined;
    await this.#memento.update(LAST_CONTEXTS, { ...last, [chosen.target.name]: chosen.target.context });
    return chosen.target;
  }

  async #chooseDeployment(): Promise<DeploymentTarget | undefined> {
    const items = [...this.#view.watched.watched].flatMap(([context, cluster]) =>
      deploymentsOf(context, cluster, undefined).map(target => ({
        label: target.name,
        description: `${target.namespace} · ${context}`,
        target,
      })),
    );
    if (items.length === 0) {
      this.#services.show(noDeploymentToChoose(l10n.t("Open Manifest")));
      return undefined;
    }
    return (
      await vscode.window.showQuickPick(items, { title: l10n.t("Open Manifest"), placeHolder: "SeldonDeployment" })
    )?.target;
  }
}

/** Those of a cluster that a manifest may have made; all without one. */
function deploymentsOf(context: string, cluster: WatchedCluster, asked: PlaceAtCursor | undefined): DeploymentTarget[] {
  const namespaces = asked?.namespace === undefined ? cluster.namespaces : [asked.namespace];
  return namespaces.flatMap(namespace => {
    const names = asked
      ? cluster.deployment(deploymentKey({ namespace, name: asked.name }))
        ? [asked.name]
        : []
      : cluster.deployments(namespace).map(({ name }) => name);
    return names.map(name => ({ kind: "deployment", context, namespace, name }) as const);
  });
}

function wantedPlace(target: Target): WantedPlace | undefined {
  switch (target.kind) {
    case "context":
    case "namespace":
    case "message":
      return undefined;
    case "deployment":
      return { name: target.name, namespace: target.namespace };
    case "unit":
      return { ...inDeployment(target), predictor: target.predictor, unit: target.path.at(-1) };
    case "predictor":
    case "workload":
      return { ...inDeployment(target), predictor: target.predictor };
    default:
      return inDeployment(target);
  }
}

function inDeployment(target: { readonly deployment: string; readonly namespace: string }): WantedPlace {
  return { name: target.deployment, namespace: target.namespace };
}

async function choosePlace(found: readonly PlaceInFile[], wanted: WantedPlace): Promise<PlaceInFile | undefined> {
  const items = found.map(candidate => ({
    label: vscode.workspace.asRelativePath(candidate.uri),
    description: l10n.t`line ${rangeOf(candidate.place, wanted).start.line + 1}`,
    candidate,
  }));
  const placeHolder = l10n.t`Several files hold ${wanted.name}`;
  return (await vscode.window.showQuickPick(items, { title: l10n.t("Open Manifest"), placeHolder }))?.candidate;
}

async function showRange(uri: vscode.Uri, { start, end }: ReturnType<typeof rangeOf>): Promise<void> {
  const selection = new vscode.Range(start.line, start.character, end.line, end.character);
  await vscode.window.showTextDocument(uri, { selection });
}
