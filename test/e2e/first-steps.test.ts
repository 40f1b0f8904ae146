// The walkthrough gone through by somebody new, in a real VS Code with its own playground: every step ends ticked off. The pictures of
// the README and of the walkthrough are taken on the way (SELDON_UPDATE_SCREENSHOTS=1 puts them into media/).
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { explorerOf } from "../support/explorer-page.ts";
import { pageWith } from "../support/page-frame.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PATIENCE = { timeout: 90_000, interval: 500 };
const CONTEXT = "seldon-playground";
const WALKTHROUGH = "Serve a Model with Seldon Core";
const pictures = path.join(projectRoot, ".artifacts", "screenshots");
const readmePictures = process.env["SELDON_UPDATE_SCREENSHOTS"] === "1" ? path.join(projectRoot, "media") : pictures;

const suite = useSuiteWorkbench({
  files: { ".vscode/settings.json": JSON.stringify({ "seldon.playground.speed": 60 }) },
  environment: { KUBECONFIG: path.join(projectRoot, "no-such-kubeconfig") },
  viewport: { width: 1500, height: 1000 },
});

const page = deployWindowOf(() => suite.window);

afterAll(async () => {
  await suite.window.runCommand("Seldon: Stop Playground Cluster");
});

async function take(folder: string, name: string): Promise<void> {
  await suite.window.screenshot(path.join(folder, `${name}.png`));
}

/** Opens the walkthrough, and the step in it. */
async function openStep(title: string): Promise<void> {
  await suite.window.runCommand("Welcome: Open Walkthrough...");
  await suite.window.pick(WALKTHROUGH);
  const step = suite.window.page.locator(".getting-started-step", { hasText: title });
  await step.waitFor();
  const isExpanded = async (): Promise<boolean> => ((await step.getAttribute("class")) ?? "").includes("expanded");
  await expect
    .poll(async () => {
      // The page opens the step that comes next by itself, some time after it has been drawn.
      if (!(await isExpanded())) await step.locator(".step-title").click();
      await suite.window.page.waitForTimeout(500);
      return await isExpanded();
    }, PATIENCE)
    .toBe(true);
}

async function pressInStep(button: string): Promise<void> {
  await suite.window.page.locator(".getting-started-step.expanded").getByRole("button", { name: button }).click();
}

async function isTicked(title: string): Promise<boolean> {
  const mark = suite.window.page
    .locator(".getting-started-step", { hasText: title })
    .locator(".codicon-getting-started-step-checked");
  return (await mark.count()) > 0;
}

test("an attempt of the diary shows what would have failed, and is mended", async () => {
  await openStep("Find what would have failed");
  await take(pictures, "walkthrough");
  await pressInStep("Open the Diary");
  await suite.window.pick("The diary, attempt 9");
  await suite.window.page.locator(".tab.active", { hasText: "09-killed-while-starting.yaml" }).waitFor();
  const found = await suite.window.problemsWhen(problems => problems.length > 0);
  expect(found.map(({ code }) => code)).toContain("mlflow-startup-budget");
  await openStep("Mend it with one key");
  await expect.poll(() => isTicked("Find what would have failed"), PATIENCE).toBe(true);
  await pressInStep("Open an Attempt");
  await suite.window.page.locator(".tab.active", { hasText: "07-unknown-parameter.yaml" }).waitFor();
  await suite.window.problemsWhen(problems => problems.some(({ code }) => code === "server-parameters"));
  await suite.window.runCommand("Seldon: Fix All Problems in File");
  await suite.window.problemsWhen(problems => problems.every(({ code }) => code !== "server-parameters"));
  await suite.window.runCommand("View: Hide Panel");
});

test("the playground starts, and its step is ticked off", async () => {
  await openStep("Start a cluster to play with");
  await expect.poll(() => isTicked("Mend it with one key"), PATIENCE).toBe(true);
  await pressInStep("Start Playground Cluster");
  await expect.poll(() => isTicked("Start a cluster to play with"), PATIENCE).toBe(true);
});

