// What deploys ask and say in a VS Code window: dialogs, pickers, the status of the manifest, messages, progress.
import { expect } from "vitest";
import type { Locator } from "playwright-core";
import { answerInput } from "./quick-input.ts";
import type { Workbench } from "./workbench.ts";

export interface DeployWindow {
  /** Runs the command on the open manifest. */
  deploy(): Promise<void>;
  /** Puts a text into a file of the folder and saves it; the file stays open. */
  edit(file: string, text: string): Promise<void>;
  /** The text of the dialog that has this button. */
  dialogText(button: string): Promise<string>;
  /** Presses a button of a dialog. */
  press(button: string): Promise<void>;
  /** Takes the first row of the open picker whose label begins so. */
  firstChoice(beginning: string): Promise<void>;
  /** Types into the input that has this title and accepts it; it has to take the text. */
  answer(title: string, text: string): Promise<void>;
  /** The open input that has this title. */
  input(title: string): Locator;
  /** Waits until the language status of the active editor says so. */
  status(words: string): Promise<void>;
  /** Waits for a message. */
  told(message: RegExp): Promise<void>;
  /** Presses a button of the newest message with this text. */
  pressInMessage(text: RegExp, button: string): Promise<void>;
  /** Cancels what a progress notification with this text stands for. */
  cancelProgress(text: RegExp): Promise<void>;
  /** The lines on each side of the open diff editor that are marked as changed. */
  changedLines(): Promise<readonly [number, number]>;
}

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };

/** @param window is asked for at each use, since it is opened after the test file has been read */
export function deployWindowOf(window: () => Workbench): DeployWindow {
  const dialogButton = (name: string): Locator =>
    window().page.locator(".monaco-dialog-box .monaco-button", { hasText: new RegExp(`^${name}$`, "u") });
  const input = (title: string): Locator => window().page.locator(".quick-input-widget:visible", { hasText: title });
  const pressInMessage = async (text: RegExp, name: string): Promise<void> => {
    const { page } = window();
    await page.keyboard.press("Control+K");
    await page.keyboard.press("Control+Shift+N");
    const item = page.locator(".notifications-center .notification-list-item", { hasText: text }).first();
    await item.locator(".monaco-button", { hasText: name }).click({ timeout: PATIENCE.timeout });
    await page.keyboard.press("Escape");
  };
  return {
    input,
    async deploy() {
      // Its commands are there with its entry in the status bar: a palette that was open before does not get them.
      await window().page.locator(".statusbar-item[id*='seldon.deployTarget']").waitFor();
      await window().focusEditor();
      await window().runCommand("Seldon: Deploy…");
    },
    async edit(file, text) {
      await window().openFile(file);
      await window().replaceText(text);
      await window().save();
    },
    async dialogText(button) {
      await dialogButton(button).waitFor({ timeout: PATIENCE.timeout });
      return await window().page.locator(".monaco-dialog-box").innerText();
    },
    async press(button) {
      await dialogButton(button).click({ timeout: PATIENCE.timeout });
    },
    async firstChoice(beginning) {
      const row = window().page.locator(".quick-input-list .monaco-list-row", { hasText: beginning }).first();
      await row.click({ timeout: PATIENCE.timeout });
      await row.waitFor({ state: "hidden" });
    },
    answer: (title, text) => answerInput(window().page, title, text),
    async status(words) {
      const entry = window().page.locator(`#status\\.languageStatus [aria-label*='${words}']`);
      await entry.first().waitFor(PATIENCE);
    },
    async told(message) {
      await expect.poll(() => window().notifications(), PATIENCE).toContainEqual(expect.stringMatching(message));
    },
    pressInMessage,
    async cancelProgress(text) {
      await pressInMessage(text, "Cancel");
    },
    async changedLines() {
      const { page } = window();
      await expect.poll(() => page.locator(".monaco-diff-editor .line-insert").count(), PATIENCE).toBeGreaterThan(0);
      const changed = async (side: string): Promise<number> =>
        await page.locator(`.monaco-diff-editor .editor.${side} .view-overlays .cdr[class*="line-"]`).count();
      return [await changed("original"), await changed("modified")];
    },
  };
}
