// Traffic in a real VS Code beside a playground: one gesture into cluster and file, undo, and a split that is proved.
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planGesture, splitOf, splitWords } from "../../client/src/domain/canary/index.ts";
import { changeDeployment, type DeploymentName } from "../../client/src/live/canary/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { startCanaryPlayground } from "../support/canary-playground.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { pageWith } from "../support/page-frame.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PATIENCE = { timeout: 60_000, interval: 300 };
const CONTEXT = "seldon-playground";
const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris # of the botanists
  namespace: scoring
spec:
  predictors:
    - name: main
      replicas: 2
      traffic: 90 # most of it
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
    # The new one.
    - name: canary
      traffic: 10
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.18.0/sklearn/iris
`;

const cluster = await startCanaryPlayground();
const iris: DeploymentName = await cluster.deployed("scoring");
const suite = useSuiteWorkbench({
  files: { "iris.yaml": MANIFEST },
  environment: { KUBECONFIG: cluster.kubeconfig },
  viewport: { width: 1600, height: 1000 },
});
const page = deployWindowOf(() => suite.window);
let explorer: ExplorerPage;

beforeAll(async () => {
  explorer = explorerOf(suite.window);
  await explorer.show();
});

afterAll(() => cluster.close());

async function split(): Promise<string> {
  return splitWords(await cluster.split(iris));
}

test("a row's menu moves traffic in the cluster and in the file, after a preview, and keeps comments", async () => {
  const canary = [CONTEXT, "scoring", "iris", "canary"];
  await explorer.expand(CONTEXT, "scoring", "iris");
  await explorer.rowWhen(canary, ({ description }) => description.includes("10 % of traffic"));
  await explorer.pickFromMenu("Shift Traffic…", ...canary);
  await page.answer("Shift Traffic", "25");
  await suite.window.pick("Cluster and File");
  const consent = await page.dialogText("Change Traffic");
  expect(consent).toContain(`Change the traffic of iris in scoring in ${CONTEXT}?`);
  expect(consent).toContain("Moves main from 90 % to 75 %, canary from 10 % to 25 %.");
  expect(consent).toContain("No pod restarts.");
  expect(consent).toContain("The API server and its webhooks accept it");
  expect(consent).toContain("iris.yaml is changed as well.");
  await page.press("Change Traffic");
  await page.told(/^Traffic of iris is now main 75 %, canary 25 %, in scoring in seldon-playground and iris\.yaml\./u);
  expect(await split()).toBe("main 75 %, canary 25 %");
  expect(suite.read("iris.yaml")).toBe(MANIFEST.replace("90 #", "75 #").replace("traffic: 10", "traffic: 25"));
  await explorer.rowWhen(canary, ({ description }) => description.includes("25 % of traffic"));
});

test("undo goes back in both, after the window was reloaded", async () => {
  await suite.window.page.reload();
  const row = [CONTEXT, "scoring", "iris"];
  await explorer.rowWhen(row);
  await suite.window.runCommand("Notifications: Clear All Notifications");
  await explorer.pickFromMenu("Undo Traffic Change", ...row);
  expect(await page.dialogText("Undo")).toContain("Moves main from 75 % to 90 %, canary from 25 % to 10 %.");
  await page.press("Undo");
  await page.told(/^Traffic of iris is now main 90 %, canary 10 %/u);
  expect(await split()).toBe("main 90 %, canary 10 %");
  expect(suite.read("iris.yaml")).toBe(MANIFEST);
});

test("sliders always add up to 100, and what they say is previewed and applied", async () => {
  await explorer.pickFromMenu("Open Traffic Panel", CONTEXT, "scoring", "iris");
  const panel = await pageWith(suite.window, "Traffic of iris");
  const slider = panel.getByLabel("Share of canary");
  await slider.focus();
  for (let pressed = 0; pressed < 5; pressed += 1) await slider.press("ArrowRight");
  expect(await panel.getByLabel("Percent of main").inputValue()).toBe("85");
  expect(await panel.getByLabel("Percent of canary").inputValue()).toBe("15");
  await panel.getByRole("button", { name: "Preview and Apply…" }).click();
  await page.press("Change Traffic");
  await expect.poll(split, PATIENCE).toBe("main 85 %, canary 15 %");
  await panel.getByText("routed 15 %").waitFor();
});

test("above each predictor of the manifest stands its share, with the gestures; somebody who is quicker is named", async () => {
  await suite.window.openFile("iris.yaml");
  await suite.window.runCommand("Seldon: Choose Deploy Target…");
  await suite.window.pick(CONTEXT);
  await suite.window.pick("scoring");
  const lenses = suite.window.page.locator(".codelens-decoration a");
  await expect
    .poll(() => lenses.allInnerTexts(), PATIENCE)
    .toEqual(
      expect.arrayContaining([
        "85 % of traffic · routed 85 %",
        "15 % of traffic · routed 15 %",
        "+10 %",
        "−10 %",
        "Shift…",
      ]),
    );
  await suite.window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "canary-lenses.png"));
  await lenses.getByText("+10 %", { exact: true }).last().click();
  expect(await page.dialogText("Change Traffic")).toContain("Moves main from 85 % to 75 %, canary from 15 % to 25 %.");
  await suite.window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "canary-preview.png"));
  await changeDeployment(cluster.session, iris, ({ spec }) =>
    planGesture(splitOf(spec?.predictors ?? []), { kind: "even" }, { policy: "proportional", targets: ["istio"] }),
  );
  await page.press("Change Traffic");
  await page.told(
    /^Nothing was changed because iris is not as it was shown any more\. Somebody changed main from 85 % to 50 %\./u,
  );
  expect(await split()).toBe("main 50 %, canary 50 %");
  expect(suite.read("iris.yaml")).toContain("traffic: 85 # most of it");
});

test("a split is proved by requests through the gateway", async () => {
  await explorer.pickFromMenu("Open Traffic Panel", CONTEXT, "scoring", "iris");
  const panel = await pageWith(suite.window, "Traffic of iris");
  await panel.getByText("routed 50 %").first().waitFor();
  await panel.getByRole("button", { name: "Verify Split…" }).click();
  await page.answer("Verify Split (1/2)", "300");
  await page.answer("Verify Split (2/2)", '{"data":{"ndarray":[[5.1,3.5,1.4,0.2]]}}');
  const words = panel.locator("[data-id=proof-words]");
  await expect.poll(() => words.innerText(), PATIENCE).toMatch(/300 answers .*as the executors counted\./u);
  expect(await panel.locator(".proof p").allInnerTexts()).toEqual([
    expect.stringMatching(/^main: asked 50 %, saw [\d.]+ % ± [\d.]+ of 300$/u),
    expect.stringMatching(/^canary: asked 50 %, saw [\d.]+ % ± [\d.]+ of 300$/u),
  ]);
});

test("a promotion is finished in cluster and file: the canary becomes the main predictor, and the old one goes", async () => {
  const canary = [CONTEXT, "scoring", "iris", "canary"];
  await explorer.expand(CONTEXT, "scoring", "iris");
  await explorer.pickFromMenu("Promote", ...canary);
  await page.press("Change Traffic");
  await expect.poll(split, PATIENCE).toBe("main 0 %, canary 100 %");
  await explorer.rowWhen(canary, ({ description }) => description.includes("100 % of traffic"));
  await explorer.pickFromMenu("Make Canary the Main Predictor…", ...canary);
  await page.input("As many replicas as main").locator("input[type=text]").press("Enter");
  const consent = await page.dialogText("Make It Main");
  expect(consent).toContain("canary gets all requests, and main is removed with its pods.");
  expect(consent).toContain("canary keeps its name, so its pods are not restarted for that.");
  await page.press("Make It Main");
  await expect.poll(split, PATIENCE).toBe("canary 100 %");
  // The file follows the cluster.
  await expect.poll(() => suite.read("iris.yaml"), PATIENCE).not.toContain("name: main");
  const file = suite.read("iris.yaml");
  expect(file).toContain("# The new one.\n    - name: canary\n      traffic: 100\n");
  expect(file).toContain("replicas: 2");
});
