// What stands between a deploy and a cluster that must not be changed by accident.
import { afterAll, beforeAll, expect, test } from "vitest";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { startPlaygroundProcess, type PlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
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

const playground: PlaygroundProcess = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;

const suite = useSuiteWorkbench({
  files: { "wine.yaml": TEMPLATE },
  environment: { KUBECONFIG: playground.kubeconfig },
  settings: { "seldon.protectedContexts": ["*playground*"] },
});

beforeAll(async () => {
  cluster = await accessCluster(playground.kubeconfig);
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

test("in a protected context nothing is deployed before its name has been typed", async () => {
  const { window } = suite;
  await window.openFile("wine.yaml");
  await window.runCommand("Seldon: Deploy…");
  await window.pick(CONTEXT);
  await window.pick("default");
  await answer("{{ model_location }} for default in seldon-playground", "gs://seldon-models/v1.17.1/sklearn/iris");
  await window.page.locator(".monaco-diff-editor .editor.modified", { hasText: "sklearn/iris" }).waitFor(PATIENCE);
  await answer("Deploy SeldonDeployment wine", "production");
  await input("Deploy SeldonDeployment wine")
    .locator(".quick-input-message", { hasText: "Not the name yet." })
    .waitFor();
  await window.page.keyboard.press("Escape");
  await input("Deploy SeldonDeployment wine").waitFor({ state: "hidden" });
  expect((await cluster.session.list(SELDON_DEPLOYMENTS, { namespace: "default" })).items).toEqual([]);
});

test("the name that was typed deploys, and the file is still a template", async () => {
  const { window } = suite;
  await window.openFile("wine.yaml");
  await window.runCommand("Seldon: Deploy…");
  await answer("Deploy SeldonDeployment wine", CONTEXT);
  await expect
    .poll(() => window.notifications(), PATIENCE)
    .toContainEqual(expect.stringMatching(/^SeldonDeployment wine is available in default in seldon-playground/u));
  expect(suite.read("wine.yaml")).toBe(TEMPLATE);
});

function input(title: string): ReturnType<typeof suite.window.page.locator> {
  return suite.window.page.locator(".quick-input-widget:visible", { hasText: title });
}

async function answer(title: string, text: string): Promise<void> {
  const field = input(title).locator("input[type=text]");
  await field.fill(text, PATIENCE);
  await field.press("Enter");
}
