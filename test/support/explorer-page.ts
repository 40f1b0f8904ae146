// The Seldon explorer in the sidebar of a VS Code window, read and used the way a person does.
import type { Locator, Page } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** A row as it is drawn. */
export interface ExplorerRow {
  /** Labels from the top row down to this one. */
  readonly path: readonly string[];
  readonly label: string;
  readonly description: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** Undefined for rows that have nothing below them. */
  readonly isExpanded: boolean | undefined;
  readonly isSelected: boolean;
  /** Of a codicon: `error`, `pass`. */
  readonly icon: string;
}

export interface MenuEntry {
  readonly title: string;
  readonly isEnabled: boolean;
}

export interface TooltipOptions {
  readonly holding?: string;
  readonly use?: () => Promise<void>;
}

export interface ExplorerPage {
  /** Brings the view up. */
  show(): Promise<void>;
  /** Rows from top to bottom, as far as the window is high enough for them. */
  rows(): Promise<readonly ExplorerRow[]>;
  /** Looks until the rows satisfy `wanted`, and returns them. */
  rowsWhen(wanted: (rows: readonly ExplorerRow[]) => boolean): Promise<readonly ExplorerRow[]>;
  /** Looks until the row is there and satisfies `wanted`. */
  rowWhen(path: readonly string[], wanted?: (row: ExplorerRow) => boolean): Promise<ExplorerRow>;
  /** Looks until there is such a row right below the one of `path`. */
  childWhen(path: readonly string[], wanted?: (row: ExplorerRow) => boolean): Promise<ExplorerRow>;
  /** Opens a row and all above it, waiting for each to come. */
  expand(...path: readonly string[]): Promise<void>;
  collapse(...path: readonly string[]): Promise<void>;
  click(...path: readonly string[]): Promise<void>;
  /** What shows when the mouse rests on a row, once it holds `holding`; `use` may do something with it. */
  tooltip(path: readonly string[], options?: TooltipOptions): Promise<string>;
  /** The entries of a row's context menu, which is closed again. */
  menu(...path: readonly string[]): Promise<readonly MenuEntry[]>;
  /** Picks an entry of a row's context menu. */
  pickFromMenu(title: string, ...path: readonly string[]): Promise<void>;
  /** The number on the icon in the activity bar; 0 where there is none. */
  badge(): Promise<number>;
  /** Whether something in the view turns, as a sign that one has to wait. */
  isSpinning(): Promise<boolean>;
  /** What the view says where it has no rows. */
  readonly welcome: Locator;
  /** The whole view with its title. */
  readonly pane: Locator;
}

/** A busy machine, a cluster that starts, and back-off of the client: generous. */
const PATIENCE_MS = 60_000;
const LOOK_INTERVAL_MS = 100;
/** A view that has looked the same for so long is at rest, as far as a cluster ever is. */
const REST_MS = 600;
const LONGEST_UNREST_MS = 10_000;

