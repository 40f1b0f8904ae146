// Predictions in a real VS Code beside a playground: from a manifest's line to an answer in one click, compared, in bursts, without secrets.
import path from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PODS, SELDON_DEPLOYMENTS } from "../../client/src/live/resource-types.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { eventually } from "../kube/support/eventually.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { pageWith } from "../support/page-frame.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const NAMESPACE = "models";
const CONTEXT = "seldon-playground";
const PATIENCE = { timeout: 60_000, interval: 500 };
/** Never to be seen anywhere. */
const PLANTED = "planted-s3cret-value-9137";
const pictures = path.join(projectRoot, ".artifacts", "screenshots");

/** Seed 002, with the model of Seldon's own sample in the place of the tutorial's bucket. */
const WINE = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: mlflow
spec:
  name: wines
  predictors:
    - name: default
      graph: { name: classifier, implementation: MLFLOW_SERVER, modelUri: "gs://seldon-models/v1.17.1/mlflow/elasticnet_wine" }
      componentSpecs:
        - spec:
            containers:
              - name: classifier
                readinessProbe: { failureThreshold: 200, tcpSocket: { port: http }, initialDelaySeconds: 1, periodSeconds: 5 }
                livenessProbe: { failureThreshold: 200, tcpSocket: { port: http }, initialDelaySeconds: 1, periodSeconds: 5 }
`;
/** Seed 001; its `models:/` address can never work, so that the model is a public one. */
const COMMODITY = WINE.replace("name: mlflow", "name: commodity-price-predictor").replace(
  "name: wines",
  "name: commodity",
);
/** Seed 004: a model in R, in an image of its own. */
const FLOWER = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: r-mlflow-model
spec:
  predictors:
    - name: default
      graph: { name: r-model, type: MODEL }
      componentSpecs:
        - spec: { containers: [{ name: r-model, image: "acme/r-mlflow-model:1" }] }
`;
const TWO = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main
      traffic: 80
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://seldon-models/v1.17.1/sklearn/iris" }
    - name: canary
      traffic: 20
      graph: { name: classifier, implementation: SKLEARN_SERVER, modelUri: "gs://seldon-models/v1.16.0/sklearn/iris" }
`;
/** A bandit that takes the best branch so far, and tells which one it took. */
const BANDIT = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: bandit
spec:
  predictors:
    - name: main
      svcOrchSpec: { env: [{ name: SELDON_ENABLE_ROUTING_INJECTION, value: "true" }] }
      graph:
        name: router
        type: ROUTER
        parameters: [{ name: epsilon, value: "0", type: FLOAT }]
        children: [{ name: left, type: MODEL }, { name: right, type: MODEL }]
      componentSpecs:
        - spec:
            containers:
              - { name: router, image: "seldonio/mab_epsilon_greedy:1.17.1" }
              - { name: left, image: "acme/left:1" }
              - { name: right, image: "acme/right:1" }
`;
const EXPLAINED = FLOWER.replace("name: r-mlflow-model", "name: explained").replace(
  "- name: default",
  "- name: default\n      explainer: { type: AnchorText }",
);
const WINE_ROW = [5.6, 0.31, 0.37, 1.4, 0.074, 12, 96, 0.9954, 3.32, 0.58, 9.2];
const WINE_COLUMNS = [
  "fixed acidity",
  "volatile acidity",
  "citric acid",
  "residual sugar",
  "chlorides",
  "free sulfur dioxide",
];
const EXAMPLE = {
  columns: [...WINE_COLUMNS, "total sulfur dioxide", "density", "pH", "sulphates", "alcohol"],
  data: [WINE_ROW],
};

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;