test("the example is deployed after a preview", async () => {
  await openStep("Deploy with a preview");
  await pressInStep("Open an Example");
  await suite.window.page.locator(".tab.active", { hasText: "canary.yaml" }).waitFor();
  await page.deploy();
  await suite.window.pick(CONTEXT);
  await suite.window.pick("default");
  await page.press("Look at the Preview First");
  await suite.window.runCommand("Notifications: Show Notifications");
  const question = suite.window.page.locator(".notifications-center .notification-list-item", {
    hasText: "Deploy Seldon",
  });
  const yes = question.locator(".monaco-button", { hasText: /^Deploy$/u });
  await yes.waitFor();
  await suite.window.page.locator(".monaco-diff-editor .editor.modified", { hasText: "sklearn/iris" }).waitFor();
  await take(readmePictures, "screenshot-deploy");
  await yes.click();
  await page.told(/^SeldonDeployment iris is available in default in seldon-playground/u);
  await openStep("Break it");
  await expect.poll(() => isTicked("Deploy with a preview"), PATIENCE).toBe(true);
});

test("an attempt fails, is explained on its row, and diagnosed", async () => {
  await pressInStep("Open an Attempt");
  await suite.window.page.locator(".tab.active", { hasText: "04-secret-without-remote.yaml" }).waitFor();
  await page.deploy();
  await page.press("Deploy Anyway");
  // The attempt names its own namespace, which is not there yet.
  await page.press("As Written");
  await page.press("Create Namespace");
  await page.press("Deploy");
  await page.told(/^churn does not come up in scoring in seldon-playground: .*remote s3 not defined/u);
  const explorer = explorerOf(suite.window);
  await explorer.show();
  await explorer.expand("Playground", "scoring");
  await explorer.rowWhen(["Playground", "scoring", "churn"], ({ description }) =>
    description.includes("remote s3 not defined"),
  );
  await openStep("Ask why it is not serving");
  await expect.poll(() => isTicked("Break it"), PATIENCE).toBe(true);
  await pressInStep("Diagnose");
  await page.firstChoice("churn");
  await suite.window.page.locator(".tab.active", { hasText: "Diagnosis" }).waitFor();
  await suite.window.page.locator(".editor-instance:visible .detected-link").first().waitFor();
  await take(readmePictures, "screenshot-diagnosis");
  await openStep("Get a prediction");
  await expect.poll(() => isTicked("Ask why it is not serving"), PATIENCE).toBe(true);
});

test("a prediction is answered, and traffic is shifted", async () => {
  await pressInStep("Predict");
  await page.firstChoice("iris");
  // What this model takes is not known: a request is drafted, to be looked at and sent.
  await suite.window.page.locator(".tab.active", { hasText: "iris.predict.yaml" }).waitFor();
  await suite.window.page.locator(".codelens-decoration a", { hasText: /^Send$/u }).click();
  const answer = await pageWith(suite.window, /^iris/u);
  await answer.getByText("HTTP 200").waitFor();
  await take(readmePictures, "screenshot-answer");
  await openStep("Shift traffic, safely");
  await expect.poll(() => isTicked("Get a prediction"), PATIENCE).toBe(true);
  await pressInStep("Open Traffic Panel");
  await page.firstChoice("iris");
  const panel = await pageWith(suite.window, "Traffic of iris");
  await panel.getByRole("button", { name: "50 : 50" }).click();
  await page.press("Change Traffic");
  await panel.getByText("routed 50 %").first().waitFor({ timeout: PATIENCE.timeout });
  await suite.window.page.locator(".tab", { hasText: "canary.yaml" }).click();
  await suite.window.page.locator(".codelens-decoration a", { hasText: "routed 50 %" }).first().waitFor();
  await take(readmePictures, "screenshot-canary");
  await openStep("Shift traffic, safely");
  await expect.poll(() => isTicked("Shift traffic, safely"), PATIENCE).toBe(true);
  await take(pictures, "walkthrough-done");
});
