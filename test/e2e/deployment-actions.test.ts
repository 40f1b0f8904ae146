// What the explorer's rows let one do, in a real VS Code beside a playground cluster: read, jump to the manifest and back, change.
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { KubeObject, ResourceType } from "../../client/src/kube/port.ts";
import { DEPLOYMENTS, PODS, SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 30_000 };
const NAMESPACE = "scoring";
const IRIS = ["seldon-playground", NAMESPACE, "iris"] as const;
const MANIFEST = `apiVersion: v1
kind: ConfigMap
metadata:
  name: beside
---
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main
      replicas: 1
      traffic: 90
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
    - name: canary
      traffic: 10
      graph:
        name: candidate
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.18.0/sklearn/iris
`;

const WEBHOOKS: ResourceType = {
  group: "admissionregistration.k8s.io",
  version: "v1",
  plural: "validatingwebhookconfigurations",
  kind: "ValidatingWebhookConfiguration",
  isNamespaced: false,
};
/** A webhook that nobody answers for. */
const REFUSES_ALL: KubeObject = {
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingWebhookConfiguration",
  metadata: { name: "refuses-all" },
  webhooks: [
    {
      name: "refuses-all.example.com",
      admissionReviewVersions: ["v1"],
      sideEffects: "None",
      timeoutSeconds: 1,
      clientConfig: { url: "https://127.0.0.1:1/validate" },
      rules: [
        {
          apiGroups: ["machinelearning.seldon.io"],
          apiVersions: ["*"],
          operations: ["UPDATE"],
          resources: ["seldondeployments"],
        },
      ],
    },
  ],
};

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { "deploy/iris.yaml": MANIFEST, "deploy/other.yaml": MANIFEST.replaceAll("iris", "wine") },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1400, height: 1100 },
});

const page = deployWindowOf(() => suite.window);

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
  await cluster.apply(MANIFEST, { namespace: NAMESPACE, name: "iris" });
  explorer = explorerOf(suite.window);
  await explorer.show();
  await explorer.expand(...IRIS, "canary");
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

test("Open Manifest leads to the line of the predictor", async () => {
  await explorer.pickFromMenu("Open Manifest", ...IRIS, "canary");
  await tab("iris.yaml").waitFor();
  await suite.window.page.locator("#status\\.editor\\.selection", { hasText: "Ln 19" }).waitFor();
});

test("Show in Seldon Explorer leads from there to the predictor's row", async () => {
  await explorer.collapse("seldon-playground");
  await suite.window.goto(await suite.window.positionOf("name: main"));
  await suite.window.runCommand("Seldon: Show in Seldon Explorer");
  await explorer.rowWhen([...IRIS, "main"], row => row.isSelected);
});

test("Describe tells the whole chain", async () => {
  await explorer.rowWhen(IRIS, ({ icon }) => icon === "pass");
  await explorer.pickFromMenu("Describe", ...IRIS);
  await tab("iris.txt").waitFor();
  const text = await suite.window.editorText();
  expect(text).toMatch(/^SeldonDeployment iris\n/u);
  expect(text).toMatch(/Traffic: +90 % of traffic/u);
  expect(text).toMatch(/Init container classifier-model-initializer\n/u);
  expect(text).toMatch(/Events\n +LAST SEEN/u);
});

test("Show Events is a timeline", async () => {
  await explorer.pickFromMenu("Show Events", ...IRIS);
  await tab("iris events.txt").waitFor();
  expect(await suite.window.editorText()).toMatch(/Normal +ScalingReplicaSet +Deployment\/iris-/u);
});

test("Show Live Object has no bookkeeping, and shows the status when asked", async () => {
  await explorer.pickFromMenu("Show Live Object", ...IRIS);
  await tab("iris.yaml").waitFor();
  const text = await suite.window.editorText();
  expect(text).toMatch(/^apiVersion: machinelearning\.seldon\.io\/v1\nkind: SeldonDeployment\n/u);
  expect(text).not.toMatch(/uid:|managedFields|last-applied|^status:/mu);
  await suite.window.runCommand("Seldon: Show or Hide Status");
  await expect.poll(() => suite.window.editorText(), PATIENCE).toMatch(/^status:$/mu);
});

