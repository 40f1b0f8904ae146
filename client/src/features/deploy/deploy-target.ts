// Where a deploy goes: chosen once per workspace folder, remembered, and always to be seen in the status bar.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { isMap, targetWords, textAt, type DeployTarget } from "../../domain/deploy/index.ts";
import { isKubeError, type ClusterSession, type ResourceType } from "../../kube/port.ts";
import type { WatchedClusters } from "../../live/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { isSeldonDocument, watchSeldonDocuments } from "../../ui/seldon-documents.ts";

const MEMORY = "seldon.deployTargets";

export const NAMESPACES: ResourceType = {
  group: "",
  version: "v1",
  plural: "namespaces",
  kind: "Namespace",
  isNamespaced: false,
};

export class DeployTargets implements vscode.Disposable {
  readonly #watched: WatchedClusters;
  readonly #memento: vscode.Memento;
  readonly #store = new DisposableStore();
  readonly #item = this.#store.add(
    vscode.window.createStatusBarItem("seldon.deployTarget", vscode.StatusBarAlignment.Right, 90),
  );

  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());

  /** Another target was chosen for some folder. */
  readonly onDidChange = this.#changed.event;

  constructor(watched: WatchedClusters, memento: vscode.Memento) {
    this.#watched = watched;
    this.#memento = memento;
    this.#item.name = l10n.t("Seldon Deploy Target");
    this.#item.command = "seldon.chooseDeployTarget";
  }

  activate(): void {
    this.#store.add(vscode.window.onDidChangeActiveTextEditor(() => this.#show()));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#show()));
    this.#store.add(watchSeldonDocuments(() => this.#show()));
    this.#show();
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** The remembered target; asks where there is none. Undefined where the user chose none. */
  async targetFor(uri: vscode.Uri | undefined, written: readonly string[]): Promise<DeployTarget | undefined> {
    const known = this.remembered(uri);
    if (known) {
      const { contexts } = await this.#watched.contexts();
      if (contexts.some(({ name }) => name === known.context)) return known;
    }
    return await this.choose(uri, written);
  }

  remembered(uri: vscode.Uri | undefined): DeployTarget | undefined {
    const stored = this.#memento.get<unknown>(MEMORY);
    const [context, namespace] = ["context", "namespace"].map(field => textAt(stored, folderKey(uri), field));
    return context === undefined || namespace === undefined ? undefined : { context, namespace };
  }

  /** @param written namespaces that the manifests name */
  async choose(uri: vscode.Uri | undefined, written: readonly string[]): Promise<DeployTarget | undefined> {
    const context = await this.#chooseContext(uri);
    if (context === undefined) return undefined;
    const { session } = await this.#watched.watch(context);
    const namespace = await chooseNamespace(session, written);
    if (namespace === undefined) return undefined;
    const target = { context, namespace };
    const stored = this.#memento.get<unknown>(MEMORY);
    await this.#memento.update(MEMORY, { ...(isMap(stored) && stored), [folderKey(uri)]: target });
    this.#show();
    this.#changed.fire();
    return target;
  }

  async #chooseContext(uri: vscode.Uri | undefined): Promise<string | undefined> {
    const { contexts } = await this.#watched.contexts();
    const last = this.remembered(uri)?.context;
    const rank = (context: (typeof contexts)[number]): number =>
      context.name === last ? 0 : context.isCurrent ? 1 : 2;
    const items = contexts
      .toSorted((a, b) => rank(a) - rank(b))
      .map(({ name, server, isCurrent }) => ({
        label: name,
        description: isCurrent ? l10n.t("current context of kubectl") : "",
        detail: server,
      }));
    if (items.length === 0)
      throw new Error(l10n.t("No kubeconfig file names a cluster. The Seldon view says where it looked"));
    const chosen = await vscode.window.showQuickPick(items, {
      title: l10n.t("Choose Deploy Target (1/2)"),
      placeHolder: l10n.t("Cluster"),
      matchOnDetail: true,
    });
    return chosen?.label;
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!vscode.workspace.isTrusted || !document || !isSeldonDocument(document)) {
      this.#item.hide();
      return;
    }
    const target = this.remembered(document.uri);
    this.#item.text = l10n.t`$(cloud-upload) ${target ? targetWords(target) : l10n.t("No deploy target")}`;
    this.#item.tooltip = target
      ? l10n.t`Seldon: manifests of this folder are deployed to namespace ${target.namespace} in context ${target.context}. Click to choose another.`
      : l10n.t("Seldon: choose where manifests of this folder are deployed to");
    this.#item.show();
  }
}

/** Folders of a workspace may belong to different teams, and so to different clusters. */
function folderKey(uri: vscode.Uri | undefined): string {
  if (uri && uri.scheme !== "untitled") return vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() ?? "";
  // An editor that was never saved, such as a request drafted beside its manifest, has the path that it will have, if any.
  const folder = uri && vscode.workspace.getWorkspaceFolder(uri.with({ scheme: "file" }));
  const [first, ...others] = vscode.workspace.workspaceFolders ?? [];
  return (folder ?? (others.length === 0 ? first : undefined))?.uri.toString() ?? "";
}

const OTHER = l10n.t("Another namespace…");

async function chooseNamespace(session: ClusterSession, written: readonly string[]): Promise<string | undefined> {
  const known = await namespacesOf(session);
  const usual = session.context.namespace;
  const names = [...new Set([...written, usual, ...known])];
  const items = names.map(label => ({
    label,
    description: [
      ...(written.includes(label) ? [l10n.t("named in the manifest")] : []),
      ...(label === usual ? [l10n.t("the context's own")] : []),
      ...(known.length > 0 && !known.includes(label) ? [l10n.t("does not exist yet")] : []),
    ].join(", "),
  }));
  const chosen = await vscode.window.showQuickPick([...items, { label: OTHER, description: "" }], {
    title: l10n.t("Choose Deploy Target (2/2)"),
    placeHolder: l10n.t`Namespace in ${session.context.name}`,
  });
  if (chosen?.label !== OTHER) return chosen?.label;
  return await vscode.window.showInputBox({
    title: l10n.t`Namespace in ${session.context.name}`,
    validateInput: text =>
      /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)
        ? undefined
        : l10n.t("Small letters, digits and hyphens, 63 at most."),
  });
}

/** None where they may not be listed. */
async function namespacesOf(session: ClusterSession): Promise<readonly string[]> {
  try {
    const { items } = await session.list(NAMESPACES);
    return items.map(({ metadata }) => metadata.name).sort();
  } catch (error) {
    if (isKubeError(error) && error.reason === "forbidden") return [];
    throw error;
  }
}
