// Pictures of the explorer: for people to look at in .artifacts/, and with SELDON_UPDATE_SCREENSHOTS=1 the README's.
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApiServer } from "../../playground/src/api-server/start.ts";
import { playgroundCrds } from "../../playground/src/api-server/crds/playground-crds.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { accessCluster, CLUSTER_ROLE_BINDINGS } from "../support/cluster-access.ts";
import { diarySecret, readDiary } from "../support/diary.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const MAX_BYTES = 200_000;
const MANIFEST = "04-secret-without-remote.yaml";
const FAILING = ["staging", "pricing", "churn"] as const;

const pictures = path.join(projectRoot, ".artifacts", "screenshots");
const readmePictures = process.env["SELDON_UPDATE_SCREENSHOTS"] === "1" ? path.join(projectRoot, "media") : pictures;

const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-pictures-"));
const kubeconfig = path.join(folder, "kubeconfig");
const playground = await startPlaygroundProcess({ speed: 60 });
const strict = await startApiServer({ crds: playgroundCrds() });
const bare = await startApiServer();
const source = (name: string): string => path.join(folder, name);
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { [MANIFEST]: readDiary(MANIFEST) },
  folderName: "diary",
  file: MANIFEST,
  environment: { KUBECONFIG: kubeconfig },
  viewport: { width: 1280, height: 800 },
  settings: { "editor.minimap.enabled": false, "editor.stickyScroll.enabled": false },
});

beforeAll(async () => {
  for (const [server, name] of [
    [strict, "strict"],
    [bare, "bare"],
  ] as const) {
    server.writeKubeconfig(source(name), "admin");
    server.writeKubeconfig(source(`${name}-user`), "viewer");
  }
  const guarded = await accessCluster(source("strict"));
  await guarded.session.delete({ type: CLUSTER_ROLE_BINDINGS, name: "viewers" });
  await guarded.close();
  const cluster = await accessCluster(playground.kubeconfig);
  await cluster.apply(readDiary("01-duplicate-volume.yaml"), { namespace: "fraud", name: "accounts" });
  await cluster.apply(diarySecret, { namespace: "fraud" });
  await cluster.apply(readDiary("08-conda-out-of-memory.yaml"), { namespace: "fraud", name: "conda" });
  await cluster.apply(readDiary("final.yaml"), { namespace: "fraud", name: "cards" });
  await cluster.apply(readDiary("06-wrong-server.yaml"), { namespace: "fraud", name: "wrong-server" });
  await cluster.apply(readDiary(MANIFEST), { namespace: "pricing" });
  await cluster.close();
  explorer = explorerOf(suite.window);
  await explorer.show();
  await widen(90);
});

afterAll(async () => {
  await playground.close();
  await strict.close();
  await bare.close();
  rmSync(folder, { recursive: true });
});

test("no cluster at all", async () => {
  await explorer.welcome.getByText("No kubeconfig file names a cluster.").waitFor();
  await take(pictures, "explorer-welcome");
  // A login or a tool that makes clusters writes the file, which is noticed.
  writeKubeconfig(kubeconfig, [
    { context: "staging", from: playground.kubeconfig },
    { context: "production", from: source("strict-user") },
    { context: "minikube", from: source("bare") },
    { context: "old-cluster", from: source("bare"), cluster: { server: "https://127.0.0.1:9" } },
  ]);
  await explorer.rowWhen(["staging", "fraud", "cards"]);
});

test("the README's picture: a cluster's deployments and why they do not come up", async () => {
  await explorer.rowWhen(["staging", "fraud", "cards"], ({ icon }) => icon === "pass");
  await explorer.rowWhen(["staging", "fraud", "conda"], ({ description }) => description.includes("out of memory"));
  await explorer.rowWhen(["staging", "fraud", "wrong-server"], ({ description }) => description.includes("model file"));
  await explorer.expand(...FAILING, "main", "scorer");
  const pod = await explorer.childWhen([...FAILING, "main", "scorer"]);
  await explorer.expand(...pod.path);
  await takeWithTooltip(readmePictures, "screenshot-explorer");
});

test("states of clusters that have nothing to show", async () => {
  await explorer.collapse("staging");
  for (const context of ["production", "minikube", "old-cluster"]) {
    await explorer.expand(context);
    await explorer.childWhen([context], ({ icon }) => icon !== "loading");
  }
  await take(pictures, "explorer-states");
  await explorer.tooltip(["production", "No right to list"], { use: () => take(pictures, "explorer-forbidden") });
  await explorer.tooltip(["minikube", "How to install Seldon Core"], {
    use: () => take(pictures, "explorer-no-seldon"),
  });
  await explorer.expand(...FAILING);
});

test.each(["light", "high-contrast-dark", "high-contrast-light", "dark"] as const)("the tree in %s", async theme => {
  await suite.window.switchTheme(theme);
  await takeWithTooltip(pictures, `explorer-${theme}`);
});

/** With the mouse on the container that fails. */
async function takeWithTooltip(into: string, name: string): Promise<void> {
  const { path: pod } = await explorer.childWhen([...FAILING, "main", "scorer"]);
  const use = (): Promise<void> => take(into, name);
  await explorer.tooltip([...pod, "scorer-model-initializer"], { holding: "What to do", use });
}

/** Makes the sidebar wider by so many pixels. */
async function widen(pixels: number): Promise<void> {
  const { page } = suite.window;
  const edge = await page.locator(".part.sidebar").boundingBox();
  if (!edge) throw new Error("The sidebar is not shown.");
  await page.mouse.move(edge.x + edge.width, edge.y + edge.height / 2);
  await page.mouse.down();
  await page.mouse.move(edge.x + edge.width + pixels, edge.y + edge.height / 2, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(0, 0);
}

async function take(into: string, name: string): Promise<void> {
  const file = path.join(into, `${name}.png`);
  await suite.window.screenshot(file, { restsMouse: false });
  expect(statSync(file).size).toBeLessThan(MAX_BYTES);
}
