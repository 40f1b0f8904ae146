// The view *Forwards*: which ports of pods and Services stand on this machine right now, where they lead, and a way to stop each.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { counted } from "../../../../schemas/src/index.ts";
import { CONTEXT_KEYS } from "../../contributions.ts";
import type { GatewayForward } from "../../kube/port.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { forwardIsInUse } from "../../ui/prediction-messages.ts";
import { setContextKey } from "../../ui/workbench-state.ts";
import type { PredictHost } from "./predict-parts.ts";
import type { Senders } from "./senders.ts";

/** One forward as a row; other extensions' menus hand it back to commands. */
interface ForwardRow {
  readonly forward: GatewayForward;
}

type ForwardsHost = Pick<PredictHost, "services" | "clusters">;

export class ForwardsView implements vscode.Disposable, vscode.TreeDataProvider<ForwardRow> {
  readonly #host: ForwardsHost;
  readonly #senders: Senders;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeTreeData = this.#changed.event;
  #rows: readonly ForwardRow[] = [];

  constructor(host: ForwardsHost, senders: Senders) {
    this.#host = host;
    this.#senders = senders;
  }

  activate(): void {
    const { services, clusters } = this.#host;
    const view = vscode.window.createTreeView<ForwardRow>("seldon.forwards", { treeDataProvider: this });
    this.#store.add(view);
    this.#store.add(clusters.onDidChangeForwards(services.guarded("forwards", () => this.#read())));
    this.#store.add(services.registerCommand("seldon.copyForward", row => this.#copy(row)));
    this.#store.add(services.registerCommand("seldon.browseForward", row => this.#browse(row)));
    this.#store.add(services.registerCommand("seldon.endForward", row => this.#end(row)));
  }

  dispose(): void {
    this.#store.dispose();
  }

  getChildren(row?: ForwardRow): ForwardRow[] {
    return row ? [] : [...this.#rows];
  }

  getTreeItem({ forward }: ForwardRow): vscode.TreeItem {
    const { target, pod, leases, error, context } = forward;
    const item = new vscode.TreeItem(`${target.name}:${target.port}`);
    const uses = counted(leases, "use");
    item.id = `${context}/${target.kind}/${target.namespace}/${target.name}/${target.port}`;
    item.description = `${addressOf(forward)} · ${error ? error.message : (pod ?? l10n.t("no connection yet"))}`;
    item.iconPath = error
      ? new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"))
      : new vscode.ThemeIcon("plug");
    const lines = [
      l10n.t`Port ${target.port} of ${target.kind} ${target.name} in ${target.namespace} of ${context}`,
      l10n.t`stands at http://${addressOf(forward)}, on this machine only.`,
      pod === undefined ? l10n.t("No connection was made yet.") : l10n.t`It leads to pod ${pod}.`,
      l10n.t`${uses}. It ends with the last one.`,
      ...(error ? [l10n.t`The last connection failed: ${error.message}`] : []),
    ];
    item.tooltip = lines.join("\n");
    item.contextValue = "forward";
    item.accessibilityInformation = {
      label: l10n.t`${target.name}, port ${target.port}, ${item.description}, ${uses}`,
    };
    return item;
  }

  async #read(): Promise<void> {
    const gateway = await this.#host.clusters.openGateway();
    this.#rows = (gateway?.forwards() ?? []).map(forward => ({ forward }));
    await setContextKey(CONTEXT_KEYS.hasForwards, this.#rows.length > 0);
    this.#changed.fire();
  }

  async #copy(row: unknown): Promise<void> {
    const forward = this.#forwardOf(row);
    if (!forward) return;
    await vscode.env.clipboard.writeText(`http://${addressOf(forward)}`);
    vscode.window.setStatusBarMessage(l10n.t`$(copy) Copied http://${addressOf(forward)}`, 3_000);
  }

  async #browse(row: unknown): Promise<void> {
    const forward = this.#forwardOf(row);
    if (forward) await vscode.commands.executeCommand("seldon.openForward", forward.localPort);
  }

  /** Whoever uses it gives it back: what a user has forwarded by hand, and what predictions keep for the next request. */
  async #end(row: unknown): Promise<void> {
    const forward = this.#forwardOf(row);
    if (!forward) return;
    await vscode.commands.executeCommand("seldon.stopForward", forward.localPort);
    await this.#read();
    if (this.#isOpen(forward)) await this.#senders.closeFor(forward.context, forward.target.name);
    await this.#read();
    if (this.#isOpen(forward)) this.#host.services.show(forwardIsInUse());
  }

  #isOpen({ localPort }: GatewayForward): boolean {
    return this.#rows.some(({ forward }) => forward.localPort === localPort);
  }

  #forwardOf(row: unknown): GatewayForward | undefined {
    return this.#rows.find(known => known === row)?.forward;
  }
}

function addressOf({ host, localPort }: GatewayForward): string {
  return `${host}:${localPort}`;
}
