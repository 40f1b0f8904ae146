// Request files in the Test Explorer of a real VS Code beside a playground cluster: found, sent, passed, failed at the line.
import path from "node:path";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { answerInput } from "../support/quick-input.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const SECRET = "t0p-s3cr3t-value";
const PICTURES = path.join(projectRoot, ".artifacts", "screenshots");

/** Seed 004: a model in R, in an image of its own, that answers `setosa`. */
const IRIS = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata: { name: r-mlflow-model }
spec:
  predictors:
    - name: default
      traffic: 90
      graph: { name: r-model, type: MODEL }
      componentSpecs:
        - spec: { containers: [{ name: r-model, image: "acme/r-mlflow-model:1" }] }
    - name: canary
      traffic: 10
      graph: { name: r-model, type: MODEL }
      componentSpecs:
        - spec: { containers: [{ name: r-model, image: "acme/r-mlflow-model:2" }] }
`;

const HEAD = `apiVersion: seldon-deployments/v1
kind: PredictionTest
metadata:
`;

const SPECIES = `${HEAD}  name: iris species
spec:
  target:
    deployment: r-mlflow-model
  request:
    ndarray: [[5.1, 3.5, 1.4, 0.2]]
  cases:
    - name: setosa
      expect:
        prediction: [setosa]
    - name: versicolor
      expect:
        prediction: [versicolor]
`;

const GUARDED = `${HEAD}  name: behind a token
spec:
  target:
    deployment: r-mlflow-model
  headers:
    Authorization: { secret: IRIS_TOKEN, prefix: "Bearer " }
  request:
    ndarray: [[5.1, 3.5, 1.4, 0.2]]
`;

const TABLE = `${HEAD}  name: table of flowers
  labels: { suite: nightly }
spec:
  target:
    deployment: r-mlflow-model
  request:
    ndarray: [["{{sepal}}", 3.5, 1.4, 0.2]]
  expect:
    prediction: ["{{species}}"]
  casesFrom:
    csv: flowers.csv
    name: flower
`;
const FLOWERS = "flower,sepal,species\nfirst flower,5.1,setosa\nsecond flower,6.2,virginica\n";

const ABSENT = `${HEAD}  name: nobody there
spec:
  target:
    deployment: no-such-model
  request:
    ndarray: [[1]]
`;

const MISSPELT = `${HEAD}  name: misspelt
spec:
  target:
    deployment: r-mlflow-model
  request:
    ndarray: [[5.1, 3.5, 1.4, 0.2]]
  expct:
    prediction: [setosa]
