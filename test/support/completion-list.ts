// The list that VS Code's completion shows at the cursor.
import type { Locator, Page } from "playwright-core";

/** Labels of the visible entries, once there are any. */
export async function readCompletions(page: Page): Promise<readonly string[]> {
  const rows = rowsOf(page);
  await rows.first().waitFor();
  return await rows.locator(".label-name").allInnerTexts();
}

/** Moves to the entry with exactly this label and accepts it. */
export async function pickCompletion(page: Page, label: string): Promise<void> {
  const row = rowsOf(page).filter({ has: page.locator(".label-name", { hasText: exactly(label) }) });
  await row.waitFor();
  // The list filters while it fills: the wanted entry is reached when it is the focused one, not after a count of keys.
  const limit = 50;
  for (let pressed = 0; pressed < limit; pressed++) {
    if (((await row.getAttribute("class")) ?? "").split(" ").includes("focused")) {
      await page.keyboard.press("Enter");
      await row.waitFor({ state: "hidden" });
      return;
    }
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`The completion "${label}" could not be reached by keyboard.`);
}

function exactly(label: string): RegExp {
  return new RegExp(`^${label.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`)}$`, "u");
}

function rowsOf(page: Page): Locator {
  return page.locator(".suggest-widget.visible .monaco-list-row");
}
