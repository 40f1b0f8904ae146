// The explorer where there is nothing to show yet: no cluster at all, a cluster without Seldon Core, and the way out of both.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { playgroundCrds } from "../../playground/src/api-server/crds/playground-crds.ts";
import { startApiServer } from "../../playground/src/api-server/start.ts";
import { readDiary } from "../support/diary.ts";
import { accessCluster, CRDS } from "../support/cluster-access.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-welcome-"));
const kubeconfig = path.join(folder, "kubeconfig");
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": readDiary("final.yaml") },
  environment: { KUBECONFIG: kubeconfig },
});

beforeAll(async () => {
  explorer = explorerOf(suite.window);
  await explorer.show();
});

afterAll(() => rmSync(folder, { recursive: true }));

test("without a kubeconfig the view says where it has looked and offers a playground", async () => {
  await explorer.welcome.getByText("No kubeconfig file names a cluster.").waitFor();
  const buttons = await explorer.welcome.locator(".monaco-button").allInnerTexts();
  expect(buttons).toEqual(["Start Playground Cluster", "Choose a Kubeconfig File"]);
});

test("the playground that is started there shows up, and goes with the command that stops it", async () => {
  await explorer.welcome.locator(".monaco-button", { hasText: "Start Playground Cluster" }).click();
  await explorer.rowWhen(["Playground", "No SeldonDeployments in this cluster"]);
  expect((await suite.window.notifications()).join("\n")).toContain("The playground cluster runs.");
  await suite.window.runCommand("Seldon: Stop Playground Cluster");
  await explorer.welcome.getByText("No kubeconfig file names a cluster.").waitFor();
});

test("a cluster without Seldon Core says so, explains how to install it, and notices when it is there", async () => {
  const server = await startApiServer();
  try {
    server.writeKubeconfig(kubeconfig, "admin", { context: "bare" });
    await suite.window.runCommand("Seldon: Refresh Deployments");
    const row = await explorer.rowWhen(["bare", "How to install Seldon Core"]);
    expect(row.icon).toBe("book");
    expect(row.spoken).toContain("Seldon Core is not installed here");
    await explorer.click(...row.path);
    const page = suite.window.page
      .locator("iframe.webview.ready")
      .contentFrame()
      .locator("iframe#active-frame")
      .contentFrame();
    await page.getByText("helm install seldon-core seldon-core-operator").first().waitFor();
    const cluster = await accessCluster(kubeconfig);
    for (const crd of playgroundCrds()) await cluster.session.create(CRDS, crd);
    await cluster.close();
    await suite.window.runCommand("Seldon: Refresh Deployments");
    await explorer.rowWhen(["bare", "No SeldonDeployments in this cluster"]);
  } finally {
    await server.close();
  }
});
