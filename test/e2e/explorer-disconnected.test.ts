// The explorer while a cluster is away: what was last known stays and says so, nothing pops up or spins, and it mends itself.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { playgroundCrds } from "../../playground/src/api-server/crds/playground-crds.ts";
import { startApiServer } from "../../playground/src/api-server/start.ts";
import { accessCluster, type ClusterAccess } from "../support/cluster-access.ts";
import { readDiary } from "../support/diary.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** The context and the time of day since when nothing has been heard. */
const LOST = /^as of \d\d:\d\d:\d\d · connection lost$/u;

const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-disconnected-"));
const kubeconfig = path.join(folder, "kubeconfig");
const admin = path.join(folder, "admin");
/** An API server with nothing behind it, which can be stopped and started again with all it has. */
let server = await startApiServer({ crds: playgroundCrds() });
/** A process, which can be frozen: its port stays open and nobody answers. */
const playground = await startPlaygroundProcess();
writeContexts();

let cluster: ClusterAccess;
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": readDiary("final.yaml") },
  environment: { KUBECONFIG: kubeconfig },
});

beforeAll(async () => {
  cluster = await accessCluster(admin);
  await cluster.apply(readDiary("final.yaml"), { namespace: "scoring" });
  const other = await accessCluster(playground.kubeconfig);
  await other.apply(readDiary("final.yaml"), { namespace: "scoring" });
  await other.close();
  explorer = explorerOf(suite.window);
  await explorer.show();
  await explorer.expand("stopped", "scoring", "churn", "main");
  await explorer.expand("frozen", "scoring", "churn", "main");
});

// Whatever happened: nobody was interrupted, and nothing pretends that waiting helps.
afterEach(async () => {
  await expect.poll(() => explorer.isSpinning(), { timeout: 10_000 }).toBe(false);
  expect(await suite.window.page.locator(".monaco-dialog-box:visible").count()).toBe(0);
  expect(await suite.window.notifications()).toEqual([]);
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
  await server.close();
  rmSync(folder, { recursive: true });
});

test("a cluster that was never reached says that it does not answer", async () => {
  await explorer.expand("nowhere");
  await explorer.rowWhen(["nowhere"], ({ description }) => description === "not reachable");
  const row = await explorer.childWhen(["nowhere"]);
  expect(row).toMatchObject({ label: "No answer", description: "retry now" });
  expect(row.spoken).toContain("nothing listens there");
});

test("a server that is stopped leaves its rows, says since when, and is found again when it is back", async () => {
  await server.stop();
  await explorer.rowWhen(["stopped"], ({ description }) => LOST.test(description));
  const row = await explorer.childWhen(["stopped"], ({ icon }) => icon === "warning");
  expect(row).toMatchObject({ label: "No answer", description: "retry now" });
  expect(row.spoken).toContain("Shown is what was true at");
  await explorer.rowWhen(["stopped", "scoring", "churn", "main"], ({ isExpanded }) => isExpanded === true);
  await server.start();
  await explorer.rowWhen(["stopped"], ({ description }) => description === "");
  await explorer.rowWhen(["stopped", "scoring", "churn", "main"], ({ isExpanded }) => isExpanded === true);
  await cluster.apply(readDiary("final.yaml"), { namespace: "scoring", name: "newcomer" });
  await explorer.rowWhen(["stopped", "scoring", "newcomer"]);
});

test("a server that hangs is noticed, too, and found again when it goes on", async () => {
  playground.freeze();
  await explorer.rowWhen(["frozen"], ({ description }) => LOST.test(description));
  await explorer.rowWhen(["frozen", "scoring", "churn", "main"], ({ isExpanded }) => isExpanded === true);
  playground.thaw();
  await explorer.rowWhen(["frozen"], ({ description }) => description === "");
});

test("a credential that is no longer accepted is named as the reason, and a new one is taken up", async () => {
  server.replaceToken("admin");
  server.cutConnections();
  await explorer.rowWhen(["stopped"], ({ description }) => /^as of [\d:]+ · not signed in$/u.test(description));
  const row = await explorer.childWhen(["stopped"], ({ icon }) => icon === "warning");
  expect(row).toMatchObject({ label: "Sign-in needed", description: "retry now" });
  expect(row.spoken).toContain("does not accept the credential");
  // As a login in a terminal does.
  writeContexts();
  await explorer.rowWhen(["stopped"], ({ description }) => description === "");
});

test("a cluster that is made anew at the same address is found by what the kubeconfig then says", async () => {
  const { port } = new URL(server.url);
  await cluster.close();
  await server.close();
  await explorer.rowWhen(["stopped"], ({ description }) => LOST.test(description));
  server = await startApiServer({ crds: playgroundCrds(), port: Number(port) });
  writeContexts();
  await explorer.rowWhen(["stopped", "No SeldonDeployments in this cluster"]);
  cluster = await accessCluster(admin);
  await cluster.apply(readDiary("final.yaml"), { namespace: "fraud" });
  await explorer.rowWhen(["stopped", "fraud", "churn"]);
});

function writeContexts(): void {
  server.writeKubeconfig(admin, "admin");
  writeKubeconfig(kubeconfig, [
    { context: "stopped", from: admin },
    { context: "frozen", from: playground.kubeconfig },
    // Nothing listens at the port of "discard".
    { context: "nowhere", from: admin, cluster: { server: "https://127.0.0.1:9" } },
  ]);
}
