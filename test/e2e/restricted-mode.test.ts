// A folder that is not trusted: manifests are checked and mended as usual, since nothing of that leaves the editor.
import { expect, test } from "vitest";
import { readDiary } from "../support/diary.ts";
import { explorerOf } from "../support/explorer-page.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PARAMETER = "07-unknown-parameter.yaml";

const suite = useSuiteWorkbench({
  files: { [PARAMETER]: readDiary(PARAMETER) },
  file: PARAMETER,
  trust: "ask",
  environment: { KUBECONFIG: "/nowhere/kubeconfig" },
  // Restricted without the question first.
  settings: { "security.workspace.trust.startupPrompt": "never" },
});

test("in restricted mode a problem is found, explained and mended", async () => {
  const { window } = suite;
  await window.statusBarItem("Restricted Mode").waitFor();
  await window.problemsWhen(all => all.some(({ code }) => code === "server-parameters"));
  expect(await window.hoverAt("XGBOOST_SERVER", "seldonio/xgboostserver")).toContain("model.bst");
  const lightBulb = await window.lightBulb("model_file_name\n");
  await lightBulb.apply("Remove the parameter model_file_name");
  await window.problemsWhen(all => all.length === 0);
  await window.undo();
  await window.problemsWhen(all => all.length === 1);
});

test("in restricted mode the explorer contacts no cluster and says so", async () => {
  const explorer = explorerOf(suite.window);
  await explorer.show();
  await explorer.welcome.getByText("Clusters are not contacted from a workspace that you do not trust.").waitFor();
  expect(await explorer.welcome.locator(".monaco-button").allInnerTexts()).toEqual(["Manage Workspace Trust"]);
});

test("once the folder is trusted everything goes on", async () => {
  const { window } = suite;
  await window.trustFolder();
  await window.openFile(PARAMETER);
  await window.problemsWhen(all => all.some(({ code }) => code === "server-parameters"));
});

test("once the folder is trusted the explorer looks for clusters", async () => {
  const explorer = explorerOf(suite.window);
  await explorer.show();
  await explorer.welcome.getByText("No kubeconfig file names a cluster.").waitFor();
});
