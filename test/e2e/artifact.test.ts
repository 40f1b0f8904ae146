// Artifact truth before a deploy, in a real VS Code beside a playground cluster, whose MinIO is reached through a leased forward.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { readDiary } from "../support/diary.ts";
import { explorerOf } from "../support/explorer-page.ts";
import { accessFromOutside } from "../support/outside-access.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const CHURN = [CONTEXT, "scoring", "churn"] as const;
const MODEL = "s3://mlflow-artifacts/3/0b1c2d3e4f5a46718293a4b5c6d7e8f9/artifacts/model";
/** The diary's last manifest, with the folder of the run in place of the model's. */
const OF_THE_RUN = readDiary("final.yaml").replace(MODEL, MODEL.replace(/\/model$/, ""));
const PICTURES = path.join(projectRoot, ".artifacts", "artifact");

const playground = await startPlaygroundProcess({ speed: 60 });

const suite = useSuiteWorkbench({
  files: { "churn.yaml": OF_THE_RUN },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1500, height: 1000 },
});

const page = deployWindowOf(() => suite.window);

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  const cluster = await accessFromOutside(playground.kubeconfig);
  await cluster.apply(readDiary("final.yaml"), { namespace: "scoring" });
  await cluster.close();
});

afterAll(async () => {
  await playground.close();
});

test("a URI of the run is found out before anything is deployed, on its line, with what there is instead", async () => {
  await suite.window.openFile("churn.yaml");
  await suite.window.statusBarItem("No deploy target").waitFor();
  await suite.window.runCommand("Seldon: Check Model Artifact");
  await suite.window.pick(CONTEXT);
  await suite.window.pick("scoring");
  await page.told(/^The store has the models, and not all is well with them/u);
  const { line } = await suite.window.positionOf("modelUri:");
  const problems = await suite.window.problemsWhen(all => all.some(({ code }) => code === "model-artifact"));
  const found = problems.find(({ code }) => code === "model-artifact");
  expect(found?.line).toBe(line);
  expect(found?.message).toContain(`The store has a model in ${MODEL}.`);
  expect(problems.map(({ code }) => code)).not.toContain("mlflow-model-folder");
});

test("the details say how the store was asked, and hold no key", async () => {
  await pressInMessage("The store has the models", "Show Details");
  const text = await previewText("Models of churn");
  expect(text).toContain("Graph unit scorer of predictor main");
  expect(text).toContain("Read with the Secret models-store of namespace scoring in seldon-playground.");
  expect(text).toContain("The store was reached through Service minio/minio:9000.");
  expect(text).toContain("model/MLmodel");
  expect(text).not.toContain("change-me");
  await suite.window.screenshot(path.join(PICTURES, "details-dark.png"));
  await suite.window.closeEditor();
});

test("its fix names the folder of the model, and the next check finds it", async () => {
  await suite.window.openFile("churn.yaml");
  const bulb = await suite.window.lightBulb("s3://mlflow-artifacts");
  await bulb.apply(`Change to ${MODEL}`);
  await suite.window.problemsWhen(all => all.every(({ code }) => code !== "model-artifact"));
  await suite.window.save();
  await suite.window.runCommand("Notifications: Clear All Notifications");
  const lens = suite.window.page.locator(".codelens-decoration a", { hasText: "Check Model" });
  await lens.click({ timeout: PATIENCE.timeout });
  await page.told(/^Models that are where they are looked for: 1\.$/u);
  const problems = await suite.window.problemsWhen(all => all.some(({ code }) => code === "mlflow-pins"));
  const pins = problems.find(({ code }) => code === "mlflow-pins");
  expect(pins?.message).toContain(`${MODEL}/conda.yaml asks for mlflow 2.17.2`);
  await suite.window.switchTheme("light");
  await suite.window.screenshot(path.join(PICTURES, "manifest-light.png"));
});

test("a deploy offers the same look, and tells what came of it in its question", async () => {
  await page.edit("churn.yaml", OF_THE_RUN);
  await page.deploy();
  // It was kubectl that applied it.
  await page.press("Take Over");
  await page.press("Look for the Models First");
  const question = await page.dialogText("Deploy");
  expect(question).toMatch(/Line \d+: s3:\/\/mlflow-artifacts\/.* holds model\/, but not MLmodel/u);
  await suite.window.screenshot(path.join(PICTURES, "question-light.png"));
  await page.press("Cancel");
});

test("a row of the explorer is checked as the cluster has it", async () => {
  const explorer = explorerOf(suite.window);
  await explorer.show();
  await explorer.rowWhen(CHURN);
  await suite.window.runCommand("Notifications: Clear All Notifications");
  await explorer.pickFromMenu("Check Model Artifact", ...CHURN);
  expect(await previewText("Models of churn")).toContain("The initializer copies 5 files");
});

/** Presses the button of a message that is listed among the notifications. */
async function pressInMessage(message: string, button: string): Promise<void> {
  const { page: browser } = suite.window;
  await browser.keyboard.press("Control+K");
  await browser.keyboard.press("Control+Shift+N");
  const item = browser.locator(".notifications-center .notification-list-item", { hasText: message });
  await item.first().hover(PATIENCE);
  await item.first().locator(".monaco-button", { hasText: button }).click({ timeout: PATIENCE.timeout });
}

/** What the Markdown preview with this heading shows, inside its two frames. */
async function previewText(heading: string): Promise<string> {
  const frames = suite.window.page.locator("iframe.webview.ready");
  let text = "";
  await expect
    .poll(async () => {
      for (let index = (await frames.count()) - 1; index >= 0; index--) {
        const body = frames.nth(index).contentFrame().frameLocator("#active-frame").locator("body");
        text = await body.innerText({ timeout: 2_000 }).catch(() => "");
        if (text.includes(heading)) return true;
      }
      return false;
    }, PATIENCE)
    .toBe(true);
  return text;
}
