// The page of one of our panels, inside the two frames that VS Code keeps pages in.
import type { FrameLocator, Locator } from "playwright-core";
import type { Workbench } from "./workbench.ts";

/** The page whose heading holds `heading`, once it shows it. */
export async function pageWith(window: Workbench, heading: string | RegExp, timeout = 60_000): Promise<Locator> {
  const deadline = Date.now() + timeout;
  for (;;) {
    for (const page of await pagesOf(window)) {
      if (await page.locator("h1", { hasText: heading }).isVisible()) return page;
    }
    if (Date.now() > deadline) throw new Error(`No page has the heading ${String(heading)}.`);
    await window.page.waitForTimeout(100);
  }
}

async function pagesOf(window: Workbench): Promise<Locator[]> {
  const frames = window.page.locator("iframe.webview.ready");
  const count = await frames.count();
  return Array.from({ length: count }, (_, index) => inner(frames.nth(index).contentFrame()).locator("#page"));
}

function inner(outer: FrameLocator): FrameLocator {
  return outer.frameLocator("#active-frame");
}
