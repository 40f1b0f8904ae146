// MLflow's registry in a window: completion and the fix of a model URI, the view Models, a version deployed, an alias that moves.
import path from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { startMlflowServer, type MlflowContent } from "../support/mlflow-server.ts";
import type { Problem } from "../support/problems-panel.ts";
import { answerInput, pickInQuickInput } from "../support/quick-input.ts";
import { useSuiteWorkbench, type SuiteWorkbench } from "../support/suite-workbench.ts";

const PATIENCE = { timeout: 60_000, interval: 500 };
const TOKEN = "planted-token-51d8";
const SCREENSHOTS = path.join(projectRoot, ".artifacts", "screenshots");

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  protocol: v2
  predictors:
    - name: main
      graph:
        name: churn
        implementation: MLFLOW_SERVER
        modelUri: models:/churn@champion
        envSecretRefName: mlflow-store
`;

const LOGGED = [
  {
    artifact_path: "model",
    mlflow_version: "2.9.2",
    flavors: {
      python_function: { env: { conda: "conda.yaml", virtualenv: "python_env.yaml" }, python_version: "3.8.16" },
      sklearn: { pickled_model: "model.pkl" },
    },
    signature: { inputs: '[{"name": "age", "type": "double"}, {"name": "tenure", "type": "long"}]', outputs: "[]" },
  },
];

function content(champion: "3" | "4"): MlflowContent {
  const aliases = (version: string): readonly string[] => (version === champion ? ["champion"] : []);
  return {
    models: {
      churn: [
        { version: "2", source: "s3://mlflow/1/9b/artifacts/model", stage: "Archived", runId: "9b" },
        { version: "3", source: "s3://mlflow/1/3f/artifacts/model", aliases: aliases("3"), runId: "3f" },
        { version: "4", source: "s3://mlflow/1/77/artifacts/model", aliases: aliases("4"), runId: "77" },
      ],
      fraud: [{ version: "1", source: "mlflow-artifacts:/2/aa/artifacts/model" }],
    },
    runs: {
      "3f": {
        artifactUri: "s3://mlflow/1/3f/artifacts",
        metrics: { accuracy: 0.93124, "system/cpu": 3 },
        tags: { "mlflow.log-model.history": JSON.stringify(LOGGED) },
      },
      "77": { artifactUri: "s3://mlflow/1/77/artifacts", metrics: { accuracy: 0.9411 } },
    },
  };
}

const server = await startMlflowServer(content("3"), { authorization: `Bearer ${TOKEN}` });
// Lets anybody in, and should be asked by nobody.
const unasked = await startMlflowServer(content("3"));
afterAll(() => Promise.all([server.close(), unasked.close()]));

/** The view Models of a window. */
function modelsOf(suite: SuiteWorkbench): {
  pane: Locator;
  row: (spoken: string) => Locator;
  show: () => Promise<void>;
} {
  const pane = (): Locator => {
    const { page } = suite.window;
    return page.locator(".part.sidebar .pane", { has: page.locator(".pane-header", { hasText: "Models" }) });
  };
  return {
    get pane() {
      return pane();
    },
    row: spoken => pane().locator(`.monaco-list-row[aria-label^="${spoken}"]`),
    // The deployments make room: an opened view gets little of it beside one that is open.
    show: async () => {
      const { page } = suite.window;
      await suite.window.runCommand("Seldon: Focus on Models View");
      const other = page.locator(".part.sidebar .pane-header", { hasText: "Deployments" });
      await other.waitFor();
      if ((await other.getAttribute("aria-expanded")) === "true") await other.click();
    },
  };
}

async function expandRow(row: Locator): Promise<void> {
  await row.waitFor();
  await expect
    .poll(async () => {
      if ((await row.getAttribute("aria-expanded")) !== "true") await row.locator(".monaco-tl-twistie").click();
      return await row.getAttribute("aria-expanded");
    }, PATIENCE)
    .toBe("true");
}

describe("with a registry and a token of the environment", () => {
  const suite = useSuiteWorkbench({
    files: { "churn.yaml": MANIFEST, "gate.yaml": MANIFEST.replace("name: churn", "name: gate") },
    file: "churn.yaml",
    environment: { MLFLOW_TRACKING_URI: server.url, MLFLOW_TRACKING_TOKEN: TOKEN, KUBECONFIG: "/nowhere/kubeconfig" },
    viewport: { width: 1500, height: 950 },
    settings: { "editor.minimap.enabled": false },
  });
  const models = modelsOf(suite);

  test("the fix writes where the alias leads to, and remembers the alias", async () => {
    const { window } = suite;
    await window.problemsWhen(problems =>
      problems.some(({ message }) => message.includes("MLflow says that it lies at")),
    );
    const bulb = await window.lightBulb("models:/churn@champion");
    await window.screenshot(path.join(SCREENSHOTS, "models-fix.png"), { restsMouse: false });
    await bulb.apply("Replace it by s3://mlflow/1/3f/artifacts/model (version 3) and remember the alias");
    await expect.poll(() => window.editorText(), PATIENCE).toContain("modelUri: s3://mlflow/1/3f/artifacts/model\n");
    expect(await window.editorText()).toContain(
      "  annotations:\n    seldon-deployments/model-alias: models:/churn@champion\n",
    );
    await window.save();
  });

  test.each(["light", "dark"] as const)(
    "the view shows models, versions and what is known of them, in %s",
    async theme => {
      const { window } = suite;
      await window.switchTheme(theme);
      await models.show();
      await expandRow(models.row("Registered model churn, @champion → 3"));
      await expandRow(models.row("Version 3 of model churn, @champion"));
      await models.row("Takes: age double, tenure long").waitFor();
      await models.row("accuracy: 0.9312").waitFor();
      expect(await models.row("system/cpu").count()).toBe(0);
      await window.screenshot(path.join(SCREENSHOTS, `models-${theme}.png`));
    },
  );

  test("a version becomes a manifest that remembers its alias", async () => {
    const { window } = suite;
    const { page } = window;
    const version = models.row("Version 3 of model churn");
    await version.click();
    await version.locator('.action-label[aria-label^="Deploy This Version"]').click();
    await pickInQuickInput(page, "@champion", "@champion");
    await pickInQuickInput(page, "Single", "Single model");
    await pickInQuickInput(page, "MLFLOW", "MLFLOW_SERVER");
    const next = async (words: string): Promise<void> => {
      await page.locator(".quick-input-widget:visible", { hasText: words }).waitFor();
      await page.keyboard.press("Enter");
    };
    await next("its address in the store");
    await pickInQuickInput(page, "None", "None");
    await next("Name of the SeldonDeployment");
    await next("Namespace; leave it empty");
    await page.locator(".tab.active", { hasText: "churn-2.yaml" }).waitFor();
    const text = await window.editorText();
    expect(text).toContain("# Model: churn, version 3 (sklearn, written by MLflow 2.9.2, Python 3.8.16)\n");
    expect(text).toContain("    seldon-deployments/model-alias: models:/churn@champion\n");
    expect(text).toContain("modelUri: s3://mlflow/1/3f/artifacts/model\n");
    expect(text).toContain("implementation: MLFLOW_SERVER\n");
    expect(text).toContain("value: DataFrame\n");
    await window.screenshot(path.join(SCREENSHOTS, "models-deploy.png"));
  });

  test("a version that only MLflow itself can read is explained", async () => {
    const { window } = suite;
    await models.show();
    await expandRow(models.row("Registered model fraud"));
    const version = models.row("Version 1 of model fraud");
    await version.click();
    await version.locator('.action-label[aria-label^="Deploy This Version"]').click();
    await expect
      .poll(() => window.notifications(), PATIENCE)
      .toContainEqual(expect.stringContaining("seldon.mlflow.artifactsDestination"));
  });

  test("an alias that has moved marks the manifest, and the light bulb takes the new version", async () => {
    const { window } = suite;
    server.fill(content("4"));
    await window.openFile("churn.yaml");
    await window.runCommand("Seldon: Refresh Models");
    const isMoved = (problem: Problem): boolean => problem.file === "churn.yaml" && problem.code === "model-alias";
    const problems = await window.problemsWhen(found => found.some(isMoved));
    expect(problems.find(isMoved)?.message).toContain("version 4 at s3://mlflow/1/77");
    const bulb = await window.lightBulb("s3://mlflow/1/3f/artifacts/model");
    await bulb.apply("Take version 4: s3://mlflow/1/77/artifacts/model");
    await expect.poll(() => window.editorText(), PATIENCE).toContain("modelUri: s3://mlflow/1/77/artifacts/model\n");
    await window.problemsWhen(found => !found.some(isMoved));
    await window.save();
  });

  test("addresses are completed from what the registry has", async () => {
    const { window } = suite;
    await window.openFile("churn.yaml");
    await window.replaceText(MANIFEST.replace("models:/churn@champion", "models:/"));
    const { line } = await window.positionOf("models:/");
    await window.goto({ line, column: "        modelUri: models:/".length + 1 });
    await expect
      .poll(async () => {
        const shown = await window.completions();
        await window.page.keyboard.press("Escape");
        return shown;
      }, PATIENCE)
      .toEqual(expect.arrayContaining(["models:/churn@champion", "models:/fraud/1"]));
    await window.undo();
    await window.save();
  });

  test("a deploy offers to replace the address first", async () => {
    const { window } = suite;
    const { page } = window;
    await window.openFile("gate.yaml");
    await window.runCommand("Seldon: Deploy…");
    await page.locator(".monaco-dialog-box", { hasText: "Pods cannot fetch an address inside MLflow" }).waitFor();
    await window.screenshot(path.join(SCREENSHOTS, "models-gate.png"));
    await page.locator(".monaco-dialog-box .monaco-button", { hasText: /^Replace$/u }).click();
    await expect.poll(() => window.editorText(), PATIENCE).toContain("modelUri: s3://mlflow/1/77/artifacts/model\n");
    await page.keyboard.press("Escape");
  });
});

describe("with a server that lets nobody in", () => {
  const suite = useSuiteWorkbench({
    files: { "churn.yaml": MANIFEST },
    environment: { MLFLOW_TRACKING_URI: server.url, KUBECONFIG: "/nowhere/kubeconfig" },
  });
  const models = modelsOf(suite);

  test("credentials are asked for, kept, sent, and never shown", async () => {
    const { window } = suite;
    const { page } = window;
    await models.show();
    await models.pane.locator(".welcome-view-content", { hasText: "does not let you see its models" }).waitFor();
    await window.screenshot(path.join(SCREENSHOTS, "models-refused.png"));
    await models.pane.locator(".monaco-button", { hasText: "Set MLflow Credentials…" }).click();
    await pickInQuickInput(page, "Token", "Token");
    await answerInput(page, "It is sent to", TOKEN);
    await models.row("Registered model churn").waitFor();
    await window.runCommand("Seldon: Show Log");
    await page
      .locator(".panel .view-lines", { hasText: "Language server" })
      .or(page.locator(".panel .view-lines"))
      .first()
      .waitFor();
    expect(await page.locator("body").innerText()).not.toContain(TOKEN);
  });

  test("forgotten credentials are asked for again", async () => {
    await suite.window.runCommand("Seldon: Forget MLflow Credentials");
    await models.pane.locator(".welcome-view-content", { hasText: "does not let you see its models" }).waitFor();
  });
});

describe("in a workspace that is not trusted", () => {
  const suite = useSuiteWorkbench({
    files: { "churn.yaml": MANIFEST },
    file: "churn.yaml",
    environment: { MLFLOW_TRACKING_URI: unasked.url, MLFLOW_TRACKING_TOKEN: TOKEN, KUBECONFIG: "/nowhere/kubeconfig" },
    trust: "ask",
    // Restricted without the question first.
    settings: { "security.workspace.trust.startupPrompt": "never" },
  });
  const models = modelsOf(suite);

  test("the registry is not asked, and the manifest is linted without it", async () => {
    const { window } = suite;
    await window.statusBarItem("Restricted Mode").waitFor();
    const problems = await window.problemsWhen(found => found.some(({ code }) => code === "model-uri-scheme"));
    expect(problems[0]?.message).toContain("Write where the artifact lies");
    await models.show();
    await models.pane.locator(".welcome-view-content", { hasText: "workspace that you do not trust" }).waitFor();
    expect(unasked.requests).toEqual([]);
  });
});

describe("without a registry", () => {
  const suite = useSuiteWorkbench({
    files: { "churn.yaml": MANIFEST },
    environment: { KUBECONFIG: "/nowhere/kubeconfig", MLFLOW_TRACKING_URI: "" },
  });
  const models = modelsOf(suite);

  test("the view says how to connect, and an address that is typed is asked", async () => {
    const { window } = suite;
    const { page } = window;
    await models.show();
    await models.pane.locator(".welcome-view-content", { hasText: "models of an MLflow registry" }).waitFor();
    await models.pane.locator(".monaco-button", { hasText: "Connect to MLflow…" }).click();
    await pickInQuickInput(page, "Address", "Address");
    await answerInput(page, "Address of the server", "http://127.0.0.1:9");
    await models.pane.locator(".welcome-view-content", { hasText: "cannot be asked" }).waitFor();
    await window.screenshot(path.join(SCREENSHOTS, "models-away.png"));
  });
});
