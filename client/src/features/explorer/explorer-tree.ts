// The explorer's tree as VS Code asks for it.
import * as vscode from "vscode";
import { ElementTree, type ElementTreeOptions, type ExplorerElement } from "./element-tree.ts";
import type { Row } from "./row.ts";
import { targetId } from "../../ui/target.ts";

export interface ExplorerTreeOptions extends ElementTreeOptions {
  /** Completes a tooltip when the mouse rests on a row. */
  tooltip(row: Row, token: vscode.CancellationToken): Promise<string>;
}

export class ExplorerTree implements vscode.TreeDataProvider<ExplorerElement>, vscode.Disposable {
  readonly #options: ExplorerTreeOptions;
  readonly #changed = new vscode.EventEmitter<ExplorerElement | ExplorerElement[] | undefined>();
  readonly #elements: ElementTree;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: ExplorerTreeOptions) {
    this.#options = options;
    this.#elements = new ElementTree(options);
  }

  getTreeItem(element: ExplorerElement): vscode.TreeItem {
    return treeItem(element.row);
  }

  async getChildren(element?: ExplorerElement): Promise<ExplorerElement[]> {
    return [...(element ? await this.#elements.opened(element) : this.#elements.children(undefined))];
  }

  getParent(element: ExplorerElement): ExplorerElement | undefined {
    return element.parent;
  }

  async resolveTreeItem(
    item: vscode.TreeItem,
    element: ExplorerElement,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    item.tooltip = new vscode.MarkdownString(await this.#options.tooltip(element.row, token));
    return item;
  }

  /** Looks at all rows that have been shown and has those drawn again that changed; a row below one that is drawn is not. */
  refresh(): void {
    const stale = this.#elements.stale();
    if (stale === undefined) this.#changed.fire(undefined);
    else if (stale.length > 0) this.#changed.fire([...stale]);
  }

  /** Walks down by name, asking for rows that were never shown. */
  async find(path: readonly string[]): Promise<ExplorerElement | undefined> {
    return await this.#elements.find(path);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

const EXPANSION = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

/** Without its tooltip, which is asked for when the mouse rests on the row. */
function treeItem(row: Row): vscode.TreeItem {
  const { id, color } = row.icon;
  const item = new vscode.TreeItem(row.label, EXPANSION[row.expansion]);
  item.id = targetId(row.target);
  item.description = row.description;
  item.iconPath = new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
  item.contextValue = row.tokens.join(" ");
  item.accessibilityInformation = { label: row.spoken };
  if (row.click) item.command = row.click;
  return item;
}
