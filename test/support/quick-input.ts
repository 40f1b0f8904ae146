// The one-line input of VS Code: command palette, Quick Open and the pickers that commands open.
import type { Locator, Page } from "playwright-core";

/** An input may come after an answer of the cluster. */
const ANSWER_TIMEOUT_MS = 60_000;

/** Runs the command whose title in the palette is exactly `title`. */
export async function runFromPalette(page: Page, title: string): Promise<void> {
  for (let attempt = 1; attempt < 4; attempt++) {
    await openQuickInput(page, "F1");
    if (await isListed(page, title)) break;
    // The palette lists what may be run when it opens: a command whose condition becomes true meanwhile is in the next one.
    await page.keyboard.press("Escape");
  }
  if (!(await page.locator(".quick-input-widget:visible").isVisible())) await openQuickInput(page, "F1");
  await pickInQuickInput(page, `>${title}`, title);
}

async function isListed(page: Page, title: string): Promise<boolean> {
  const widget = page.locator(".quick-input-widget:visible");
  await widget.locator("input[type=text]").fill(`>${title}`);
  return await rowLabeled(widget, title)
    .first()
    .waitFor({ timeout: 8_000 })
    .then(
      () => true,
      () => false,
    );
}

/** Presses a key until the input is there: a page that takes the focus at that moment swallows it. */
export async function openQuickInput(page: Page, key: string): Promise<void> {
  const input = page.locator(".quick-input-widget:visible input[type=text]");
  for (let attempt = 0; attempt < 5; attempt++) {
    await page.keyboard.press(key);
    try {
      await input.waitFor({ timeout: 3_000 });
      return;
    } catch {
      // The last attempt fails where the input is filled, with a message that says what it waited for.
    }
  }
}

/**
 * Types into the open input that shows `title`, accepts, and waits until it is gone: VS Code asks the extension whether the text
 * will do, and a key that is pressed meanwhile closes the input unanswered.
 */
export async function answerInput(page: Page, title: string, text: string): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible", { hasText: title });
  const input = widget.locator("input").first();
  await input.fill(text, { timeout: ANSWER_TIMEOUT_MS });
  await input.press("Enter");
  // The next one may have the same title.
  const isTaken = async (): Promise<boolean> =>
    !(await widget.isVisible()) || (await input.inputValue({ timeout: 1_000 })) !== text;
  const deadline = Date.now() + ANSWER_TIMEOUT_MS;
  while (!(await isTaken().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`The input "${title}" did not take the answer.`);
    await page.waitForTimeout(100);
  }
}

/** Types into the open input, waits for the row that is labeled `label`, moves to it and accepts it. */
export async function pickInQuickInput(page: Page, typed: string, label: string): Promise<void> {
  const widget = page.locator(".quick-input-widget:visible");
  const input = widget.locator("input[type=text]");
  await input.fill(typed);
  const row = rowLabeled(widget, label);
  await row.first().waitFor();
  await moveFocusTo(page, row.first());
  await input.press("Enter");
  await row.first().waitFor({ state: "hidden" });
}

/** The list re-sorts while it fills: the wanted row is reached when it is the focused one, not after a count of keys. */
async function moveFocusTo(page: Page, row: Locator): Promise<void> {
  const limit = 50;
  for (let pressed = 0; pressed < limit; pressed++) {
    const classes = (await row.getAttribute("class")) ?? "";
    if (classes.split(" ").includes("focused")) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error("The row of the quick input could not be reached by keyboard.");
}

function rowLabeled(widget: Locator, label: string): Locator {
  const exact = new RegExp(`^\\s*${escapeRegExp(label)}\\s*$`, "u");
  return widget.locator(".quick-input-list .monaco-list-row").filter({
    has: widget.page().locator(".quick-input-list-label, .monaco-icon-label-container .label-name", { hasText: exact }),
  });
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`);
}
