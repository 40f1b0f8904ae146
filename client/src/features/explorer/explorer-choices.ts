// What the user chose to see of the clusters: a filter, an order, and namespaces, which are remembered.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { CONTEXT_KEYS } from "../../contributions.ts";
import { setContextKey } from "../../ui/workbench-state.ts";
import type { SortOrder } from "./explorer-source.ts";

const PINNED_NAMESPACES = "seldon.explorer.namespaces";

export class ExplorerChoices {
  readonly #memento: vscode.Memento;
  #filter = "";
  #sort: SortOrder = "name";

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  get filter(): string {
    return this.#filter;
  }

  get sort(): SortOrder {
    return this.#sort;
  }

  /** Namespaces that were chosen in a context; none stands for all that may be seen. */
  namespaces(context: string): readonly string[] {
    return this.#pinned[context] ?? [];
  }

  async setFilter(filter: string): Promise<void> {
    this.#filter = filter;
    await setContextKey(CONTEXT_KEYS.isFiltered, filter !== "");
  }

  async askForFilter(): Promise<void> {
    const text = await vscode.window.showInputBox({
      title: l10n.t("Filter Deployments"),
      prompt: l10n.t("Shows only deployments with this in their name or namespace."),
      value: this.#filter,
    });
    if (text !== undefined) await this.setFilter(text.trim());
  }

  async askForSort(): Promise<void> {
    const orders: readonly (vscode.QuickPickItem & { readonly order: SortOrder })[] = [
      { label: l10n.t("By name"), order: "name" },
      { label: l10n.t("By state"), detail: l10n.t("What fails comes first."), order: "state" },
      { label: l10n.t("By age"), detail: l10n.t("The newest comes first."), order: "age" },
    ];
    const chosen = await vscode.window.showQuickPick(orders, { title: l10n.t("Sort Deployments") });
    if (chosen) this.#sort = chosen.order;
  }

  /** @returns false where the user changed their mind */
  async askForNamespaces(context: string): Promise<boolean> {
    const text = await vscode.window.showInputBox({
      title: l10n.t`Namespaces of ${context}`,
      prompt: l10n.t("Names with blanks between them. Empty: all that you may see."),
      value: this.namespaces(context).join(" "),
      validateInput: value =>
        NAMESPACES.test(value.trim()) ? undefined : l10n.t("Use names such as: scoring staging-2"),
    });
    if (text === undefined) return false;
    const chosen = text.split(/\s+/).filter(name => name !== "");
    await this.#memento.update(PINNED_NAMESPACES, { ...this.#pinned, [context]: chosen });
    return true;
  }

  get #pinned(): Readonly<Record<string, readonly string[]>> {
    return this.#memento.get<Record<string, readonly string[]>>(PINNED_NAMESPACES, {});
  }
}

/** Names as Kubernetes allows them (RFC 1123), blanks between. */
const NAMESPACES = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\s+|$))*$/;
