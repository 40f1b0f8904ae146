// A canary deployment made of a model's folder by keyboard alone, in a real VS Code; then its graph, hints, lines and refactorings.
import path from "node:path";
import { expect, test, vi } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { pickInQuickInput, runFromPalette } from "../support/quick-input.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const MLMODEL = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    python_version: 3.8.16
  sklearn:
    pickled_model: model.pkl
mlflow_version: 2.3.1
signature:
  inputs: '[{"name": "age", "type": "double"}, {"name": "tenure", "type": "long"}]'
  outputs: '[{"type": "long"}]'
`;
const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: lake-access
  namespace: churn-team
type: Opaque
stringData:
  RCLONE_CONFIG_LAKE_TYPE: s3
  RCLONE_CONFIG_LAKE_PROVIDER: Minio
  RCLONE_CONFIG_LAKE_ENV_AUTH: "false"
  RCLONE_CONFIG_LAKE_ACCESS_KEY_ID: team
  RCLONE_CONFIG_LAKE_SECRET_ACCESS_KEY: not-the-default
  RCLONE_CONFIG_LAKE_ENDPOINT: http://lake.storage.svc.cluster.local:9000
`;

/** A unit whose name its container and its model volume must follow. */
const OWN_CONTAINER = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: fraud
spec:
  predictors:
    - name: main
      componentSpecs:
        - spec:
            containers:
              - name: classifier # the server
                volumeMounts:
                  - name: classifier-provision-location
                    mountPath: /mnt/models
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://models/classifier
`;

const suite = useSuiteWorkbench({
  files: { "churn/MLmodel": MLMODEL, "lake.yaml": SECRET, "empty.yaml": "", "fraud.yaml": OWN_CONTAINER },
  folderName: "team",
  file: "lake.yaml",
  viewport: { width: 1500, height: 950 },
  settings: { "editor.minimap.enabled": false },
});

/** Answers the open question and waits for the next one, which has another step in its title. */
async function answer(text: string | undefined, step: number): Promise<void> {
  const { page } = suite.window;
  const widget = page.locator(".quick-input-widget:visible");
  await widget.locator(".quick-input-title", { hasText: `(${step}/` }).waitFor();
  if (text !== undefined) await widget.locator("input[type=text]").fill(text);
  await page.keyboard.press("Enter");
}

test("a canary is made of a model's folder without touching the mouse", async () => {
  const { window } = suite;
  const { page } = window;
  await page.keyboard.press("Control+Shift+E");
  await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "churn" }).waitFor();
  await page.keyboard.press("Home");
  const focused = page.locator(".explorer-folders-view .monaco-list-row.focused", { hasText: "churn" });
  await expect.poll(() => focused.count(), { timeout: 10_000 }).toBe(1);
  await page.keyboard.press("Shift+F10");
  const wanted = page.locator(".context-view .action-item.focused", { hasText: "New SeldonDeployment…" });
  await page.locator(".context-view .action-item", { hasText: "New SeldonDeployment…" }).waitFor();
  for (let count = 0; count < 60 && (await wanted.count()) === 0; count++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Ensemble" }).waitFor();
  await window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "authoring-patterns.png"));
  await pickInQuickInput(page, "Canary", "Canary");
  await pickInQuickInput(page, "MLFLOW", "MLFLOW_SERVER");
  await answer(undefined, 3);
  await answer("lake://models/churn/2", 4);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "lake-access" }).waitFor();
  await window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "authoring-secret.png"));
  await pickInQuickInput(page, "lake", "lake-access");
  await answer(undefined, 6);
  await answer(undefined, 7);
  const tab = page.locator(".tab.active", { hasText: "churn.yaml" });
  await tab.waitFor();
  const text = await window.editorText();
  expect(text).toContain(
    "# Model: churn (sklearn, written by MLflow 2.3.1, Python 3.8.16)\n# Takes: age double, tenure long\n",
  );
  expect(text).toContain("  name: churn\n  namespace: churn-team\n");
  expect(text).toContain("modelUri: lake://models/churn\n");
  expect(text).toContain("modelUri: lake://models/churn/2\n");
  expect(text).toContain("value: DataFrame\n");
  expect(text.match(/envSecretRefName: lake-access/g)).toHaveLength(2);
});

test("Back leads to the question before, and Escape leaves nothing behind", async () => {
  const { page } = suite.window;
  await runFromPalette(page, "Seldon: New SeldonDeployment…");
  await pickInQuickInput(page, "Shadow", "Shadow");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Another model" }).waitFor();
  await page.keyboard.press("Control+Alt+Minus");
  await page.locator(".quick-input-list .monaco-list-row", { hasText: "Ensemble" }).waitFor();
  await page.keyboard.press("Escape");
  await page.locator(".quick-input-widget:visible").waitFor({ state: "hidden" });
  expect(await suite.window.editorText()).toContain("name: canary");
});

test.each(["light", "high-contrast-dark", "dark"] as const)("hints and lines stand in the text, in %s", async theme => {
  const { window } = suite;
  const { page } = window;
  await window.switchTheme(theme);
  await window.goto({ line: 1, column: 1 });
  await page.locator(".view-lines", { hasText: "http://churn-main.churn-team:8000" }).waitFor();
  await page.locator(".view-lines", { hasText: "1200 s to start" }).waitFor();
  await page.locator(".codelens-decoration", { hasText: "Graph" }).first().waitFor();
  await window.goto({ line: 45, column: 1 });
  await page.locator(".codelens-decoration", { hasText: "seldonio/mlflowserver:1.17.1" }).first().waitFor();
  await window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", `authoring-${theme}.png`));
});

test("the line Graph opens the graph, and a box leads to its text", async () => {
  const { page } = suite.window;
  await suite.window.goto({ line: 1, column: 1 });
  const line = page.locator(".codelens-decoration a", { hasText: "Graph" }).first();
  // VS Code draws lines above the text anew for a while after it has scrolled, and a click in between is lost.
  await vi.waitFor(
    async () => {
      await line.click();
      await page.locator(".tab", { hasText: "Graph of churn.yaml" }).waitFor({ timeout: 2_000 });
    },
    { timeout: 20_000 },
  );
  const preview = page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
  await expect.poll(() => preview.locator("g.unit").count(), { timeout: 20_000 }).toBe(2);
  await preview.locator("g.unit").last().click();
  await expect
    .poll(() => page.locator(".statusbar").innerText(), { timeout: 10_000 })
    .toMatch(/Ln \d+, Col \d+ \(\d+ selected\)/);
  await suite.window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "authoring-graph.png"));
});

test("the new file has no problems", async () => {
  expect(await suite.window.problems()).toEqual([]);
});

test("an empty file offers a new deployment and gets it", async () => {
  const { window } = suite;
  const { page } = window;
  await window.openFile("empty.yaml");
  await page.locator(".codelens-decoration a", { hasText: "New SeldonDeployment…" }).click();
  await pickInQuickInput(page, "Hugging", "Hugging Face pipeline");
  await answer("sentiment", 2);
  await answer("", 3);
  await expect.poll(() => window.editorText(), { timeout: 10_000 }).toContain("implementation: HUGGINGFACE_SERVER");
  expect(await window.editorText()).not.toContain("namespace:");
});

test("Refactor… adds a shadow", async () => {
  const { window } = suite;
  const { page } = window;
  await window.goto({ line: 2, column: 1 });
  await page.keyboard.press("Control+Shift+R");
  const action = page.locator(".action-widget .monaco-list-row", { hasText: "Add a shadow" });
  await action.waitFor();
  await window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "authoring-refactor.png"), {
    restsMouse: false,
  });
  await action.click();
  await expect.poll(() => window.editorText(), { timeout: 10_000 }).toContain("shadow: true");
});

test("F2 on a unit renames its container and its model volume with it, and nothing else", async () => {
  const { window } = suite;
  await window.openFile("fraud.yaml");
  const { line } = await window.positionOf("implementation:");
  await window.goto({ line: line - 1, column: 16 });
  const box = window.page.locator(".rename-box input");
  // Until the language server has read the file, the key finds nothing to rename.
  await vi.waitFor(
    async () => {
      await window.page.keyboard.press("F2");
      await box.waitFor({ timeout: 3_000 });
    },
    { timeout: 60_000 },
  );
  await box.fill("detector");
  await window.page.keyboard.press("Enter");
  const renamed = OWN_CONTAINER.replaceAll("name: classifier", "name: detector");
  await expect.poll(() => window.editorText(), { timeout: 60_000 }).toBe(renamed);
});
