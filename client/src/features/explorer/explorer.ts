// The view *Deployments*: what clusters make of SeldonDeployments, live, with the reason where something does not serve.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { CONTEXT_KEYS } from "../../contributions.ts";
import type { ContextListing, KubeContext } from "../../kube/port.ts";
import { usageWords, WatchedClusters } from "../../live/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { firstStepDone } from "../../ui/first-steps.ts";
import { reasonOf } from "../../ui/guard.ts";
import type { Services } from "../../ui/services.ts";
import { setContextKey } from "../../ui/workbench-state.ts";
import { ExplorerChoices } from "./explorer-choices.ts";
import type { ExplorerSource } from "./explorer-source.ts";
import type { ExplorerElement } from "./element-tree.ts";
import { ExplorerTree } from "./explorer-tree.ts";
import { paragraphs, type Row } from "./row.ts";
import { OpenedDeployments } from "./opened-deployments.ts";
import { childRows, pathTo, rootRows } from "./rows.ts";
import { deploymentOf, targetId, type Target } from "../../ui/target.ts";

/** Rows are compared and drawn again at most this often, in milliseconds: a burst of changes costs one look. */
const PACE = 250;
/** Some verdicts depend on how long something lasts; milliseconds. */
const TICK = 30_000;

/** How often a row that is to be revealed is looked for, each {@link PACE} after the other. */
const REVEAL_LOOKS = 12;

export class Explorer implements vscode.Disposable {
  readonly #services: Services;
  readonly #clusters: Clusters;
  readonly #choices: ExplorerChoices;
  readonly #store = new DisposableStore();
  readonly #problems = new Map<string, string>();
  readonly #watched: WatchedClusters;
  readonly #opened: OpenedDeployments;
  #listing: ContextListing | undefined;
  #tree: ExplorerTree | undefined;
  #view: vscode.TreeView<ExplorerElement> | undefined;
  #pending: NodeJS.Timeout | undefined;

