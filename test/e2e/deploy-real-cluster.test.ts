// A deploy in a real VS Code to a real API server, on which the playground's operator, webhook and kubelet run.
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mapTexts } from "../../client/src/domain/deploy/index.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { readDiary } from "../support/diary.ts";
import { createKubectl, hasKubectl } from "../../playground/src/kubernetes/testing/kubectl.ts";
import { applyAsKubectl } from "../support/kubectl-apply.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { startLivingApiServer } from "../support/living-api-server.ts";
import { hasRealApiServer, type RealApiServer } from "../support/real-api-server.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** Stands in no text that a person may read. */
const PASSWORD = "open-sesame-4711";
const FINAL = readDiary("final.yaml").replace("stringData:", `stringData:\n  ANOTHER_PASSWORD: ${PASSWORD}`);
const AVAILABLE = /^SeldonDeployment churn is available in scoring in lab after \d+ s\./u;

describe.skipIf(!hasRealApiServer())("beside a real API server (built by `npm run test:kube`)", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-deploy-"));
  const kubeconfig = path.join(folder, "kubeconfig");
  let server: RealApiServer;
  let cluster: ClusterAccess;

  beforeAll(async () => {
    server = await startLivingApiServer({ speed: 60 });
    writeKubeconfig(kubeconfig, [{ context: "lab", from: server.admin }]);
    cluster = await accessCluster(server.admin);
  });

  const suite = useSuiteWorkbench({
    files: { "churn.yaml": FINAL },
    environment: { KUBECONFIG: kubeconfig },
    viewport: { width: 1500, height: 1000 },
  });
  const page = deployWindowOf(() => suite.window);

  afterAll(async () => {
    await cluster.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  async function churn(): Promise<NonNullable<(typeof SELDON_DEPLOYMENTS)["objectType"]>> {
    return await cluster.session.get({ type: SELDON_DEPLOYMENTS, namespace: "scoring", name: "churn" });
  }

  test("the first deploy of the diary's last manifest goes on until it is available", async () => {
    await suite.window.openFile("churn.yaml");
    await page.deploy();
    await suite.window.pick("lab");
    await suite.window.pick("scoring");
    await page.press("Create Namespace");
    expect(await page.dialogText("Deploy")).toContain("Deploy 2 objects to scoring in lab?");
    await page.press("Deploy");
    await page.told(AVAILABLE);
    expect(await churn()).toMatchObject({ status: { state: "Available" } });
    await suite.window.openFile("churn.yaml");
    await page.status("In sync with scoring in lab");
  });

  test("and is unchanged after that", async () => {
    await page.deploy();
    await page.told(/^All 2 objects are already as the manifest says in scoring in lab\./u);
  });

  test("a changed line is previewed as exactly that", async () => {
    await page.edit("churn.yaml", FINAL.replace("memory: 8Gi", "memory: 6Gi"));
    await page.deploy();
    expect(await page.dialogText("Deploy")).toContain("SeldonDeployment churn: 1 value changes");
    expect(await page.changedLines()).toEqual([1, 1]);
    await page.press("Cancel");
    expect(JSON.stringify(await churn())).toContain("8Gi");
  });

  test("what the webhook refuses stands on its line", async () => {
    await page.edit("churn.yaml", FINAL.replace("- name: main", "- name: main\n      traffic: 50"));
    await page.deploy();
    await page.press("Deploy Anyway");
    await page.told(
      /^SeldonDeployment churn was not deployed\. Seldon's webhook refuses this\..*Traffic must sum be 100/u,
    );
    const { line } = await suite.window.positionOf("traffic: 50");
    const isWebhooks = ({ message }: { readonly message: string }): boolean => message.includes("Seldon's webhook");
    const problems = await suite.window.problemsWhen(all => all.some(isWebhooks));
    expect(problems.find(isWebhooks)).toMatchObject({ line });
  });

  test("what the API server itself refuses stands on its line, too", async () => {
    await page.edit("churn.yaml", FINAL.replace("failureThreshold: 120", "failureThreshold: many"));
    await page.deploy();
    await page.press("Deploy Anyway");
    await page.told(/^SeldonDeployment churn was not deployed\..*failureThreshold/u);
    const { line } = await suite.window.positionOf("failureThreshold: many");
    const isServers = ({ message }: { readonly message: string }): boolean => message.includes("API server");
    const problems = await suite.window.problemsWhen(all => all.some(isServers));
    expect(problems.find(isServers)).toMatchObject({ line });
  });

  test("somebody who is quicker than the answer: nothing is applied, and what changed is asked about", async () => {
    await suite.window.runCommand("Notifications: Clear All Notifications");
    await page.edit("churn.yaml", FINAL.replace("memory: 8Gi", "memory: 6Gi"));
    await page.deploy();
    await page.dialogText("Deploy");
    await applyWithKubectl();
    await page.press("Deploy");
    expect(await page.dialogText("Take Over")).toContain('resources.limits.memory: "7Gi" → "6Gi"');
    await page.press("Cancel");
    await page.told(
      /^SeldonDeployment churn was not applied because it changed in scoring in lab after the preview\./u,
    );
    expect(JSON.stringify((await churn()).spec)).toContain("7Gi");
  });

  test("what `kubectl apply --server-side` has taken is asked about, with its owner's name and what differs", async () => {
    await suite.window.runCommand("Notifications: Clear All Notifications");
    await page.edit("churn.yaml", FINAL);
    await page.status("Drifted: 1 field differs");
    await page.deploy();
    const question = await page.dialogText("Take Over");
    expect(question).toContain("SeldonDeployment churn in scoring in lab belongs in part to kubectl");
    expect(question).toContain('resources.limits.memory: "7Gi" → "8Gi"');
    await page.press("Take Over");
    expect(await page.dialogText("Deploy")).toContain("are taken over.");
    await page.press("Deploy");
    await page.told(AVAILABLE);
    expect(JSON.stringify((await churn()).spec)).toContain("8Gi");
  });

  test("a rollout that fails is explained", async () => {
    await page.edit("churn.yaml", FINAL.replace("MLFLOW_SERVER", "XGBOOST_SERVER"));
    await page.deploy();
    await page.press("Deploy");
    await page.told(/^churn does not come up in scoring in lab: .*model file/u);
  });

  test("and rolled back to the copy that was kept", async () => {
    await suite.window.runCommand("Notifications: Clear All Notifications");
    await suite.window.runCommand("Seldon: Roll Back…");
    await page.firstChoice("churn");
    await page.firstChoice("Until");
    expect(await page.dialogText("Roll Back")).toContain("Roll back SeldonDeployment churn in scoring in lab");
    await page.press("Roll Back");
    await expect.poll(async () => JSON.stringify((await churn()).spec), { timeout: 60_000 }).toContain("MLFLOW_SERVER");
    await page.told(AVAILABLE);
  });

  test("an API server that restarts while a rollout is watched is waited for", async () => {
    await suite.window.runCommand("Notifications: Clear All Notifications");
    await page.edit("churn.yaml", FINAL.replace("memory: 8Gi", "memory: 9Gi"));
    await page.deploy();
    await page.press("Deploy");
    await expect.poll(async () => JSON.stringify((await churn()).spec), { timeout: 60_000 }).toContain("9Gi");
    await server.halt();
    await server.resume();
    await page.told(AVAILABLE);
    expect(await churn()).toMatchObject({ status: { state: "Available" } });
  });

  test("what is deleted is said to be gone when it and its pods are", async () => {
    await suite.window.runCommand("Seldon: Delete…");
    await page.firstChoice("churn");
    expect(await page.dialogText("Delete")).toContain("they were asked by a dry run");
    await page.press("Delete");
    await page.told(
      /^SeldonDeployment churn is gone from lab, scoring after \d+ s, and so are 1 Deployment, \d+ pods?\./u,
    );
    await expect(churn()).rejects.toMatchObject({ reason: "not-found" });
  });

  test("the log tells who changed what and where, and no secret", () => {
    const log = logText(suite.window.server.dataDirectory);
    const audits = log.split("\n").flatMap(line => /Audit: (.*)$/u.exec(line)?.[1] ?? []);
    expect(audits).toEqual([
      "lab created Namespace scoring in lab.",
      "lab applied Secret models-store to lab, scoring: created it.",
      "lab applied SeldonDeployment churn to lab, scoring: created it (generation 1).",
      "the deploy to lab ended early: changed.",
      expect.stringMatching(/^lab applied .*: changed spec\.predictors\[0\]\..*limits\.memory \(generation \d+\)\.$/u),
      expect.stringMatching(/^lab applied .*: changed .*graph\.implementation \(generation \d+\)\.$/u),
      expect.stringMatching(/^lab applied .*: changed .*graph\.implementation \(generation \d+\)\.$/u),
      expect.stringMatching(/^lab applied .*: changed .*limits\.memory \(generation \d+\)\.$/u),
      "lab asked for the deletion of SeldonDeployment churn in lab, scoring.",
    ]);
    expect(log).not.toContain(PASSWORD);
    expect(log).not.toContain(Buffer.from(PASSWORD).toString("base64"));
  });

  /** The diary's last manifest with another value. */
  async function applyWithKubectl(): Promise<void> {
    const { apiVersion, kind, spec } = await churn();
    const predictors = mapTexts(spec?.predictors, text => text.replace("8Gi", "7Gi"));
    const metadata = { name: "churn", namespace: "scoring" };
    const object = { apiVersion, kind, metadata, spec: { predictors } };
    if (!hasKubectl) {
      await applyAsKubectl(server.admin, SELDON_DEPLOYMENTS, object);
      return;
    }
    const kubectl = createKubectl(server.admin, mkdtempSync(path.join(folder, "kubectl-")));
    await kubectl.ok("apply --server-side --force-conflicts -f -", JSON.stringify(object));
  }
});

/** What the extension has logged in a window's server, in all its runs. */
function logText(dataDirectory: string): string {
  const files = globSync("data/logs/*/exthost*/seldon-deployments.*/Seldon.log", { cwd: dataDirectory });
  return files.map(file => readFileSync(path.join(dataDirectory, file), "utf8")).join("\n");
}
