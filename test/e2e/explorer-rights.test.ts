// The explorer for people whom RBAC lets do less: what they may not do is said, and what they may see is shown.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { playgroundCrds } from "../../playground/src/api-server/crds/playground-crds.ts";
import { startApiServer } from "../../playground/src/api-server/start.ts";
import { accessCluster, CLUSTER_ROLE_BINDINGS, grantNamespace, type ClusterAccess } from "../support/cluster-access.ts";
import { readDiary } from "../support/diary.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { answerInput } from "../support/quick-input.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-rights-"));
const kubeconfig = path.join(folder, "kubeconfig");
const playground = await startPlaygroundProcess();
/** A cluster where only its administrator has any right. */
const strict = await startApiServer({ crds: playgroundCrds() });
strict.writeKubeconfig(path.join(folder, "admin"), "admin");
strict.writeKubeconfig(path.join(folder, "user"), "viewer");
writeKubeconfig(kubeconfig, [
  { context: "viewer", from: playground.viewerKubeconfig },
  { context: "elsewhere", from: path.join(folder, "user") },
  { context: "own-namespace", from: path.join(folder, "user"), namespace: "scoring" },
  { context: "anonymous", from: path.join(folder, "user"), user: {} },
]);

let shared: ClusterAccess;
let administered: ClusterAccess;
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": readDiary("final.yaml") },
  environment: { KUBECONFIG: kubeconfig },
});

beforeAll(async () => {
  shared = await accessCluster(playground.kubeconfig);
  await shared.apply(readDiary("01-duplicate-volume.yaml"), { namespace: "scoring" });
  administered = await accessCluster(path.join(folder, "admin"));
  await administered.session.delete({ type: CLUSTER_ROLE_BINDINGS, name: "viewers" });
  for (const namespace of ["scoring", "fraud"]) await administered.apply(readDiary("final.yaml"), { namespace });
  explorer = explorerOf(suite.window);
  await explorer.show();
});

afterAll(async () => {
  await shared.close();
  await administered.close();
  await playground.close();
  await strict.close();
  rmSync(folder, { recursive: true });
});

test("who may only read sees everything, and the entries that RBAC forbids are greyed out", async () => {
  const deployment = ["viewer", "scoring", "churn"];
  await explorer.rowWhen(deployment, ({ icon }) => icon === "error");
  // What RBAC forbids is asked when the namespace is first shown.
  expect(await explorer.tooltip(deployment, { holding: "RBAC" })).toContain(
    "RBAC does not let you: delete SeldonDeployments, scale SeldonDeployments, change traffic, restart Deployments, forward ports.",
  );
  const menu = await explorer.menu(...deployment);
  const isEnabled = (title: string): boolean | undefined => menu.find(entry => entry.title === title)?.isEnabled;
  for (const title of ["Delete…", "Scale…", "Restart Pods…", "Forward Port…"]) {
    expect.soft(isEnabled(title), title).toBe(false);
  }
  for (const title of ["Follow Log", "Describe", "Show Live Object"]) expect.soft(isEnabled(title), title).toBe(true);
});

test.for([
  { context: "elsewhere", words: 'User "viewer" cannot list resource "seldondeployments"' },
  { context: "anonymous", words: 'User "system:anonymous" cannot' },
])("who has no rights reads so: $context", async ({ context, words }) => {
  await explorer.expand(context);
  await explorer.rowWhen([context], ({ description }) => description === "no rights");
  const row = await explorer.childWhen([context]);
  expect(row).toMatchObject({ label: "No right to list", description: "choose namespaces", icon: "warning" });
  expect(row.spoken).toContain(words);
});

test("with rights to one namespace only, that one is shown", async () => {
  await grantNamespace(administered.session, "scoring", "viewers");
  await explorer.expand("own-namespace");
  await explorer.rowWhen(["own-namespace"], ({ description }) => description === "only scoring");
  await explorer.rowWhen(["own-namespace", "scoring", "churn"]);
  const rows = await explorer.rows();
  expect(rows.filter(({ label }) => label === "fraud")).toEqual([]);
});

test("a click where nothing may be listed asks for namespaces", async () => {
  await explorer.click("elsewhere", "No right to list");
  await answerInput(suite.window.page, "Namespaces of elsewhere", "scoring");
  await explorer.rowWhen(["elsewhere", "scoring", "churn"]);
});

test("nothing of it was told in a notification", async () => {
  expect(await suite.window.notifications()).toEqual([]);
});