test("Scale sets the number of the predictor that was pointed at", async () => {
  await explorer.pickFromMenu("Scale…", ...IRIS, "main");
  await page.answer("Scale", "2");
  const preview = await page.dialogText("Scale");
  expect(preview).toContain("spec.predictors[main].replicas: 1 → 2");
  expect(preview).toContain("pods of main: 1 → 2, spec.predictors[main].replicas decides");
  expect(preview).toContain("they were asked by a dry run");
  expect((await iris()).spec?.predictors?.[0]?.replicas).toBe(1);
  await page.press("Scale");
  await expect.poll(async () => (await iris()).spec?.predictors?.[0]?.replicas, PATIENCE).toBe(2);
  expect(await suite.window.notifications()).toContainEqual(
    expect.stringContaining("spec.predictors[main].replicas is 2"),
  );
});

test("Restart asks first and then replaces the pods", async () => {
  await explorer.pickFromMenu("Restart Pods…", ...IRIS, "canary");
  const preview = await page.dialogText("Restart");
  expect(preview).toMatch(/iris-canary-\S+: 1 pod is replaced/u);
  expect(preview).toContain("they were asked by a dry run");
  expect(preview).not.toContain("iris-main");
  await page.press("Restart");
  await expect
    .poll(async () => JSON.stringify(await cluster.session.list(DEPLOYMENTS, { namespace: NAMESPACE })), PATIENCE)
    .toContain("kubectl.kubernetes.io/restartedAt");
});

test("a forwarded port stands in the status bar until it is stopped", async () => {
  await explorer.pickFromMenu("Forward Port…", ...IRIS, "main");
  await suite.window.pick("Service iris-main");
  await suite.window.statusBarItem("1 forwarded port").click();
  await suite.window.pick("Stop all");
  await suite.window.statusBarItem("1 forwarded port").waitFor({ state: "hidden" });
});

test("Copy Name and Copy kubectl Line fill the clipboard", async () => {
  await explorer.pickFromMenu("Copy Name", ...IRIS);
  await expect.poll(clipboard, PATIENCE).toBe("iris");
  await explorer.pickFromMenu("Copy kubectl Line…", ...IRIS);
  await suite.window.pick("Delete");
  await expect.poll(clipboard, PATIENCE).toBe("kubectl --context seldon-playground -n scoring delete sdep/iris");
});

test("Delete names what goes with it, and does nothing when it is cancelled", async () => {
  await explorer.pickFromMenu("Delete…", ...IRIS);
  const dialog = suite.window.page.locator(".monaco-dialog-box");
  await expect.poll(() => dialog.innerText(), PATIENCE).toMatch(/2 Deployments, \d+ pods, \d Services/u);
  await suite.window.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
  expect((await iris()).metadata.deletionTimestamp).toBeUndefined();
});

test("what the cluster refuses is said before anything is asked or done", async () => {
  await cluster.session.create<KubeObject>(WEBHOOKS, REFUSES_ALL);
  onTestFinished(() => cluster.session.delete({ type: WEBHOOKS, name: REFUSES_ALL.metadata.name }).then(() => {}));
  await explorer.pickFromMenu("Scale…", ...IRIS, "main");
  await page.answer("Scale", "3");
  await page.told(
    /^"Scale" was not done because the cluster refuses it for SeldonDeployment iris: .*It was only tried out/u,
  );
  expect((await iris()).spec?.predictors?.[0]?.replicas).toBe(2);
});

test("Delete takes it away, and says when it and its pods are gone", async () => {
  await explorer.pickFromMenu("Delete…", ...IRIS);
  await page.press("Delete");
  await page.told(
    /^SeldonDeployment iris is gone from seldon-playground, scoring after \d+ s, and so are 2 Deployments/u,
  );
  const pods = (await cluster.session.list(PODS, { namespace: NAMESPACE })).items;
  expect(pods.filter(({ metadata }) => metadata.labels?.["seldon-deployment-id"] === "iris")).toEqual([]);
  await explorer.rowsWhen(rows => !rows.some(({ label }) => label === "iris"));
});

function iris(): Promise<NonNullable<(typeof SELDON_DEPLOYMENTS)["objectType"]>> {
  return cluster.session.get({ type: SELDON_DEPLOYMENTS, namespace: NAMESPACE, name: "iris" });
}

function tab(name: string): ReturnType<typeof suite.window.page.locator> {
  return suite.window.page.locator(".tab.active", { has: suite.window.page.getByText(name, { exact: true }) });
}

async function clipboard(): Promise<string> {
  return await suite.window.page.evaluate<string>("navigator.clipboard.readText()");
}
