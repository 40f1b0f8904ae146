// A followed log in the panel of a VS Code window, read and used the way a person does.
import type { Workbench } from "./workbench.ts";

export interface LogPanel {
  /** Waits until the lines in sight hold a text. */
  shows(text: string): Promise<void>;
  /** The lines in sight. */
  shownLines(): Promise<string[]>;
  /** The whole document of the panel, as selecting all and copying gives it. */
  text(): Promise<string>;
  /** A button in the title of the panel. */
  press(title: string): Promise<void>;
  /** Puts the cursor at the first or the last line. */
  goTo(end: "first" | "last"): Promise<void>;
}

const PATIENCE_MS = 30_000;
const LOOK_INTERVAL_MS = 50;

export function logPanelOf({ page }: Workbench): LogPanel {
  const lines = page.locator(".part.panel .view-lines .view-line");
  const focus = (): Promise<void> => lines.last().click();
  return {
    async shows(text) {
      await page.locator(".part.panel .view-lines", { hasText: text }).waitFor({ timeout: PATIENCE_MS });
    },
    async shownLines() {
      return (await lines.allInnerTexts()).map(text => text.replaceAll("\u00a0", " "));
    },
    async text() {
      const marker = `clipboard-before-copy-${Date.now()}`;
      await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(marker)})`);
      await focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Control+C");
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const copied = await page.evaluate<string>("navigator.clipboard.readText()");
        if (copied !== marker) return copied.replaceAll("\r\n", "\n");
        if (Date.now() > deadline) throw new Error("The text of the panel did not arrive in the clipboard.");
        await page.waitForTimeout(LOOK_INTERVAL_MS);
      }
    },
    async press(title) {
      await page.locator(`.part.panel [aria-label^='${title}']:visible`).first().click();
    },
    async goTo(end) {
      await focus();
      await page.keyboard.press(end === "first" ? "Control+Home" : "Control+End");
    },
  };
}
