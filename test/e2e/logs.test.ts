// Logs in the panel of a real VS Code: what explains a failure comes first, lines are marked and explained, buttons work.
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { readDiary } from "../support/diary.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { logPanelOf, type LogPanel } from "../support/log-panel.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const CONTEXT = "seldon-playground";

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
/** What the manifests of the diary take for granted. */
const SECRET =
  readDiary("final.yaml")
    .split(/^---$/mu)
    .find(document => /^kind: Secret$/mu.test(document)) ?? "";

let cluster: ClusterAccess;
let explorer: ExplorerPage;
let panel: LogPanel;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": readDiary("final.yaml") },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1600, height: 1000 },
});

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
  explorer = explorerOf(suite.window);
  panel = logPanelOf(suite.window);
  await explorer.show();
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

test("the log that explains a crash comes first and says so, and lines are marked in words", async () => {
  await cluster.apply(SECRET, { namespace: "attempt" });
  await cluster.apply(readDiary("06-wrong-server.yaml"), { namespace: "attempt" });
  await explorer.rowWhen([CONTEXT, "attempt", "churn"], ({ description }) => description.includes("model file"));
  await explorer.pickFromMenu("Follow Log", CONTEXT, "attempt", "churn");
  await panel.shows("◀");
  await panel.press("Pause Log");
  await panel.shows("paused: nothing is read until you resume");
  await panel.goTo("first");
  await panel.shows("This explains the state");
  const lines = await panel.shownLines();
  expect(lines[0]).toMatch(/^── churn · attempt · seldon-playground: \d containers\. Times are the cluster's\. ──$/u);
  expect(lines[1]).toMatch(
    /^── \[\d\] \w{5}\/scorer, (?:last|previous) run: exit \d at \d\d:\d\d:\d\d\. This explains the state ──/u,
  );
});

test("a mark is explained where the mouse rests on it", async () => {
  const { page } = suite.window;
  const mark = page.locator(".part.panel .view-line span span", { hasText: "◀" }).first();
  // Only lines in sight are there to be looked at, and how long the log is before the first mark is the server's business.
  await panel.goTo("first");
  await expect
    .poll(
      async () => {
        if (!(await mark.isVisible())) await page.keyboard.press("PageDown");
        return await mark.isVisible();
      },
      { timeout: 30_000, interval: 300 },
    )
    .toBe(true);
  await mark.hover();
  const hover = page.locator(".monaco-hover:visible .hover-contents").first();
  await hover.waitFor({ timeout: 20_000 });
  const text = await hover.innerText();
  expect(text).toContain("What to do:");
});

test("the filter of a log is a menu, and a paused log goes on", async () => {
  const { page } = suite.window;
  await panel.press("Filter Log");
  const menu = page.locator(".quick-input-widget:visible");
  await menu.locator(".monaco-list-row", { hasText: "Level" }).click();
  await menu.locator(".monaco-list-row", { hasText: "Errors" }).last().click();
  await page.keyboard.press("Escape");
  await panel.goTo("last");
  await panel.shows("shown: level error");
  await panel.press("Resume Log");
  await page.locator(".part.panel [aria-label^='Pause Log']:visible").first().waitFor();
});