`;

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;

const suite = useSuiteWorkbench({
  files: {
    "iris.predict.yaml": SPECIES,
    "guarded.predict.yaml": GUARDED,
    "misspelt.predict.yaml": MISSPELT,
    "nightly/table.predict.yaml": TABLE,
    "nightly/flowers.csv": FLOWERS,
    "nightly/absent.predict.yaml": ABSENT,
    "iris.yaml": IRIS,
  },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1500, height: 1000 },
});

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
  await cluster.apply(IRIS, { namespace: "scoring" });
  const ref = { type: SELDON_DEPLOYMENTS, namespace: "scoring", name: "r-mlflow-model" };
  const state = async (): Promise<string> => JSON.stringify((await cluster.session.get(ref)).status ?? {});
  await vi.waitUntil(async () => (await state()).includes('"state":"Available"'), PATIENCE);
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

/** For people to look at. */
async function pictures(name: string): Promise<void> {
  for (const theme of ["dark", "light"] as const) {
    await suite.window.switchTheme(theme);
    await suite.window.screenshot(path.join(PICTURES, `${name}-${theme}.png`));
  }
  await suite.window.switchTheme("dark");
}

const row = (words: RegExp | string): Locator =>
  suite.window.page.locator(".test-explorer .monaco-list-row", { hasText: words }).first();

/** Opens a row of the Test Explorer, should it be closed. */
/** A row may be there before what is below it, and may close once more while that comes. */
async function expand(name: string): Promise<void> {
  const twistie = row(name).locator(".monaco-tl-twistie");
  await row(name).waitFor();
  const isOpen = async (): Promise<boolean> => {
    const classes = (await twistie.getAttribute("class")) ?? "";
    if (classes.includes("collapsed")) await twistie.click();
    return classes.includes("collapsible") && !classes.includes("collapsed");
  };
  await expect.poll(isOpen, PATIENCE).toBe(true);
}

/** Waits until the row of a test or case says how it went, as a screen reader hears it. */
async function ended(name: string, outcome: "Passed" | "Failed" | "Errored"): Promise<void> {
  const label = async (): Promise<string> => (await row(name).getAttribute("aria-label")) ?? "";
  await expect.poll(label, PATIENCE).toContain(outcome);
}

/** A row beside the output of the last run: results, messages, and how many runs came before. */
const result = (words: string): Locator =>
  suite.window.page.locator(".panel .monaco-list-row", { hasText: words }).first();

test("files of requests are found before any is opened", async () => {
  await suite.window.page.locator(".activitybar .action-label[aria-label^='Testing']").click();
  for (const file of ["guarded", "iris", "misspelt"]) await row(`${file}.predict.yaml`).waitFor();
  await expand("iris.predict.yaml");
  await expand("iris species");
  await row("versicolor").waitFor();
});

test("one case passes, and one fails with the difference at its line", async () => {
  await suite.window.openFile("iris.predict.yaml");
  const lenses = suite.window.page.locator(".codelens-decoration a");
  await expect.poll(() => lenses.allInnerTexts(), PATIENCE).toEqual(["Send", "Send to all predictors", "Copy as…"]);
  await suite.window.runCommand("Test: Run Tests in Current File");
  await suite.window.pick(CONTEXT);
  await suite.window.pick("scoring");
  await ended("setosa", "Passed");
  await ended("versicolor", "Failed");
  await ended("iris species", "Failed");
  await suite.window.runCommand("Test: Go to Next Test Failure");
  const peek = suite.window.page.locator(".test-output-peek-message-container");
  await expect.poll(() => peek.innerText(), PATIENCE).toContain("versicolor");
  await pictures("prediction-tests");
});

test("sent to all predictors from the line above it, each answer is told by its name", async () => {
  await suite.window.openFile("iris.predict.yaml");
  await suite.window.page.locator(".codelens-decoration a", { hasText: "Send to all predictors" }).click();
  await result("canary: The prediction").waitFor();
  await result("default: The prediction").waitFor();
  await ended("setosa", "Passed");
  await ended("versicolor", "Failed");
});

test("a secret is asked for once, for its destination, and shown nowhere", async () => {
  await expand("guarded.predict.yaml");
  await suite.window.openFile("guarded.predict.yaml");
  await suite.window.runCommand("Test: Run Tests in Current File");
  const box = suite.window.page.locator(".quick-input-widget:visible", { hasText: "Secret IRIS_TOKEN" });
  await expect
    .poll(() => box.innerText(), PATIENCE)
    .toContain("It is sent to r-mlflow-model in scoring of seldon-playground.");
  expect(await box.locator("input").getAttribute("type")).toBe("password");
  await answerInput(suite.window.page, "Secret IRIS_TOKEN", SECRET);
  await ended("behind a token", "Passed");
  await suite.window.runCommand("Test: Run Tests in Current File");
  await result("3 older results").waitFor();
  await ended("behind a token", "Passed");
  expect(await box.isVisible()).toBe(false);
  expect(await suite.window.page.content()).not.toContain(SECRET);
  await suite.window.runCommand("Seldon: Forget Secret…");
  await suite.window.page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: "IRIS_TOKEN" }).click();
  await suite.window.page.keyboard.press("Enter");
  await expect
    .poll(() => suite.window.notifications(), PATIENCE)
    .toContainEqual(expect.stringContaining("The secret IRIS_TOKEN is forgotten."));
});

test("a file with an error is not sent, and the error stands at its line", async () => {
  await expand("misspelt.predict.yaml");
  await suite.window.openFile("misspelt.predict.yaml");
  await suite.window.runCommand("Test: Run Tests in Current File");
  await ended("misspelt", "Errored");
  const problems = await suite.window.problemsWhen(all => all.length > 0);
  expect(problems[0]).toMatchObject({ code: "prediction-test-shape", severity: "error" });
  const bulb = await suite.window.lightBulb("expct");
  await bulb.apply("Rename to expect");
  await suite.window.save();
  await suite.window.runCommand("Test: Run Tests in Current File");
  await row("misspelt").waitFor();
  await ended("misspelt.predict.yaml", "Passed");
});

test("rows of a table are cases of their own", async () => {
  await suite.window.openFile("table.predict.yaml");
  await suite.window.runCommand("Test: Run Tests in Current File");
  await expand("table.predict.yaml");
  await expand("table of flowers");
  await ended("first flower", "Passed");
  await ended("second flower", "Failed");
});

test("a deployment that is not there is said to be missing, where it is named", async () => {
  await suite.window.openFile("absent.predict.yaml");
  await suite.window.runCommand("Test: Run Tests in Current File");
  await result("There is no SeldonDeployment no-such-model in namespace scoring of seldon-playground.").waitFor();
  await expand("absent.predict.yaml");
  await ended("nobody there", "Errored");
});

test("labels choose tests in the filter", async () => {
  const filter = suite.window.page.locator(".test-explorer .monaco-inputbox, .testing-filter-action-item").first();
  await filter.click();
  await suite.window.page.keyboard.type("@seldon.predictions:suite=nightly ");
  await row("iris.predict.yaml").waitFor({ state: "detached" });
  await row("table of flowers").waitFor();
  await suite.window.page.keyboard.press("Control+A");
  await suite.window.page.keyboard.press("Delete");
  await row("iris.predict.yaml").waitFor();
});

test("a request is copied as a line for others, with the name of its secret only", async () => {
  await suite.window.openFile("guarded.predict.yaml");
  await suite.window.page.locator(".codelens-decoration a", { hasText: "Copy as…" }).click();
  await suite.window.pick("curl");
  const copied = (): Promise<string> => suite.window.page.evaluate<string>("navigator.clipboard.readText()");
  await expect.poll(copied, PATIENCE).toContain("/api/v1.0/predictions");
  expect(await copied()).toContain("IRIS_TOKEN");
  expect(await copied()).toContain("port-forward");
});