const suite = useSuiteWorkbench({
  files: {
    "wine.yaml": WINE,
    "elasticnet_wine/input_example.json": JSON.stringify(EXAMPLE),
    "commodity.yaml": COMMODITY,
    "commodity.predict.yaml": requestTo(
      "commodity-price-predictor",
      "[[75.5, 3.2, 1.18]]",
      "  expect: { shape: [1] }\n",
    ),
    "flower.yaml": FLOWER,
    "flower.predict.yaml": requestTo(
      "r-mlflow-model",
      "[[5.1, 3.5, 1.4, 0.2]]",
      "  expect: { prediction: [setosa] }\n",
    ),
    "bandit.yaml": BANDIT,
    "bandit.predict.yaml": requestTo("bandit", "[[1, 2]]", ""),
    "explained.yaml": EXPLAINED,
    "explained.predict.yaml": requestTo("explained", "[[5.1, 3.5, 1.4, 0.2]]", ""),
    "iris.yaml": TWO,
    "iris.predict.yaml": requestTo(
      "iris",
      "[[5.1, 3.5, 1.4, 0.2], [6.7, 3.0, 5.2, 2.3]]",
      `  headers: { Authorization: { secret: TOKEN, prefix: "Bearer " }, X-Api-Key: ${PLANTED} }\n`,
    ),
  },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1500, height: 1000 },
  settings: { "editor.minimap.enabled": false, "seldon.protectedContexts": ["*playground"] },
});
const desk = deployWindowOf(() => suite.window);

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
  const all = [WINE, COMMODITY, FLOWER, TWO, BANDIT, EXPLAINED];
  for (const manifest of all) await cluster.apply(manifest, { namespace: NAMESPACE });
  for (const name of ["mlflow", "commodity-price-predictor", "r-mlflow-model", "iris", "bandit", "explained"]) {
    const ref = { type: SELDON_DEPLOYMENTS, namespace: NAMESPACE, name };
    await eventually(async () => (await cluster.session.get(ref)).status?.state === "Available");
  }
  await suite.window.openFile("wine.yaml");
  await suite.window.page.locator(".statusbar-item[id*='seldon.deployTarget']").waitFor();
  await suite.window.focusEditor();
  await suite.window.runCommand("Seldon: Choose Deploy Target…");
  await suite.window.pick(CONTEXT);
  await suite.window.pick(NAMESPACE);
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

test("seed 002: a request is made of the model's own example and sent by the same click", async () => {
  await clickLens("wine.yaml", "Predict");
  const page = await pageWith(suite.window, "mlflow · default");
  await expectStatus(page, "HTTP 200");
  expect(await page.locator(".facts").first().innerText()).toMatch(
    /Predictor\s+default\s+Latency\s+[\d.]+ ms\s+Size\s+\d+ bytes\s+Pod\s+mlflow-default-0-classifier-/u,
  );
  expect(await page.locator(".values tbody td").allInnerTexts()).toEqual([expect.stringMatching(/^-?\d+\.\d+$/u)]);
  expect(await page.locator("header .quiet").innerText()).toContain("mlflow.predict.yaml (not saved)");
  await page.getByRole("button", { name: "Request", exact: true }).click();
  await expect.poll(() => suite.window.editorText(), PATIENCE).toContain("# From the model's input example.");
  expect(await suite.window.editorText()).toContain("deployment: mlflow");
});

test("seed 001: the request file beside the manifest is sent", async () => {
  await clickLens("commodity.yaml", "Predict");
  const page = await pageWith(suite.window, "commodity-price-predictor · default");
  await expectStatus(page, "HTTP 200 · as expected");
  expect(await page.locator("header .quiet").innerText()).toContain("commodity.predict.yaml");
});

test("seed 004: a name is answered, and the request can be copied and the answer read as it came", async () => {
  await clickLens("flower.yaml", "Predict");
  const page = await pageWith(suite.window, "r-mlflow-model · default");
  await expectStatus(page, "HTTP 200 · as expected");
  expect(await page.locator(".values").innerText()).toMatch(/prediction\s+setosa/u);
  await page.getByRole("button", { name: "Copy As…" }).click();
  await suite.window.pick("curl");
  await page.getByRole("button", { name: "Raw Answer" }).click();
  await suite.window.page.locator(".tab.active", { hasText: "r-mlflow-model.json" }).waitFor();
  await expect.poll(() => suite.window.editorText(), PATIENCE).toContain('"ndarray": ["setosa"]');
});

test("the line above a request leads to the same view", async () => {
  await clickLens("commodity.predict.yaml", "Send");
  const page = await pageWith(suite.window, "commodity-price-predictor · default");
  await expectStatus(page, "HTTP 200 · as expected");
});