/** The explorer of a window. Every method waits for what it promises. */
export function explorerOf(workbench: Workbench): ExplorerPage {
  const { page } = workbench;
  const pane = page.locator(".part.sidebar .pane", { has: page.locator(".pane-header", { hasText: "Deployments" }) });
  const icon = page.locator(".part.activitybar .action-item", { has: page.locator("[aria-label^='Seldon']") });
  const rows = (): Promise<readonly ExplorerRow[]> => readRows(page);
  const rowsWhen: ExplorerPage["rowsWhen"] = async wanted => {
    let last: readonly ExplorerRow[] = [];
    const isThere = await repeatedly(page, async () => wanted((last = await rows())));
    if (!isThere) throw new Error(`The explorer did not come to the expected state. It shows:\n${drawn(last)}`);
    return last;
  };
  const firstWhen = async (isWanted: (row: ExplorerRow) => boolean): Promise<ExplorerRow> => {
    const found = (await rowsWhen(all => all.some(isWanted))).find(isWanted);
    if (!found) throw new Error("Rows that are wanted hold the row.");
    return found;
  };
  const rowWhen: ExplorerPage["rowWhen"] = (path, wanted = () => true) =>
    firstWhen(row => isSamePath(row.path, path) && wanted(row));
  const childWhen: ExplorerPage["childWhen"] = (path, wanted = () => true) =>
    firstWhen(row => isSamePath(row.path.slice(0, -1), path) && wanted(row));
  const setExpanded = async (path: readonly string[], isExpanded: boolean): Promise<void> => {
    await rowWhen(path, row => row.isExpanded !== undefined);
    await repeatedly(page, async () => {
      const row = (await rows()).find(one => isSamePath(one.path, path));
      if (row?.isExpanded === isExpanded) return true;
      await onRow(page, path, element => element.locator(".monaco-tl-twistie").click({ timeout: 2_000 }));
      return false;
    });
    await rowWhen(path, row => row.isExpanded === isExpanded);
  };
  // A row that is drawn anew while its menu is open is lost to VS Code, and its command is told of none.
  const settled = async (): Promise<void> => {
    let last = "";
    let since = Date.now();
    const deadline = since + LONGEST_UNREST_MS;
    while (Date.now() < deadline && Date.now() - since < REST_MS) {
      const now = JSON.stringify(await rows());
      if (now !== last) since = Date.now();
      last = now;
      await page.waitForTimeout(LOOK_INTERVAL_MS);
    }
  };
  const openMenu = async (path: readonly string[]): Promise<Locator> => {
    await rowWhen(path);
    await settled();
    const menu = page.locator(".context-view .monaco-menu");
    await repeatedly(page, async () => {
      await onRow(page, path, element => element.locator(".label-name").click({ button: "right", timeout: 2_000 }));
      return await menu.isVisible();
    });
    return menu;
  };
  return {
    pane,
    welcome: pane.locator(".welcome-view"),
    async show() {
      // It comes with the extension, some time after the window.
      await icon.waitFor();
      // A click on the icon of a view that is about to show hides it again.
      await repeatedly(page, async () => {
        if (!(await pane.isVisible())) await icon.click();
        return await pane.waitFor({ timeout: 5_000 }).then(
          () => true,
          () => false,
        );
      });
      await pane.waitFor();
    },
    rows,
    rowsWhen,
    rowWhen,
    childWhen,
    async expand(...path) {
      for (let depth = 1; depth <= path.length; depth += 1) await setExpanded(path.slice(0, depth), true);
    },
    collapse: (...path) => setExpanded(path, false),
    async click(...path) {
      await rowWhen(path);
      await onRow(page, path, element => element.locator(".label-name").click());
    },
    async tooltip(path, { holding = "", use } = {}) {
      await rowWhen(path);
      const box = page.locator(".monaco-hover:visible .hover-contents");
      const hover = box.filter({ hasText: /\S/u }).filter({ hasText: holding }).first();
      // The text comes after the box, and a row that is drawn anew closes it.
      const isThere = await repeatedly(page, async () => {
        await page.mouse.move(0, 0);
        await box.first().waitFor({ state: "hidden" });
        await onRow(page, path, element => element.locator(".label-name").hover({ timeout: 2_000 }));
        return await hover.waitFor({ timeout: 3_000 }).then(
          () => true,
          () => false,
        );
      });
      if (!isThere) throw new Error(`No tooltip with "${holding}" appeared over ${path.join(" / ")}.`);
      const text = await hover.innerText();
      await use?.();
      await page.mouse.move(0, 0);
      await box.first().waitFor({ state: "hidden" });
      return text;
    },
    async menu(...path) {
      const menu = await openMenu(path);
      const entries: MenuEntry[] = [];
      for (const item of await menu.locator(".action-item:not(:has(.separator))").all()) {
        const classes = (await item.getAttribute("class")) ?? "";
        const title = await item.locator(".action-label").first().innerText();
        entries.push({ title, isEnabled: !classes.split(" ").includes("disabled") });
      }
      await page.keyboard.press("Escape");
      await menu.waitFor({ state: "hidden" });
      return entries;
    },
    async pickFromMenu(title, ...path) {
      const menu = await openMenu(path);
      const entry = menu.locator(".action-item", { has: page.getByText(title, { exact: true }) });
      // A menu that has only just opened takes no click yet, and one that fades hands it on: a key does it once.
      const isFocused = await repeatedly(page, async () => {
        await entry.hover({ timeout: 2_000 }).catch(() => undefined);
        return ((await entry.getAttribute("class")) ?? "").split(" ").includes("focused");
      });
      if (!isFocused) throw new Error(`"${title}" in the menu of ${path.join(" / ")} could not be reached.`);
      await page.keyboard.press("Enter");
      await menu.waitFor({ state: "hidden" });
    },
    async isSpinning() {
      return await pane
        .locator(".codicon-modifier-spin:visible, .monaco-progress-container.active:visible")
        .first()
        .isVisible();
    },
    async badge() {
      const content = icon.locator(".badge-content");
      return (await content.isVisible()) ? Number(await content.innerText()) : 0;
    },
  };
}

