// What keeps traffic from being changed by mistake: RBAC, protected contexts, a tool that owns the deployment; by row buttons.
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { splitWords } from "../../client/src/domain/canary/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { startCanaryPlayground } from "../support/canary-playground.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { pageWith } from "../support/page-frame.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PATIENCE = { timeout: 60_000, interval: 300 };
const CONTEXT = "seldon-playground";
const VIEWER = "seldon-playground-viewer";

const cluster = await startCanaryPlayground();
const iris = await cluster.deployed("scoring");
const suite = useSuiteWorkbench({
  files: { "README.md": "# Models\n" },
  environment: { KUBECONFIG: [cluster.kubeconfig, cluster.viewerKubeconfig].join(path.delimiter) },
  settings: { "seldon.protectedContexts": [CONTEXT] },
  viewport: { width: 1500, height: 1000 },
});
const page = deployWindowOf(() => suite.window);
let explorer: ExplorerPage;

beforeAll(async () => {
  const ref = { type: SELDON_DEPLOYMENTS, ...iris };
  await cluster.session.mergePatch(ref, { metadata: { labels: { "argocd.argoproj.io/instance": "models" } } });
  explorer = explorerOf(suite.window);
  await explorer.show();
});

afterAll(() => cluster.close());

async function split(): Promise<string> {
  return splitWords(await cluster.split(iris));
}

test("who may only read sees the traffic, and finds the gestures greyed out", async () => {
  const canary = [VIEWER, "scoring", "iris", "canary"];
  await explorer.expand(...canary.slice(0, -1));
  expect(await explorer.tooltip(canary, { holding: "RBAC" })).toContain("change traffic");
  const menu = await explorer.menu(...canary);
  for (const title of ["Shift Traffic…", "Promote", "Abort Canary", "Start Guided Canary…"]) {
    expect.soft(menu.find(entry => entry.title === title)?.isEnabled, title).toBe(false);
  }
  expect(menu.find(({ title }) => title === "Open Traffic Panel")?.isEnabled).toBe(true);
  await explorer.pickFromMenu("Open Traffic Panel", ...canary);
  const panel = await pageWith(suite.window, "Traffic of iris");
  await panel.getByText("RBAC does not let you change SeldonDeployments in scoring.").waitFor();
  expect(await panel.getByLabel("Share of canary").isDisabled()).toBe(true);
  expect(await panel.getByRole("button", { name: "50 : 50" }).isDisabled()).toBe(true);
  await suite.window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "canary-read-only.png"));
});

test("a row's button needs the name of a protected context, and tells who owns the deployment", async () => {
  const canary = [CONTEXT, "scoring", "iris", "canary"];
  await explorer.collapse(VIEWER);
  await explorer.expand(...canary.slice(0, -1));
  await explorer.rowWhen(canary, ({ description }) => description.includes("10 % of traffic"));
  const row = suite.window.page.locator(".part.sidebar .monaco-list-row", { hasText: "canary" });
  await row.hover();
  await suite.window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "canary-row.png"), {
    restsMouse: false,
  });
  await row.locator(".actions [aria-label^='Traffic +10 %']").click();
  const title = `Change the traffic of iris in scoring in ${CONTEXT}?`;
  const prompt = await page.input(title).innerText(PATIENCE);
  expect(prompt).toContain("It comes from Argo CD");
  expect(prompt).toContain(`The context ${CONTEXT} is protected.`);
  await suite.window.page.keyboard.press("Escape");
  expect(await split()).toBe("main 90 %, canary 10 %");
  await row.hover();
  await row.locator(".actions [aria-label^='Traffic +10 %']").click();
  await page.answer(title, CONTEXT);
  await expect.poll(split, PATIENCE).toBe("main 80 %, canary 20 %");
});