  constructor(services: Services, clusters: Clusters, memento: vscode.Memento) {
    this.#services = services;
    this.#clusters = clusters;
    this.#choices = new ExplorerChoices(memento);
    this.#watched = new WatchedClusters({
      gateway: () => clusters.gateway(),
      namespaces: context => this.#choices.namespaces(context),
      now: () => Date.now(),
    });
    this.#opened = new OpenedDeployments(this.#watched);
    this.#store.add(this.#watched.onChange(() => this.#schedule()));
  }

  /** The clusters that the explorer watches, for features that speak of the same objects. */
  get watched(): WatchedClusters {
    return this.#watched;
  }

  /**
   * Shows the view with the row of a target selected, once the cluster has answered.
   * Takes back the filter, which might hide it.
   * @returns false where there is no such row
   */
  async reveal(target: Target): Promise<boolean> {
    await vscode.commands.executeCommand("seldon.explorer.focus");
    await this.#readContexts();
    await this.#watched.look(target.context);
    if (this.#choices.filter !== "") await this.#choices.setFilter("");
    this.#draw();
    const element = await this.#findRow(pathTo(target).map(targetId));
    if (!element) return false;
    await this.#view?.reveal(element, { select: true, focus: true, expand: true });
    return true;
  }

  /** VS Code asks for rows that have changed in its own time; until then those that it shows are the old ones. */
  async #findRow(path: readonly string[]): Promise<ExplorerElement | undefined> {
    for (let look = 0; look < REVEAL_LOOKS; look++) {
      const found = await this.#tree?.find(path);
      if (found) return found;
      await new Promise(resolve => setTimeout(resolve, PACE));
    }
    return undefined;
  }

  activate(): void {
    const tree = this.#store.add(
      new ExplorerTree({
        roots: () => rootRows(this.#source),
        children: target => childRows(this.#source, target),
        open: target => this.#open(target),
        tooltip: (row, token) => this.#tooltip(row, token),
      }),
    );
    const view = this.#store.add(
      vscode.window.createTreeView("seldon.explorer", {
        treeDataProvider: tree,
        showCollapseAll: true,
        canSelectMany: true,
      }),
    );
    this.#tree = tree;
    this.#view = view;
    const { guarded, registerCommand } = this.#services;
    const choices = this.#choices;
    this.#store.add(view.onDidChangeVisibility(guarded("explorer", ({ visible }) => visible && this.#lookAgain())));
    this.#store.add(view.onDidExpandElement(guarded("explorer", ({ element }) => this.#expanded(element.target))));
    this.#store.add(
      view.onDidCollapseElement(
        ({ element: { target } }) => target.kind === "deployment" && this.#opened.close(target),
      ),
    );
    this.#store.add(this.#clusters.onDidChangeSources(guarded("kubeconfig", () => this.#sourcesChanged())));
    this.#store.add(vscode.workspace.onDidGrantWorkspaceTrust(guarded("trust", () => this.#readContextsIfShown())));
    this.#store.add(registerCommand("seldon.explorer.refresh", () => this.#refresh()));
    this.#store.add(registerCommand("seldon.explorer.filter", () => this.#choose(choices.askForFilter())));
    this.#store.add(registerCommand("seldon.explorer.clearFilter", () => this.#choose(choices.setFilter(""))));
    this.#store.add(registerCommand("seldon.explorer.sort", () => this.#choose(choices.askForSort())));
    this.#store.add(registerCommand("seldon.explorer.chooseNamespaces", row => this.#chooseNamespaces(row)));
    const tick = setInterval(() => this.#tick(), TICK);
    this.#store.add({ dispose: () => clearInterval(tick) });
    if (view.visible) void guarded("explorer", () => this.#readContexts())();
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#watched.close();
    this.#store.dispose();
  }

  /** What a pod takes is asked for when somebody looks, since it is a request of its own. */
  async #tooltip({ target, tooltip }: Row, token: vscode.CancellationToken): Promise<string> {
    if (target.kind !== "pod") return tooltip;
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      const cluster = this.#watched.watched.get(target.context);
      const usage = await cluster?.usage(target.namespace, target.pod, abort.signal);
      return paragraphs(tooltip, usage && usageWords(usage));
    } finally {
      listener.dispose();
    }
  }

  get #source(): ExplorerSource {
    return {
      contexts: this.#contexts,
      playgroundFile: this.#clusters.playgroundFile,
      cluster: context => this.#watched.watched.get(context),
      judged: (context, key) => this.#opened.judged(context, key),
      problem: context => (this.#watched.watched.has(context) ? undefined : this.#problems.get(context)),
      filter: this.#choices.filter,
      sort: this.#choices.sort,
      now: () => Date.now(),
    };
  }

  /** The playground first, then kubectl's current context, then the others by name. */
  get #contexts(): readonly KubeContext[] {
    const rank = (context: KubeContext): number =>
      context.file === this.#clusters.playgroundFile ? 0 : context.isCurrent ? 1 : 2;
    return (this.#listing?.contexts ?? []).toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "en"));
  }

  async #readContextsIfShown(): Promise<void> {
    if (this.#view?.visible === true || this.#listing) await this.#readContexts();
  }

  /**
   * While the view is hidden, a cluster that was looked at stays watched: the badge and the marks on manifests are made of that, and
   * a server that has nothing new sends nothing. What failed is asked again less and less often, so those who look need not wait.
   */
  async #lookAgain(): Promise<void> {
    await this.#readContexts();
    for (const cluster of this.#watched.watched.values()) {
      const { state } = cluster;
      // A credential waits for the user's own retry: asking for one may open a browser's window.
      const isAway =
        state.kind === "failed" && (state.error.reason === "unreachable" || state.error.reason === "timeout");
      if (isAway || state.kind === "no-seldon") cluster.retryNow();
    }
  }

  /** A login or a new cluster may be what those wait for that cannot be reached. */
  async #sourcesChanged(): Promise<void> {
    this.#problems.clear();
    await this.#readContextsIfShown();
    for (const cluster of this.#watched.watched.values()) if (cluster.state.kind !== "live") cluster.retryNow();
  }

  async #readContexts(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    this.#listing = await this.#watched.contexts();
    this.#clusters.watchFiles(this.#listing.files);
    const contexts = new Map(this.#listing.contexts.map(context => [context.name, context]));
    for (const [name, { session }] of this.#watched.watched) {
      if (!isSameContext(session.context, contexts.get(name))) this.#watched.forget(name);
    }
    for (const { file, message } of this.#listing.problems) this.#services.log.warn(`${file}: ${message}`);
    await setContextKey(CONTEXT_KEYS.hasClusters, contexts.size > 0);
    await setContextKey(CONTEXT_KEYS.hasLooked, true);
    this.#schedule();
  }

  /** Before the rows below a target are made for the first time. */
  async #open(target: Target): Promise<void> {
    if (target.kind === "context") void this.#services.guarded("watching", () => this.#watch(target.context))();
    const deployment = deploymentOf(target);
    if (deployment) await this.#services.guarded("explorer", () => this.#opened.open(deployment))();
  }

  /** What VS Code shows at first are the rows of the last time. */
  async #expanded(target: Target): Promise<void> {
    if (target.kind !== "deployment") return;
    await this.#opened.open(target);
    this.#schedule();
  }

  async #watch(context: string): Promise<void> {
    // Rows are asked for again whenever they look different: what failed once waits for the user.
    if (this.#watched.watched.has(context) || this.#problems.has(context)) return;
    try {
      await this.#watched.watch(context);
    } catch (error) {
      this.#problems.set(context, reasonOf(error));
    } finally {
      this.#schedule();
    }
  }

  #schedule(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      void this.#services.guarded("explorer", () => this.#draw())();
    }, PACE);
  }

  #draw(): void {
    this.#opened.closeGone();
    this.#tree?.refresh();
    const failing = this.#failing();
    if (failing > 0) firstStepDone(this.#services, "hasSeenFailure");
    const { filter } = this.#choices;
    if (!this.#view) return;
    this.#view.badge =
      failing === 0
        ? undefined
        : {
            value: failing,
            tooltip: failing === 1 ? l10n.t("1 deployment is failing") : l10n.t`${failing} deployments are failing`,
          };
    this.#view.message = filter === "" ? "" : l10n.t`Filter: ${filter}`;
  }

  #failing(): number {
    let count = 0;
    for (const cluster of this.#watched.watched.values()) {
      for (const namespace of cluster.namespaces) {
        count += cluster.deployments(namespace).filter(({ info }) => info.state === "failed").length;
      }
    }
    return count;
  }

  #tick(): void {
    if (this.#view?.visible !== true) return;
    for (const cluster of this.#watched.watched.values()) cluster.timePassed();
  }

  async #refresh(): Promise<void> {
    this.#problems.clear();
    for (const cluster of this.#watched.watched.values()) cluster.retryNow();
    await this.#readContexts();
  }

  async #chooseNamespaces(row: unknown): Promise<void> {
    const context = contextOf(row) ?? (await this.#pickContext());
    if (context === undefined) return;
    if (!(await this.#choices.askForNamespaces(context))) return;
    this.#problems.delete(context);
    this.#watched.forget(context);
    await this.#watch(context);
  }

  async #choose(choice: Promise<void>): Promise<void> {
    await choice;
    this.#schedule();
  }

  async #pickContext(): Promise<string | undefined> {
    const names = this.#contexts.map(({ name }) => name);
    return names.length <= 1 ? names[0] : await vscode.window.showQuickPick(names, { title: l10n.t("Cluster") });
  }
}

/** A cluster that was made anew often has the old name and another address. */
function isSameContext(one: KubeContext, other: KubeContext | undefined): boolean {
  const parts = ["server", "file", "cluster", "user", "namespace"] as const;
  return other !== undefined && parts.every(part => one[part] === other[part]);
}

function contextOf(row: unknown): string | undefined {
  return row instanceof Object && "target" in row && row.target instanceof Object && "context" in row.target
    ? String(row.target.context)
    : undefined;
}
