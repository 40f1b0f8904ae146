// The explorer's tree as VS Code asks for it. A row keeps its identity as long as what it stands for exists, and only rows
// that look different are told to be drawn again.
import * as vscode from "vscode";
import type { Row } from "./row.ts";
import { targetId, type Target } from "../../ui/target.ts";

/** What VS Code holds on to for a row. Handed to commands of the row's menu. */
export class ExplorerElement {
  row: Row;
  readonly parent: ExplorerElement | undefined;
  /** Those that VS Code has asked for; undefined while the row was never expanded. */
  children: readonly ExplorerElement[] | undefined;

  constructor(row: Row, parent: ExplorerElement | undefined) {
    this.row = row;
    this.parent = parent;
  }

  get target(): Target {
    return this.row.target;
  }
}

export interface ExplorerTreeOptions {
  roots(): readonly Row[];
  children(target: Target): readonly Row[];
  /** Called when the children of a row are about to be shown. */
  onShown(target: Target): void;
  /** Completes a tooltip when the mouse rests on a row. */
  tooltip(row: Row, token: vscode.CancellationToken): Promise<string>;
}

export class ExplorerTree implements vscode.TreeDataProvider<ExplorerElement>, vscode.Disposable {
  readonly #options: ExplorerTreeOptions;
  readonly #changed = new vscode.EventEmitter<ExplorerElement | ExplorerElement[] | undefined>();
  #roots: readonly ExplorerElement[] | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(options: ExplorerTreeOptions) {
    this.#options = options;
  }

  getTreeItem(element: ExplorerElement): vscode.TreeItem {
    return treeItem(element.row);
  }

  getChildren(element?: ExplorerElement): readonly ExplorerElement[] & ExplorerElement[] {
    if (!element) return [...(this.#roots = merged(this.#roots, this.#options.roots(), undefined))];
    this.#options.onShown(element.target);
    return [...(element.children = merged(element.children, this.#options.children(element.target), element))];
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
    const roots = this.#options.roots();
    if (!this.#roots || !isSameList(this.#roots, roots)) {
      this.#changed.fire(undefined);
      return;
    }
    const stale: ExplorerElement[] = [];
    this.#compare(this.#roots, roots, stale);
    if (stale.length > 0) this.#changed.fire(stale);
  }

  /** Walks down by name, asking for rows that were never shown. */
  find(path: readonly string[]): ExplorerElement | undefined {
    let found: ExplorerElement | undefined;
    for (const id of path) {
      const level = (found ? found.children : this.#roots) ?? this.getChildren(found);
      found = level.find(({ target }) => targetId(target) === id);
      if (!found) return undefined;
    }
    return found;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #compare(elements: readonly ExplorerElement[], rows: readonly Row[], stale: ExplorerElement[]): void {
    elements.forEach((element, index) => {
      const row = rows[index];
      if (!row) return;
      const isDrawn = looksTheSame(element.row, row);
      element.row = row;
      const children = element.children && this.#options.children(element.target);
      if (!isDrawn || (children && !isSameList(element.children ?? [], children))) stale.push(element);
      else if (children) this.#compare(element.children ?? [], children, stale);
    });
  }
}

/** Rows as elements; those that were there before stay the same objects. */
function merged(
  before: readonly ExplorerElement[] | undefined,
  rows: readonly Row[],
  parent: ExplorerElement | undefined,
): readonly ExplorerElement[] {
  const known = new Map((before ?? []).map(element => [targetId(element.target), element]));
  return rows.map(row => {
    const element = known.get(targetId(row.target));
    if (!element) return new ExplorerElement(row, parent);
    element.row = row;
    return element;
  });
}

function isSameList(elements: readonly ExplorerElement[], rows: readonly Row[]): boolean {
  return (
    elements.length === rows.length &&
    elements.every(({ target }, index) => {
      const row = rows[index];
      return row !== undefined && targetId(target) === targetId(row.target);
    })
  );
}

function looksTheSame(a: Row, b: Row): boolean {
  return (
    a.label === b.label &&
    a.description === b.description &&
    a.icon.id === b.icon.id &&
    a.icon.color === b.icon.color &&
    a.expansion === b.expansion &&
    a.tooltip === b.tooltip &&
    a.tokens.join(" ") === b.tokens.join(" ")
  );
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