test("the same request to every predictor, side by side, and a report", async () => {
  await clickLens("iris.yaml", "Compare predictors");
  expect(await desk.input("Secret TOKEN").locator("input").getAttribute("type", PATIENCE)).toBe("password");
  await desk.answer("Secret TOKEN", PLANTED);
  const page = await pageWith(suite.window, "Predictors of iris");
  await page.locator(".headline", { hasText: "The predictors do not predict the same." }).waitFor(PATIENCE);
  expect(await page.locator(".side h3").allInnerTexts()).toEqual(["main", "canary"]);
  expect(await page.locator(".side").last().innerText()).toMatch(
    /Differs in \d values, by 0\.\d+ at most · [\d.]+ ms/u,
  );
  await page.locator("#tolerance").fill("0.5");
  await page.locator("#tolerance").press("Enter");
  await page.locator(".headline", { hasText: "Both predictors predict the same." }).waitFor(PATIENCE);
  await takeIn("comparison");
  await page.getByRole("button", { name: "Report as Markdown" }).click();
  await expect.poll(() => suite.window.editorText(), PATIENCE).toContain("# Predictors of iris");
  expect(await suite.window.editorText()).not.toContain(PLANTED);
});

test("planted secrets are in no history, no answer and no log", async () => {
  await clickLens("iris.yaml", "Predict");
  const page = await pageWith(suite.window, "iris · main");
  await expectStatus(page, "HTTP 200");
  expect(await page.innerText()).not.toContain(PLANTED);
  await takeIn("answer");
  await page.getByRole("button", { name: "History" }).click();
  const list = suite.window.page.locator(".quick-input-widget:visible");
  await list.locator(".monaco-list-row", { hasText: "HTTP 200" }).first().hover();
  await list.locator(".monaco-list-row").first().getByRole("button", { name: "Open as File" }).click();
  await expect.poll(() => suite.window.editorText(), PATIENCE).toContain("secret: X_API_KEY");
  expect(await suite.window.editorText()).not.toContain(PLANTED);
  await suite.window.runCommand("Seldon: Show Log");
  await suite.window.page.locator(".part.panel .view-lines").waitFor();
  expect(await suite.window.page.locator(".part.panel").innerText()).not.toContain(PLANTED);
  await suite.window.page.keyboard.press("Control+J");
});

test("an explanation is shown readably", async () => {
  await clickLens("explained.yaml", "Predict");
  const page = await pageWith(suite.window, "explained · default");
  await expectStatus(page, "HTTP 200");
  await page.getByRole("button", { name: "Explain", exact: true }).click();
  await page.locator("h2", { hasText: "Explanation" }).waitFor(PATIENCE);
  expect(await page.innerText()).toMatch(
    /stays the same as long as all of these hold:[^]*feature 0 <= 5.1[^]*Precision\s+98 %/u,
  );
});

test("feedback reaches the router, and the shares that it leads to are shown", async () => {
  await clickLens("bandit.yaml", "Predict");
  const page = await pageWith(suite.window, "bandit · main");
  await expect.poll(() => page.innerText(), PATIENCE).toMatch(/Router router, 1 request\s+child 1\s+100 %/u);
  await page.getByRole("button", { name: "Feedback…" }).click();
  await desk.answer("Send Feedback (1/2)", "-1");
  await desk.answer("Send Feedback (2/2)", "");
  await desk.answer("Send feedback to bandit in models in seldon-playground?", CONTEXT);
  await expect.poll(() => page.innerText(), PATIENCE).toMatch(/before the last feedback/u);
  await page.getByRole("button", { name: "Send 20 Times" }).click();
  await expect
    .poll(() => page.innerText(), PATIENCE)
    .toMatch(/Router router, 20 requests since the last feedback\s+child 2\s+100 %/u);
});

