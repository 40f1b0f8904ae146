// Guided canaries in a real VS Code with live traffic: one to the end across a reload, one that goes back by itself; pictures.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { planGesture, rolloutOf, splitOf, splitWords } from "../../client/src/domain/canary/index.ts";
import { changeDeployment, type DeploymentName } from "../../client/src/live/canary/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { startCanaryPlayground } from "../support/canary-playground.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { pageWith } from "../support/page-frame.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PATIENCE = { timeout: 90_000, interval: 300 };
const CONTEXT = "seldon-playground";
const pictures = path.join(projectRoot, ".artifacts", "screenshots");

const cluster = await startCanaryPlayground();
const names = { good: await cluster.deployed("good"), bad: await cluster.deployed("bad") };
const suite = useSuiteWorkbench({
  files: { "README.md": "# Models\n" },
  environment: { KUBECONFIG: cluster.kubeconfig },
  viewport: { width: 1500, height: 1500 },
});
const page = deployWindowOf(() => suite.window);
let explorer: ExplorerPage;

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true });
  explorer = explorerOf(suite.window);
  await explorer.show();
});

afterAll(() => cluster.close());

/** Sends requests until the test ends. @param body of the request that is due */
function keepPredicting(name: DeploymentName, body: () => string | undefined = () => undefined): void {
  const end = new AbortController();
  const running = (async () => {
    while (!end.signal.aborted) {
      await cluster.predict(name, body());
      await pause(20);
    }
  })();
  onTestFinished(async () => {
    end.abort();
    await running;
  });
}

async function begin(name: DeploymentName, steps: string): Promise<Locator> {
  await explorer.expand(CONTEXT, name.namespace);
  await explorer.pickFromMenu("Start Guided Canary…", CONTEXT, name.namespace, "iris");
  const panel = await pageWith(suite.window, "Traffic of iris");
  await panel.getByText(`${name.namespace} in ${CONTEXT}`).waitFor();
  await panel.locator("[data-id=steps]").fill(steps);
  await panel.locator("[data-id=hold]").fill("4");
  await panel.locator("[data-id=requests]").fill("10");
  await panel.locator("[data-id=errors]").fill("5");
  await panel.locator("[data-id=start]").click();
  const consent = await page.dialogText("Start");
  expect(consent).toContain(`Begin a guided canary of canary on iris in ${name.namespace} in ${CONTEXT}?`);
  expect(consent).toContain("Each step is watched for 4 s at least: errors at most 5 %");
  await page.press("Start");
  return panel;
}

async function phase(name: DeploymentName): Promise<string> {
  const rollout = rolloutOf(await cluster.read(name));
  return rollout.kind === "ok" ? rollout.value.state.phase : rollout.kind;
}

async function take(name: string): Promise<void> {
  await suite.window.screenshot(path.join(pictures, `${name}.png`));
}

test("a guided canary goes 5 → 25 → 50 → 100 with live traffic, across a reload of the window", async () => {
  const { session } = cluster;
  const one = { kind: "set", predictor: "canary", percent: 1 } as const;
  await changeDeployment(session, names.good, ({ spec }) =>
    planGesture(splitOf(spec?.predictors ?? []), one, { policy: "proportional", targets: ["istio"] }),
  );
  await cluster.routed(names.good);
  keepPredicting(names.good);
  const panel = await begin(names.good, "5, 25, 50, 100");
  await panel.getByRole("heading", { name: "Guided canary of canary: under way" }).waitFor(PATIENCE);
  await expect.poll(async () => splitWords(await cluster.split(names.good)), PATIENCE).toBe("main 95 %, canary 5 %");
  await expect.poll(async () => splitWords(await cluster.split(names.good)), PATIENCE).toBe("main 75 %, canary 25 %");
  await panel.locator(".chart .uplot").first().waitFor(PATIENCE);
  await suite.window.page.reload();
  // The panel comes back with the window, and the window goes on.
  const again = await pageWith(suite.window, "Traffic of iris", PATIENCE.timeout);
  await again.getByText("This window drives").waitFor(PATIENCE);
  await expect.poll(async () => splitWords(await cluster.split(names.good)), PATIENCE).toBe("main 50 %, canary 50 %");
  for (const theme of ["light", "high-contrast-dark", "high-contrast-light", "dark"] as const) {
    await suite.window.switchTheme(theme);
    await take(`canary-panel-${theme}`);
  }
  await expect.poll(() => phase(names.good), PATIENCE).toBe("finished");
  expect(splitWords(await cluster.split(names.good))).toBe("main 0 %, canary 100 %");
  await again.getByRole("heading", { name: "Guided canary of canary: finished" }).waitFor(PATIENCE);
  await page.told(/^The guided canary of canary on iris has finished: canary has reached 100 %\./u);
  await take("canary-finished");
}, 300_000);

test("one with errors goes back by itself, says why, and has a report", async () => {
  let count = 0;
  keepPredicting(names.bad, () => ((count += 1) % 3 === 0 ? "{" : undefined));
  await explorer.show();
  const panel = await begin(names.bad, "25, 100");
  await panel.getByRole("heading", { name: "Guided canary of canary: rolled back" }).waitFor(PATIENCE);
  expect(await panel.locator("[data-id=rollout-words]").innerText()).toMatch(
    /^\d+ of \d+ answers were errors \([\d.]+ %\), and the gate allows 5 %\./u,
  );
  expect(splitWords(await cluster.split(names.bad))).toBe("main 90 %, canary 10 %");
  const rollout = rolloutOf(await cluster.read(names.bad));
  const history = rollout.kind === "ok" ? rollout.value.state.history : [];
  const [shifted, rolledBack] = [history[0], history.at(-1)];
  expect(rolledBack?.kind).toBe("rolled-back");
  // Within one gate interval: before the first step has been watched for as long as it is to be.
  expect(Date.parse(rolledBack?.at ?? "") - Date.parse(shifted?.at ?? "")).toBeLessThan(30_000);
  await page.told(/^The guided canary of canary on iris was rolled back: \d+ of \d+ answers were errors/u);
  await take("canary-rolled-back");
  await panel.getByRole("button", { name: "Report" }).click();
  const report = suite.window.page
    .frameLocator("iframe.webview.ready >> nth=-1")
    .frameLocator("#active-frame")
    .getByRole("heading", { name: "Guided canary of bad/iris" });
  await report.waitFor(PATIENCE);
  await take("canary-report");
}, 240_000);
