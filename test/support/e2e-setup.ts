// Before the first end-to-end test: gets what the machine lacks, so that no test's time limit pays for a download.
import { ensureChromium } from "../../scripts/chromium.ts";
import { prepareVsCodeServer } from "../../scripts/vscode-server.ts";

export async function setup(): Promise<void> {
  ensureChromium();
  await prepareVsCodeServer();
}
