// The explorer beside a live cluster: what is applied from outside shows up by itself, says in words how it is, and goes again.
import { afterAll, beforeAll, expect, test } from "vitest";
import { PODS, type ClusterAccess } from "../support/cluster-access.ts";
import { diarySecret, readDiary } from "../support/diary.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { accessFromOutside } from "../support/outside-access.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { answerInput } from "../support/quick-input.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const CONTEXT = "seldon-playground";
const CHURN = [CONTEXT, "scoring", "churn"] as const;
/** Attempt 4 of the diary, opened down to its graph unit. */
const ATTEMPT = [CONTEXT, "attempt-4", "churn"] as const;
const UNIT = [...ATTEMPT, "main", "scorer"] as const;

const playground = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": readDiary("final.yaml") },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1400, height: 1100 },
});

beforeAll(async () => {
  cluster = await accessFromOutside(playground.kubeconfig);
  explorer = explorerOf(suite.window);
  await explorer.show();
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

test("a cluster without deployments says so", async () => {
  const row = await explorer.rowWhen([CONTEXT, "No SeldonDeployments in this cluster"]);
  expect(row.spoken).toContain("Apply a manifest, and it shows up here by itself.");
  expect(await explorer.badge()).toBe(0);
});

test("the tree grows as a manifest is applied from outside, down to the containers", async () => {
  await cluster.apply(readDiary("final.yaml"), { namespace: "scoring" });
  const unit = [...CHURN, "main", "scorer"];
  await explorer.rowWhen(CHURN);
  await explorer.expand(...unit);
  const pod = await explorer.childWhen(unit, ({ spoken }) => spoken.startsWith("Pod churn-main-0-scorer-"));
  await explorer.expand(...pod.path);
  await explorer.rowWhen([...pod.path, "scorer-model-initializer"], ({ description }) =>
    description.endsWith("completed"),
  );
  await explorer.rowWhen([...pod.path, "scorer"], ({ description }) => description === "model · running");
  await explorer.rowWhen([...pod.path, "seldon-container-engine"], ({ icon }) => icon === "pass");
  const deployment = await explorer.rowWhen(CHURN, ({ icon }) => icon === "pass");
  expect(deployment.spoken).toBe("SeldonDeployment churn, ready, 1/1 ready");
  await explorer.rowWhen([...CHURN, "main"], ({ description }) => description === "all traffic · 1/1 ready");
  await explorer.expand(...CHURN, "Routes");
  await explorer.childWhen([...CHURN, "Routes"], ({ description }) => description === "VirtualService");
  await explorer.collapse(...CHURN);
});

test.for([
  { manifest: "01-duplicate-volume.yaml", namespace: "attempt-1", reason: "model volume is declared twice" },
  {
    manifest: "04-secret-without-remote.yaml",
    namespace: "attempt-4",
    reason: "model-initializer: exit 1 · remote s3 not defined",
  },
  {
    manifest: "06-wrong-server.yaml",
    namespace: "attempt-6",
    reason: "scorer: exit 3 · model file not in /mnt/models",
  },
  {
    manifest: "08-conda-out-of-memory.yaml",
    namespace: "attempt-8",
    reason: "scorer: OOMKilled · out of memory in conda",
  },
] as const)("$manifest: why it does not come up stands on its row", async ({ manifest, namespace, reason }) => {
  const failing = await explorer.badge();
  if (!readDiary(manifest).includes("kind: Secret")) await cluster.apply(diarySecret, { namespace });
  await cluster.apply(readDiary(manifest), { namespace });
  const row = await explorer.rowWhen(
    [CONTEXT, namespace, "churn"],
    ({ icon, description }) => icon === "error" && description.startsWith(reason),
  );
  expect(row.spoken).toMatch(/^SeldonDeployment churn, failed, /u);
  await explorer.rowWhen([CONTEXT, namespace], ({ description }) => description === "1 deployment · 1 failing");
  expect(await explorer.badge()).toBe(failing + 1);
});

test("the tooltip says what the reason means and what to do", async () => {
  const tooltip = await explorer.tooltip(ATTEMPT);
  expect(tooltip).toContain("SeldonDeployment churn: failed");
  expect(tooltip).toContain("model-initializer: exit 1 · remote s3 not defined");
  expect(tooltip).toContain("What to do: Name a Secret in envSecretRefName");
  expect(tooltip).not.toContain("RBAC");
});

test("a pod that is replaced leaves the rows above it open and selected", async () => {
  await explorer.expand(...UNIT.slice(0, -1));
  // A click selects, and opens what is closed.
  await explorer.click(...UNIT);
  await explorer.expand(...UNIT);
  const before = await explorer.childWhen(UNIT);
  // The label leaves out what the row above says.
  const [name = ""] = /(?<=^Pod )[^,]+/.exec(before.spoken) ?? [];
  await cluster.session.delete({ type: PODS, name, namespace: "attempt-4" });
  await explorer.childWhen(UNIT, ({ label }) => label !== before.label);
  await explorer.rowsWhen(rows => rows.every(({ label }) => label !== before.label));
  const unit = await explorer.rowWhen(UNIT);
  expect(unit).toMatchObject({ isExpanded: true, isSelected: true });
});

test("a manifest that is mended makes the row well, where it stands", async () => {
  // The pod that came last has not failed yet.
  await explorer.rowWhen(ATTEMPT, ({ icon }) => icon === "error");
  const failing = await explorer.badge();
  await cluster.apply(readDiary("final.yaml"), { namespace: "attempt-4" });
  await explorer.rowWhen(ATTEMPT, ({ icon, description }) => icon === "pass" && description === "1/1 ready");
  expect(await explorer.rowWhen(UNIT)).toMatchObject({ isExpanded: true, isSelected: true });
  expect(await explorer.badge()).toBe(failing - 1);
});

test("what is deleted from outside goes, its namespace with it", async () => {
  await cluster.deleteDeployment("attempt-4", "churn");
  await explorer.rowsWhen(rows => rows.every(({ label }) => label !== "attempt-4"));
});

test("a filter leaves what it names and says that it is on", async () => {
  await suite.window.runCommand("Seldon: Filter Deployments…");
  await answerInput(suite.window.page, "Shows only deployments with this", "ATTEMPT-8");
  const rows = await explorer.rowsWhen(all => all.length === 3);
  expect(rows.at(-1)?.path).toEqual([CONTEXT, "attempt-8", "churn"]);
  await explorer.pane.getByText("Filter: ATTEMPT-8").waitFor();
  await suite.window.runCommand("Seldon: Clear Filter of Deployments");
  await explorer.rowWhen(CHURN);
});

test("nothing of it was told in a notification", async () => {
  expect(await suite.window.notifications()).toEqual([]);
});