/** The rows as indented text, for messages and for comparing. */
function drawn(rows: readonly ExplorerRow[]): string {
  return rows
    .map(
      ({ path, label, description }) =>
        `${"  ".repeat(path.length - 1)}${label}${description === "" ? "" : ` · ${description}`}`,
    )
    .join("\n");
}

function isSamePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((label, index) => label === other[index]);
}

async function repeatedly(page: Page, look: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (await look()) return true;
    await page.waitForTimeout(LOOK_INTERVAL_MS);
  }
  return false;
}

const ROW = ".part.sidebar .customview-tree .monaco-list-row";

/** Does something with a row that is drawn; a row that moves away meanwhile is no failure, since callers look again. */
async function onRow(page: Page, path: readonly string[], use: (row: Locator) => Promise<void>): Promise<void> {
  const found = await readPlaced(page);
  const row = found.find(one => isSamePath(one.path, path));
  if (!row) return;
  await use(page.locator(`${ROW}[data-index="${row.index}"]`)).catch(() => undefined);
}

async function readRows(page: Page): Promise<readonly ExplorerRow[]> {
  return await readPlaced(page);
}

/** What is used of the page's elements: tests are not compiled for browsers. */
interface PageElement {
  readonly className: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): PageElement | null;
}

interface DrawnRow extends Omit<ExplorerRow, "path"> {
  readonly index: number;
  readonly level: number;
}

async function readPlaced(page: Page): Promise<readonly (ExplorerRow & { readonly index: number })[]> {
  const all = await page.locator(ROW).evaluateAll((elements: readonly PageElement[]) =>
    elements.map((element): DrawnRow => {
      const text = (selector: string): string => element.querySelector(selector)?.textContent ?? "";
      const expanded = element.getAttribute("aria-expanded");
      const icon = element.querySelector(".custom-view-tree-node-item-icon")?.className ?? "";
      return {
        index: Number(element.getAttribute("data-index")),
        level: Number(element.getAttribute("aria-level")),
        label: text(".label-name"),
        description: text(".label-description"),
        spoken: element.getAttribute("aria-label") ?? "",
        isExpanded: expanded === null ? undefined : expanded === "true",
        isSelected: element.getAttribute("aria-selected") === "true",
        icon: /codicon-([\w-]+)/u.exec(icon.replace("codicon-modifier-spin", ""))?.[1] ?? "",
      };
    }),
  );
  const above: string[] = [];
  return all
    .toSorted((a, b) => a.index - b.index)
    .map(row => {
      above.length = row.level - 1;
      above.push(row.label);
      return { ...row, path: [...above] };
    });
}
