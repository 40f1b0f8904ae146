// What the window says of a connected cluster: its release of Seldon in the language status, and in a bug report, which names no cluster.
import { afterAll, expect, test } from "vitest";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { deployWindowOf } from "../support/deploy-window.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: iris
spec:
  predictors:
    - name: main
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/v1.17.1/sklearn/iris
`;

const playground = await startPlaygroundProcess({ speed: 60 });

const suite = useSuiteWorkbench({
  files: { "iris.yaml": MANIFEST },
  environment: { KUBECONFIG: playground.kubeconfig },
  settings: { "seldon.version": "1.16.0" },
});
const page = deployWindowOf(() => suite.window);

afterAll(() => playground.close());

test("the language status says which Seldon the cluster has that the manifest goes to", async () => {
  await suite.window.openFile("iris.yaml");
  await suite.window.statusBarItem("No deploy target").waitFor(PATIENCE);
  await suite.window.runCommand("Seldon: Choose Deploy Target…");
  await suite.window.pick(CONTEXT);
  await suite.window.pick("default");
  await page.status(`Seldon 1.17.1 in ${CONTEXT}: Manifests here are checked for 1.16.0. Its CRD serves`);
});

test("a bug report has versions, settings and findings, and says of the cluster what it is, not which", async () => {
  const { window } = suite;
  await window.runCommand("Seldon: Copy Bug Report");
  await window.page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor(PATIENCE);
  const clipboard = (): Promise<string> => window.page.evaluate("navigator.clipboard.readText()");
  await expect.poll(clipboard, PATIENCE).toMatch(/^# Bug report/u);
  const copied = (await clipboard()).replaceAll("\r\n", "\n");
  const report = await window.editorText();
  expect(report).toBe(copied);
  expect(report).toMatch(/^- Seldon Deployments \d+\.\d+\.\d+$/mu);
  expect(report).toMatch(/^- VS Code \d+\.\d+\.\d+ /mu);
  expect(report).toContain('- `seldon.version`: `"1.16.0"`\n');
  expect(report).toMatch(/^- Cluster 1: live, Seldon 1\.17\.1, serves .*\bv1\b/mu);
  expect(report).toContain("- yaml, 12 lines\n");
  const { server } = await loadKubeconfig(playground.kubeconfig);
  for (const secret of [CONTEXT, new URL(server).host, suite.folder, "iris"]) expect(report).not.toContain(secret);
});
