// The menu of quick fixes that VS Code opens at the cursor.
import type { Locator, Page } from "playwright-core";

export interface LightBulb {
  /** What is offered, in the order of the menu; empty when VS Code says that there is nothing. */
  readonly titles: readonly string[];
  /** Chooses the entry with exactly this title and waits until the menu is gone. */
  readonly apply: (title: string) => Promise<void>;
  /** Leaves without choosing. */
  readonly close: () => Promise<void>;
}

/** Presses the key for quick fixes; the cursor must stand in the focused editor. */
export async function openLightBulb(page: Page, timeoutMs: number): Promise<LightBulb> {
  const menu = page.locator(".action-widget:visible .actionList");
  const nothing = page.locator(".monaco-editor-overlaymessage", { hasText: /^No .* available$/u });
  const rows = menu.locator(".monaco-list-row.action");
  const deadline = Date.now() + timeoutMs;
  do {
    // "Nothing available" is an overlay that any movement of the text dismisses: asked again if it was missed.
    if (Date.now() > deadline) throw new Error("VS Code showed neither a menu of fixes nor that there are none.");
    await page.keyboard.press("Control+.");
  } while (!(await appears(rows.or(nothing).first())));
  const titles = await rows.locator(".title").allInnerTexts();

  const close = async (): Promise<void> => {
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    await nothing.waitFor({ state: "hidden" });
  };
  const apply = async (title: string): Promise<void> => {
    const index = titles.indexOf(title);
    if (index < 0) {
      await close();
      throw new Error(`No fix is titled "${title}". Offered: ${JSON.stringify(titles)}.`);
    }
    const row = rows.nth(index);
    for (let pressed = 0; pressed <= titles.length && !(await isFocused(row)); pressed++) {
      await page.keyboard.press("ArrowDown");
    }
    if (!(await isFocused(row))) throw new Error(`The fix "${title}" could not be reached by keyboard.`);
    await page.keyboard.press("Enter");
    await menu.waitFor({ state: "hidden" });
  };
  return { titles, apply, close };
}

async function appears(element: Locator): Promise<boolean> {
  return await element.waitFor({ timeout: 3_000 }).then(
    () => true,
    () => false,
  );
}

async function isFocused(row: Locator): Promise<boolean> {
  return ((await row.getAttribute("class")) ?? "").split(" ").includes("focused");
}