test("a pod that is deleted in mid-burst costs what was on its way, and nothing else", async () => {
  await suite.window.page.keyboard.press("Control+1");
  await suite.window.openFile("flower.predict.yaml");
  await suite.window.focusEditor();
  await suite.window.runCommand("Seldon: Send Burst…");
  await desk.answer("Send Burst… (1/2)", "400");
  await desk.answer("Send Burst… (2/2)", "4");
  const consent = desk.input("Send 400 requests to r-mlflow-model in models in seldon-playground?");
  await consent.locator("input").fill("yes");
  await consent.locator("input").press("Enter");
  await consent.getByText("Not the name yet").waitFor();
  await desk.answer("Send 400 requests", CONTEXT);
  const page = await pageWith(suite.window, "Burst to r-mlflow-model");
  const answered = async (): Promise<number> => Number(/(\d+) of 400/u.exec(await page.innerText())?.[1] ?? 0);
  await expect.poll(answered, PATIENCE).toBeGreaterThan(20);
  const { items } = await cluster.session.list(PODS, { namespace: NAMESPACE });
  const pod = items.find(({ metadata }) => metadata.name.startsWith("r-mlflow-model"));
  await cluster.session.delete({ type: PODS, namespace: NAMESPACE, name: pod?.metadata.name ?? "" });
  await page.locator(".headline", { hasText: /^.?\s*Done:/u }).waitFor({ timeout: 150_000 });
  const text = await page.innerText();
  expect(text).toContain("400 of 400 requests");
  const [, good = "", bad = "0"] = /Done: (\d+) answers?, (?:no error|(\d+) errors?)\./u.exec(text) ?? [];
  expect(Number(good) + Number(bad)).toBe(400);
  expect(Number(bad)).toBeLessThanOrEqual(4);
  expect(await page.locator("canvas").count()).toBe(2);
  await takeIn("burst");
});

test("what a model refuses is told in words, from a request that the palette sends", async () => {
  await suite.window.page.keyboard.press("Control+1");
  await desk.edit("iris.predict.yaml", requestTo("iris", '[["a", "b", "c", "d"]]', ""));
  await suite.window.focusEditor();
  await suite.window.runCommand("Seldon: Predict");
  const page = await pageWith(suite.window, "iris · main");
  await expectStatus(page, "HTTP [45]00");
  expect(await page.locator(".error .words").innerText()).toMatch(/answered HTTP [45]00/u);
  await takeIn("error");
  await page.getByRole("button", { name: "Follow Log" }).click();
  await suite.window.page.locator(".part.panel .view-lines").waitFor();
  await suite.window.page.keyboard.press("Control+J");
});

test("forwarded ports of what pages show are listed, and can be stopped", async () => {
  await suite.window.runCommand("Seldon: Focus on Forwarded Ports View");
  const rows = suite.window.page.locator(".pane", { hasText: "Forwarded Ports" }).locator(".monaco-list-row");
  const row = rows.filter({ hasText: "r-mlflow-model-default:8000" });
  await row.waitFor(PATIENCE);
  expect(await row.innerText()).toMatch(/127\.0\.0\.1:\d+ · r-mlflow-model-default-0-/u);
  // What pages showed before has been given back.
  const others = rows.filter({ hasText: /commodity|explained|bandit/u });
  await expect.poll(() => others.count(), PATIENCE).toBe(0);
  await suite.window.page.screenshot({ path: path.join(pictures, "forwards.png") });
  await row.hover();
  await row.getByRole("button", { name: "Stop Forwarding" }).click();
  await row.waitFor({ state: "detached", timeout: 30_000 });
});

function requestTo(deployment: string, rows: string, more: string): string {
  return `apiVersion: seldon-deployments/v1
kind: PredictionTest
metadata:
  name: ${deployment}
spec:
  target:
    deployment: ${deployment}
${more}  request:
    ndarray: ${rows}
`;
}

async function clickLens(file: string, title: string): Promise<void> {
  // A page may have the focus; files then open beside it.
  await suite.window.page.keyboard.press("Control+1");
  await suite.window.openFile(file);
  const editor = suite.window.page.locator(".editor-group-container").first();
  const lens = editor.locator(".editor-instance:visible .codelens-decoration a", {
    hasText: new RegExp(`^${title}$`, "u"),
  });
  await lens.first().click();
}

async function expectStatus(page: Locator, words: string): Promise<void> {
  const headline = page.locator(".headline");
  await expect
    .poll(async () => (await headline.count()) > 0 && (await headline.first().innerText()), PATIENCE)
    .toMatch(new RegExp(`^.\\s*${words}$`, "u"));
}

/** In each kind of theme, to be looked at. */
async function takeIn(name: string): Promise<void> {
  for (const theme of ["light", "high-contrast-dark", "high-contrast-light", "dark"] as const) {
    await suite.window.switchTheme(theme);
    await suite.window.screenshot(path.join(pictures, `predict-${name}-${theme}.png`));
  }
}
