// What stands between a deploy and a cluster that must not be changed by accident.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { startHttpRelay, type HttpRelay } from "../kube/support/http-relay.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const TARGET = `default in ${CONTEXT}`;
/** As Jinja writes it, which is no YAML before it is filled in. */
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
        modelUri: {{ model_location }}
`;
const MANIFEST = TEMPLATE.replace("{{ model_location }}", "gs://seldon-models/v1.17.1/sklearn/iris").replace(
  "wine",
  "iris",
);

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
const { server, certificateAuthority = "" } = await loadKubeconfig(playground.kubeconfig);
/** Shows whether the cluster is asked for anything. */
const relay: HttpRelay = await startHttpRelay(server, certificateAuthority);
const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-guards-"));
const relayed = path.join(folder, "kubeconfig");
const throughRelay = { server: relay.url, "certificate-authority-data": undefined };
writeKubeconfig(relayed, [{ context: CONTEXT, from: playground.kubeconfig, cluster: throughRelay }]);

let cluster: ClusterAccess;

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
});

afterAll(async () => {
  await cluster.close();
  await relay.close();
  await playground.close();
  rmSync(folder, { recursive: true });
});

describe("in a protected context", () => {
  const suite = useSuiteWorkbench({
    files: { "wine.yaml": TEMPLATE },
    environment: { KUBECONFIG: playground.kubeconfig },
    settings: { "seldon.protectedContexts": ["*playground*"] },
  });
  const page = deployWindowOf(() => suite.window);

  test("nothing is deployed before its name has been typed", async () => {
    const { window } = suite;
    await window.openFile("wine.yaml");
    await page.deploy();
    await window.pick(CONTEXT);
    await window.pick("default");
    await page.answer(`{{ model_location }} for ${TARGET}`, "gs://seldon-models/v1.17.1/sklearn/iris");
    await window.page.locator(".monaco-diff-editor .editor.modified", { hasText: "sklearn/iris" }).waitFor(PATIENCE);
    const input = page.input("Deploy SeldonDeployment wine");
    await input.locator("input[type=text]").fill("production", PATIENCE);
    await input.locator("input[type=text]").press("Enter");
    await input.locator(".quick-input-message", { hasText: "Not the name yet." }).waitFor();
    await window.page.keyboard.press("Escape");
    await input.waitFor({ state: "hidden" });
    expect(await names()).toEqual([]);
  });

  test("the name that was typed deploys, and the file is still a template", async () => {
    await suite.window.openFile("wine.yaml");
    await page.deploy();
    await page.answer("Deploy SeldonDeployment wine", CONTEXT);
    await page.told(/^SeldonDeployment wine is available in default in seldon-playground/u);
    expect(suite.read("wine.yaml")).toBe(TEMPLATE);
  });
});

describe("for a user who wants to look only, and wants no code lens", () => {
  const suite = useSuiteWorkbench({
    files: { "iris.yaml": MANIFEST },
    environment: { KUBECONFIG: playground.kubeconfig },
    settings: { "seldon.readOnly": true, "seldon.codeLens": false },
  });
  const page = deployWindowOf(() => suite.window);

  test("a deploy and a way back say why they are not done", async () => {
    await suite.window.openFile("iris.yaml");
    await page.deploy();
    await page.told(/^"Deploy" was not done because the setting seldon\.readOnly forbids changes to clusters\./u);
    await suite.window.runCommand("Seldon: Roll Back…");
    await page.told(/^"Roll Back" was not done because the setting seldon\.readOnly/u);
    expect(await names()).not.toContain("iris");
  });

  test("what a deploy would change can be looked at", async () => {
    await suite.window.openFile("iris.yaml");
    await suite.window.runCommand("Seldon: Diff with Cluster");
    await suite.window.pick(CONTEXT);
    await suite.window.pick("default");
    const preview = suite.window.page.locator(".monaco-diff-editor .editor.modified", { hasText: "sklearn/iris" });
    await preview.waitFor(PATIENCE);
    await suite.window.closeEditor();
    expect(await names()).not.toContain("iris");
  });

  test("the target is remembered, and no code lens offers it until the setting is switched on", async () => {
    await suite.window.openFile("iris.yaml");
    await suite.window.statusBarItem(TARGET).waitFor();
    await page.status("Not deployed");
    const lenses = suite.window.page.locator(".codelens-decoration a");
    expect(await lenses.count()).toBe(0);
    mkdirSync(path.join(suite.folder, ".vscode"));
    const set = (settings: Readonly<Record<string, boolean>>): void =>
      writeFileSync(path.join(suite.folder, ".vscode", "settings.json"), JSON.stringify(settings));
    set({ "seldon.codeLens": true });
    await expect
      .poll(() => lenses.allInnerTexts(), PATIENCE)
      .toEqual([`Deploy to ${TARGET}`, "Diff", "Graph", "Predict"]);
    set({ "seldon.codeLens": true, "seldon.codeLensKinds.deploy": false, "seldon.codeLensKinds.graph": false });
    await expect.poll(() => lenses.allInnerTexts(), PATIENCE).toEqual(["Predict"]);
  });
});

describe("in a folder that is trusted no more", () => {
  const suite = useSuiteWorkbench({
    files: { "iris.yaml": MANIFEST },
    environment: { KUBECONFIG: relayed },
    trust: "ask",
    settings: { "security.workspace.trust.startupPrompt": "never" },
  });
  const lenses = (): ReturnType<typeof suite.window.page.locator> =>
    suite.window.page.locator(".codelens-decoration a", { hasText: /^(Deploy|Diff)/u });

  test("a target is chosen while it is trusted", async () => {
    await suite.window.statusBarItem("Restricted Mode").waitFor();
    await suite.window.trustFolder();
    await suite.window.openFile("iris.yaml");
    await suite.window.statusBarItem("No deploy target").waitFor();
    await suite.window.runCommand("Seldon: Choose Deploy Target…");
    await suite.window.pick(CONTEXT);
    await suite.window.pick("default");
    await suite.window.statusBarItem(TARGET).waitFor();
    await expect.poll(() => lenses().count(), PATIENCE).toBe(2);
  });

  test("the remembered target neither shows nor is contacted in Restricted Mode", async () => {
    await suite.window.distrustFolder();
    await suite.window.openFile("iris.yaml");
    // The extension has started anew when its server speaks of the manifest.
    await expect.poll(() => lenses().count(), PATIENCE).toBe(0);
    await suite.window.statusBarItem(TARGET).waitFor({ state: "detached" });
    const asked = relay.requests.length;
    expect(await paletteHas("Seldon: Show Log")).toBe(true);
    expect(await paletteHas("Seldon: Deploy…")).toBe(false);
    expect(await paletteHas("Seldon: Diff with Cluster")).toBe(false);
    expect(relay.requests.slice(asked)).toEqual([]);
    expect(await names()).not.toContain("iris");
  });

  test("trusted again it is there as before", async () => {
    await suite.window.trustFolder();
    await suite.window.openFile("iris.yaml");
    await suite.window.statusBarItem(TARGET).waitFor();
    await expect.poll(() => lenses().count(), PATIENCE).toBe(2);
  });

  async function paletteHas(title: string): Promise<boolean> {
    const { page: window } = suite.window;
    await window.keyboard.press("F1");
    const widget = window.locator(".quick-input-widget:visible");
    await widget.locator("input[type=text]").fill(`>${title}`);
    const rows = widget.locator(".quick-input-list .monaco-list-row");
    await rows.first().waitFor();
    const labels = await rows.locator(".label-name").allInnerTexts();
    await window.keyboard.press("Escape");
    return labels.includes(title);
  }
});

async function names(): Promise<string[]> {
  const { items } = await cluster.session.list(SELDON_DEPLOYMENTS, { namespace: "default" });
  return items.map(({ metadata }) => metadata.name);
}
