// The list of messages VS Code has shown. With the smoke-test driver it is the only place where they can be read.
import type { Page } from "playwright-core";

/** Opens the notification center, reads it, and closes it. Newest first. */
export async function readNotifications(page: Page): Promise<readonly string[]> {
  const center = page.locator(".notifications-center");
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+Shift+N");
  await center.locator(".notifications-center-header").waitFor();
  const messages = await center.locator(".notification-list-item-message").allInnerTexts();
  await page.keyboard.press("Escape");
  await center.waitFor({ state: "hidden" });
  return messages;
}
