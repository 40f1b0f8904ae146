// Deploys and deletions that are cancelled half-way, by the button of their progress: what is said is what the cluster has.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ResourceType } from "../../client/src/kube/port.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { startHttpRelay, type HttpRelay, type RelayedRequest } from "../kube/support/http-relay.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { readDiary } from "../support/diary.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const SECRETS: ResourceType = { group: "", version: "v1", plural: "secrets", kind: "Secret", isNamespaced: true };
const HOLD = "example.com/hold";
const PATIENCE = { timeout: 60_000, interval: 500 };
const FINAL = readDiary("final.yaml");

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 20 });
const { server, certificateAuthority = "" } = await loadKubeconfig(playground.kubeconfig);
const relay: HttpRelay = await startHttpRelay(server, certificateAuthority);
const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-cancel-"));
const kubeconfig = path.join(folder, "kubeconfig");
const throughRelay = { server: relay.url, "certificate-authority-data": undefined };
writeKubeconfig(kubeconfig, [{ context: "lab", from: playground.kubeconfig, cluster: throughRelay }]);

let cluster: ClusterAccess;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": FINAL },
  environment: { KUBECONFIG: kubeconfig },
  viewport: { width: 1500, height: 1000 },
});
const page = deployWindowOf(() => suite.window);

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
});

afterAll(async () => {
  await cluster.close();
  await relay.close();
  await playground.close();
  rmSync(folder, { recursive: true });
});

test("cancelled between two objects, it says which one is there and which is not", async () => {
  relay.intercept(request => (isWriteOf("seldondeployments", request) ? "silence" : undefined));
  await suite.window.openFile("churn.yaml");
  await page.deploy();
  await suite.window.pick("lab");
  await suite.window.pick("scoring");
  await page.press("Create Namespace");
  await page.press("Deploy");
  await expect.poll(() => relay.requests.some(request => isWriteOf("seldondeployments", request)), PATIENCE).toBe(true);
  await page.cancelProgress(/applying SeldonDeployment churn/u);
  await page.told(
    /^The deploy ended early: you cancelled it\. Applied: Secret models-store\. Not applied: SeldonDeployment churn\./u,
  );
  relay.intercept(undefined);
  expect((await cluster.session.get({ type: SECRETS, namespace: "scoring", name: "models-store" })).kind).toBe(
    "Secret",
  );
  await expect(churn()).rejects.toMatchObject({ reason: "not-found" });
});

test("from the preview that is still open nothing is deployed: it is a copy with hidden values", async () => {
  await suite.window.runCommand("Seldon: Deploy…");
  await page.told(/^There is nothing to deploy because no manifest with a Kubernetes object was chosen\./u);
});

test("deployed again it goes on where it was, and cancelled while it is watched it stays applied", async () => {
  await suite.window.runCommand("Notifications: Clear All Notifications");
  await suite.window.openFile("churn.yaml");
  await page.deploy();
  const consent = await page.dialogText("Deploy");
  expect(consent).toContain("Secret models-store: unchanged");
  await page.press("Deploy");
  // Its title names the deployment and the place; what follows says that it is applied and watched.
  await page.cancelProgress(/scoring in lab.*churn: /su);
  await page.told(
    /^SeldonDeployment churn is not watched any more; it was applied and goes on by itself\. Last seen: .+\.$/u,
  );
  expect(await churn()).toMatchObject({ spec: { predictors: [{ name: "main" }] } });
  await expect.poll(async () => (await churn()).status?.state, { timeout: 100_000, interval: 500 }).toBe("Available");
});

test("a deletion that a finalizer holds is watched until it is cancelled, and says what holds it", async () => {
  const ref = { type: SELDON_DEPLOYMENTS, namespace: "scoring", name: "churn" };
  await cluster.session.mergePatch(ref, { metadata: { finalizers: [HOLD] } });
  await suite.window.runCommand("Seldon: Delete…");
  await page.firstChoice("churn");
  await page.press("Delete");
  await page.cancelProgress(/Deleting SeldonDeployment churn in lab, scoring: waiting for/u);
  await page.told(
    /is not watched any more; its deletion was asked for and goes on by itself\. Still there: SeldonDeployment churn waits for the finalizer example\.com\/hold/u,
  );
  expect((await churn()).metadata.deletionTimestamp).toBeDefined();
  await cluster.session.mergePatch(ref, { metadata: { finalizers: null } });
});

function churn(): Promise<NonNullable<(typeof SELDON_DEPLOYMENTS)["objectType"]>> {
  return cluster.session.get({ type: SELDON_DEPLOYMENTS, namespace: "scoring", name: "churn" });
}

/** A change that is meant, not a dry run. */
function isWriteOf(plural: string, { method, url }: RelayedRequest): boolean {
  return method === "PATCH" && url.pathname.includes(`/${plural}/`) && url.searchParams.get("dryRun") === null;
}
