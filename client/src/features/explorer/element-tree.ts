// The rows that VS Code has been shown, held against the rows as they are now. A row keeps its identity as long as what it
// stands for exists, and only rows that look different are told to be drawn again.
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

export interface ElementTreeOptions {
  roots(): readonly Row[];
  /** Undefined where they cannot be told at the moment: then those that were shown last count. */
  children(target: Target): readonly Row[] | undefined;
  /** Has that at hand which the rows below a target are made of. */
  open(target: Target): Promise<void>;
}

export class ElementTree {
  readonly #options: ElementTreeOptions;
  #roots: readonly ExplorerElement[] | undefined;

  constructor(options: ElementTreeOptions) {
    this.#options = options;
  }

  /** The elements below one, as they are now; the roots without one. */
  children(element: ExplorerElement | undefined): readonly ExplorerElement[] {
    if (!element) return (this.#roots = merged(this.#roots, this.#options.roots(), undefined));
    const rows = this.#options.children(element.target);
    return (element.children = rows ? merged(element.children, rows, element) : (element.children ?? []));
  }

  /** Like {@link children}, of elements that need something for it first. */
  async opened(element: ExplorerElement): Promise<readonly ExplorerElement[]> {
    await this.#options.open(element.target);
    return this.children(element);
  }

  /** Looks at all rows that have been shown. @returns those to be drawn again with what is below them; undefined for all */
  stale(): readonly ExplorerElement[] | undefined {
    const roots = this.#options.roots();
    if (!this.#roots || !isSameList(this.#roots, roots)) return undefined;
    const stale: ExplorerElement[] = [];
    this.#compare(this.#roots, roots, stale);
    return stale;
  }

  /** Walks down by name, asking for rows that were never shown. */
  async find(path: readonly string[]): Promise<ExplorerElement | undefined> {
    let found: ExplorerElement | undefined;
    for (const id of path) {
      const level: readonly ExplorerElement[] = found
        ? await this.#level(found)
        : (this.#roots ?? this.children(undefined));
      found = level.find(({ target }) => targetId(target) === id);
      if (!found) return undefined;
    }
    return found;
  }

  /** Those that VS Code shows, as long as they are kept up to date: it is told where they change. */
  async #level(element: ExplorerElement): Promise<readonly ExplorerElement[]> {
    const isUpToDate = this.#options.children(element.target) !== undefined;
    return element.children && isUpToDate ? element.children : await this.opened(element);
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
      return row !== undefined && (target === row.target || targetId(target) === targetId(row.target));
    })
  );
}

function looksTheSame(a: Row, b: Row): boolean {
  if (a === b) return true;
  return (
    a.label === b.label &&
    a.description === b.description &&
    a.icon.id === b.icon.id &&
    a.icon.color === b.icon.color &&
    a.expansion === b.expansion &&
    a.tooltip === b.tooltip &&
    a.spoken === b.spoken &&
    a.tokens.join(" ") === b.tokens.join(" ")
  );
}
