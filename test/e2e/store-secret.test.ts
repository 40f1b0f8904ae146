// A Secret for a model store, made and mended in a real VS Code beside a playground cluster: tried out before anything is applied.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import type { KubeObject } from "../../client/src/kube/port.ts";
import { SECRETS } from "../../client/src/live/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { accessCluster, makeNamespace, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const NAMESPACE = "scoring";
const COMMAND = "Seldon: Create or Repair rclone Secret…";
const TITLE = "Create or Repair rclone Secret";
const ENDPOINT = "http://minio.minio.svc.cluster.local:9000";
/** What the playground's store knows. */
const KEY_ID = "minioadmin";
const KEY = "minioadmin123";
const WRONG_KEY = "planted-wrong-key";
const PICTURES = path.join(projectRoot, ".artifacts", "store-secret");
const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
  namespace: ${NAMESPACE}
spec:
  predictors:
    - name: main
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: s3://models/sklearn/iris # the best of June
`;

const playground = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;

const suite = useSuiteWorkbench({
  files: { "iris.yaml": MANIFEST },
  environment: { KUBECONFIG: playground.kubeconfig },
});
const page = deployWindowOf(() => suite.window);

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  cluster = await accessCluster(playground.kubeconfig);
  await makeNamespace(cluster.session, NAMESPACE);
  await suite.window.openFile("iris.yaml");
  // Its commands are there with its entry in the status bar.
  await suite.window.page.locator(".statusbar-item[id*='seldon.deployTarget']").waitFor();
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

async function dataOf(name: string): Promise<Readonly<Record<string, string>>> {
  const secret = await cluster.session.get<KubeObject>({ type: SECRETS, namespace: NAMESPACE, name });
  const data = z.record(z.string(), z.string()).parse(Reflect.get(secret, "data"));
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]),
  );
}

/** Waits for a line of the open list. */
async function line(words: string): Promise<void> {
  const row = suite.window.page.locator(".quick-input-widget:visible .monaco-list-row", { hasText: words });
  await row.first().waitFor(PATIENCE);
}

async function expectNoKey(): Promise<void> {
  const shown = await suite.window.page.content();
  for (const key of [KEY_ID, KEY, WRONG_KEY]) {
    expect(shown).not.toContain(key);
    expect(shown).not.toContain(Buffer.from(key).toString("base64"));
  }
}

test("a new Secret is tried out, corrected, previewed without its values, applied, and named in the manifest", async () => {
  await suite.window.runCommand(COMMAND);
  await suite.window.pick(CONTEXT);
  await suite.window.pick(NAMESPACE);
  await suite.window.pick("MinIO");
  await page.answer("Endpoint:", ENDPOINT);
  await page.answer("Access key:", WRONG_KEY);
  await page.answer("Secret key:", KEY);
  await page.answer("Name of the Secret", "models-store");
  await line("The store refuses it: InvalidAccessKeyId.");
  await line("exit code 1 (F12)");
  await line("Its log would say: InvalidAccessKeyId");
  await expectNoKey();
  await suite.window.screenshot(path.join(PICTURES, "refused.png"));

  await page.firstChoice("Change the answers");
  await suite.window.pick("MinIO");
  await page.answer("Endpoint:", ENDPOINT);
  await page.answer("Access key:", KEY_ID);
  await page.answer("Secret key:", KEY);
  await page.answer("Name of the Secret", "models-store");
  await line("The initializer copies");
  await suite.window.screenshot(path.join(PICTURES, "listed.png"));
  await page.firstChoice("Apply to");

  const text = await page.dialogText("Apply");
  expect(text).toContain("models-store");
  expect(text).toContain(`Context ${CONTEXT}, namespace ${NAMESPACE}.`);
  expect(text).toContain("The initializer copies");
  await suite.window.screenshot(path.join(PICTURES, "preview.png"));
  await expectNoKey();
  await expect(dataOf("models-store")).rejects.toThrow();
  await page.press("Apply");

  await page.press("Name It");
  await expect.poll(() => suite.window.editorText(), PATIENCE).toContain("envSecretRefName: models-store");
  expect(await suite.window.editorText()).toContain("modelUri: s3://models/sklearn/iris # the best of June\n");
  expect(await dataOf("models-store")).toEqual({
    RCLONE_CONFIG_S3_TYPE: "s3",
    RCLONE_CONFIG_S3_PROVIDER: "Minio",
    RCLONE_CONFIG_S3_ENV_AUTH: "false",
    RCLONE_CONFIG_S3_ENDPOINT: ENDPOINT,
    RCLONE_CONFIG_S3_ACCESS_KEY_ID: KEY_ID,
    RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: KEY,
  });
});

test("a Secret of the cluster is mended: what is to blame comes first, and nothing else changes", async () => {
  const entries = { ...(await dataOf("models-store")), RCLONE_CONFIG_S3_ENDPOINT: "http://minio.absent.svc:9000" };
  await cluster.session.mergePatch<KubeObject>(
    { type: SECRETS, namespace: NAMESPACE, name: "models-store" },
    { stringData: { ...entries, RCLONE_CONFIG_S3_REGION: "eu-central-1" } },
  );
  await suite.window.openFile("iris.yaml");
  await suite.window.runCommand(COMMAND);
  await line("(S09)");
  await line("RCLONE_CONFIG_S3_ENDPOINT");
  await line("set, and perhaps wrong");
  await suite.window.screenshot(path.join(PICTURES, "repair.png"));
  await page.firstChoice("RCLONE_CONFIG_S3_ENDPOINT");
  await page.answer("Endpoint:", ENDPOINT);
  await line("The initializer copies");
  await line("changed, not applied yet");
  await expectNoKey();
  await page.firstChoice("Apply the change");
  await page.dialogText("Apply");
  await suite.window.screenshot(path.join(PICTURES, "repair-preview.png"));
  await expectNoKey();
  await page.press("Apply");
  await expect
    .poll(() => dataOf("models-store"), PATIENCE)
    .toEqual({
      ...entries,
      RCLONE_CONFIG_S3_REGION: "eu-central-1",
      RCLONE_CONFIG_S3_ENDPOINT: ENDPOINT,
    });
});

test("a manifest gets placeholders in place of keys", async () => {
  await suite.window.openFile("iris.yaml");
  await suite.window.replaceText(MANIFEST);
  await suite.window.runCommand(COMMAND);
  await suite.window.pick("MinIO");
  await page.answer("Endpoint:", ENDPOINT);
  await page.answer("Access key:", KEY_ID);
  await page.answer("Secret key:", KEY);
  await page.answer("Name of the Secret", "other-store");
  await line("The initializer copies");
  await page.firstChoice("Write a manifest");
  await page.press("Cancel");
  const text = await suite.window.editorText();
  expect(text).toContain('RCLONE_CONFIG_S3_SECRET_ACCESS_KEY: "<secret-access-key>"');
  expect(text).toContain(`RCLONE_CONFIG_S3_ENDPOINT: "${ENDPOINT}"`);
  expect(text).not.toContain(KEY);
});

test("stopping changes nothing", async () => {
  await suite.window.openFile("iris.yaml");
  await suite.window.runCommand(COMMAND);
  await suite.window.page.locator(".quick-input-widget:visible", { hasText: TITLE }).waitFor(PATIENCE);
  await suite.window.page.keyboard.press("Escape");
  await expect(dataOf("other-store")).rejects.toThrow();
});
