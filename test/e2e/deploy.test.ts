// A deploy in a real VS Code beside a playground cluster: previewed, agreed to, watched to Ready or to the reason, rolled back.
import { afterAll, beforeAll, expect, test } from "vitest";
import { mapTexts } from "../../client/src/domain/deploy/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { createHttpsClient } from "../../playground/src/kubernetes/https-client.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { readDiary } from "../support/diary.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const AVAILABLE = /^SeldonDeployment churn is available in scoring in seldon-playground after \d+ s\./u;
const FINAL = readDiary("final.yaml");
const TEMPLATE = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: wine
spec:
  predictors:
    - name: main
      graph:
        name: scorer
        implementation: SKLEARN_SERVER
        modelUri: \${MODEL_URI}
`;

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": FINAL, "template.yaml": TEMPLATE },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1500, height: 1000 },
});

const page = deployWindowOf(() => suite.window);

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

test("the first deploy asks where to, shows everything as new, and is watched until it is available", async () => {
  await suite.window.openFile("churn.yaml");
  await page.deploy();
  await suite.window.pick(CONTEXT);
  await suite.window.pick("scoring");
  expect(await page.dialogText("Create Namespace")).toContain(
    "The namespace scoring does not exist in seldon-playground.",
  );
  await page.press("Create Namespace");
  const consent = await page.dialogText("Deploy");
  expect(consent).toContain("Deploy 2 objects to scoring in seldon-playground?");
  expect(consent).toContain("Secret models-store: new");
  expect(consent).toContain("SeldonDeployment churn: new");
  await page.press("Deploy");
  await page.told(AVAILABLE);
  expect(await churn()).toMatchObject({ status: { state: "Available" } });
  await suite.window.openFile("churn.yaml");
  await suite.window.statusBarItem("scoring in seldon-playground").waitFor();
  await page.status("In sync with scoring in seldon-playground");
  const lenses = suite.window.page.locator(".codelens-decoration a");
  // Further down, above the unit, stands another.
  await expect
    .poll(async () => (await lenses.allInnerTexts()).slice(0, 4), PATIENCE)
    .toEqual(["Deploy to scoring in seldon-playground", "Diff", "Graph", "Predict"]);
});

test("a manifest that is deployed as it is is said to be unchanged", async () => {
  await page.deploy();
  await page.told(/^All 2 objects are already as the manifest says in scoring in seldon-playground\./u);
});

test("a changed line is previewed as exactly that", async () => {
  await page.edit("churn.yaml", FINAL.replace("memory: 8Gi", "memory: 6Gi"));
  await page.deploy();
  const consent = await page.dialogText("Deploy");
  expect(consent).toContain("Deploy SeldonDeployment churn to scoring in seldon-playground?");
  expect(consent).toContain("SeldonDeployment churn: 1 value changes");
  expect(consent).toContain("Secret models-store: unchanged");
  expect(await page.changedLines()).toEqual([1, 1]);
  await page.press("Cancel");
  expect(JSON.stringify(await churn())).toContain("8Gi");
});

test("what the webhook refuses stands on its line", async () => {
  await suite.window.openFile("churn.yaml");
  await page.edit("churn.yaml", FINAL.replace("- name: main", "- name: main\n      traffic: 50"));
  await page.deploy();
  expect(await page.dialogText("Deploy Anyway")).toMatch(/churn\.yaml: an error would keep this from working\./u);
  await page.press("Deploy Anyway");
  await page.told(
    /^SeldonDeployment churn was not deployed\. Seldon's webhook refuses this\..*Traffic must sum be 100/u,
  );
  const line = (await suite.window.positionOf("traffic: 50")).line;
  const problems = await suite.window.problemsWhen(all =>
    all.some(({ message }) => message.includes("Seldon's webhook")),
  );
  expect(problems.find(({ message }) => message.includes("Seldon's webhook"))).toMatchObject({ line });
});

test("a rollout that fails is explained, and the message leads to the diagnosis", async () => {
  await page.edit("churn.yaml", FINAL.replace("MLFLOW_SERVER", "XGBOOST_SERVER"));
  await page.deploy();
  await page.press("Deploy");
  await page.told(/^churn does not come up in scoring in seldon-playground: .*model file/u);
  await suite.window.openFile("churn.yaml");
  await page.status("Deployed, and the newest revision is failing: ");
  await page.pressInMessage(/churn does not come up in scoring/u, "Diagnose");
  await suite.window.page.locator(".tab.active", { hasText: "Diagnosis of churn.md" }).waitFor(PATIENCE);
  await expect.poll(() => suite.window.editorText(), PATIENCE).toMatch(/^In the catalogue of failures: S12/mu);
  await suite.window.closeEditor();
});

test("and rolled back to the copy that was kept", async () => {
  await suite.window.runCommand("Notifications: Clear All Notifications");
  await suite.window.runCommand("Seldon: Roll Back…");
  await page.firstChoice("churn");
  await page.firstChoice("Until");
  const consent = await page.dialogText("Roll Back");
  expect(consent).toContain("Roll back SeldonDeployment churn in scoring in seldon-playground to what it was?");
  await page.press("Roll Back");
  await expect.poll(async () => JSON.stringify((await churn()).spec), PATIENCE).toContain("MLFLOW_SERVER");
  await page.told(AVAILABLE);
});

test("what somebody else owns is taken over only after the question, which shows whose it is and what differs", async () => {
  await page.edit("churn.yaml", FINAL);
  await page.status("In sync with scoring in seldon-playground");
  const other = createHttpsClient(await loadKubeconfig(playground.kubeconfig));
  const { predictors } = (await churn()).spec ?? {};
  const changed = mapTexts(predictors, text => text.replace("8Gi", "7Gi"));
  const { group, version, plural, kind } = SELDON_DEPLOYMENTS;
  await other.patch({ group, version, plural, kind, isNamespaced: true }, "churn", "scoring", {
    spec: { predictors: changed },
  });
  other.close();
  await page.status("Drifted: 1 field differs");
  await suite.window.runCommand("Notifications: Clear All Notifications");
  await page.deploy();
  const question = await page.dialogText("Take Over");
  expect(question).toContain("SeldonDeployment churn in scoring in seldon-playground belongs in part to");
  expect(question).toContain('resources.limits.memory: "7Gi" → "8Gi"');
  await page.press("Take Over");
  expect(await page.dialogText("Deploy")).toContain("are taken over.");
  await page.press("Deploy");
  await page.told(AVAILABLE);
  expect(JSON.stringify((await churn()).spec)).toContain("8Gi");
  await suite.window.openFile("churn.yaml");
  await page.status("In sync with scoring in seldon-playground");
});

test("a placeholder is asked for once, can come from a training job's log, and the file stays a template", async () => {
  await train();
  await suite.window.openFile("template.yaml");
  await suite.window.runCommand("Seldon: Diff with Cluster");
  await suite.window.pick("Take it from a training job's log…");
  await page.firstChoice("train");
  await page.firstChoice("s3://");
  const shown = suite.window.page.locator(".monaco-diff-editor .editor.modified", { hasText: "modelUri: s3://" });
  await shown.waitFor(PATIENCE);
  await suite.window.closeEditor();
  await suite.window.openFile("template.yaml");
  await suite.window.runCommand("Seldon: Diff with Cluster");
  await shown.waitFor(PATIENCE);
  expect(suite.read("template.yaml")).toBe(TEMPLATE);
});

test("Check Cluster says what is in order and what is not", async () => {
  await suite.window.openFile("churn.yaml");
  await suite.window.runCommand("Seldon: Check Cluster");
  await suite.window.page.locator(".tab.active", { hasText: "Cluster check" }).waitFor();
});

/** Runs a training job to its end. */
async function train(): Promise<void> {
  const jobs = { group: "batch", version: "v1", plural: "jobs", kind: "Job", isNamespaced: true };
  const containers = [{ name: "train", image: "playground/train:1" }];
  await cluster.session.apply(jobs, {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name: "train", namespace: "scoring" },
    spec: { template: { spec: { restartPolicy: "Never", containers } } },
  });
  const job = { type: jobs, name: "train", namespace: "scoring" };
  await expect.poll(async () => (await cluster.session.get(job))["status"], PATIENCE).toMatchObject({ succeeded: 1 });
}

function churn(): Promise<NonNullable<(typeof SELDON_DEPLOYMENTS)["objectType"]>> {
  return cluster.session.get({ type: SELDON_DEPLOYMENTS, namespace: "scoring", name: "churn" });
}
