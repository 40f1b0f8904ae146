// The explorer beside a real API server. Nothing runs there, so what operator and kubelet would write is written by hand.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadKubeconfig } from "../../playground/src/kubernetes/connection.ts";
import { createHttpsClient } from "../../playground/src/kubernetes/https-client.ts";
import { seldonDeployments } from "../../playground/src/kubernetes/resource-types.ts";
import { CRDS, type ClusterAccess } from "../support/cluster-access.ts";
import { readDiary } from "../support/diary.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { accessFromOutside } from "../support/outside-access.ts";
import { hasRealApiServer, startRealApiServer, type RealApiServer } from "../support/real-api-server.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const DESCRIPTION =
  'Deployment.apps "churn-main-0-scorer" is invalid: spec.template.spec.volumes[2].name: Duplicate value: "scorer-provision-location"';

describe.skipIf(!hasRealApiServer())("beside a real API server (built by `npm run test:kube`)", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-real-"));
  const kubeconfig = path.join(folder, "kubeconfig");
  let server: RealApiServer;
  let cluster: ClusterAccess;
  let explorer: ExplorerPage;

  beforeAll(async () => {
    server = await startRealApiServer();
    writeKubeconfig(kubeconfig, [
      { context: "admin", from: server.admin },
      { context: "viewer", from: server.viewer },
    ]);
    cluster = await accessFromOutside(server.admin);
  });

  const suite = useSuiteWorkbench({
    files: { "churn.yaml": readDiary("final.yaml") },
    environment: { KUBECONFIG: kubeconfig },
  });

  beforeAll(async () => {
    explorer = explorerOf(suite.window);
    await explorer.show();
  });

  afterAll(async () => {
    await cluster.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  /** As the operator writes it. */
  async function writeStatus(status: object): Promise<void> {
    const operator = createHttpsClient(await loadKubeconfig(server.admin));
    const found = await operator.get(seldonDeployments, "churn", "scoring");
    if (!found) throw new Error("The deployment is gone.");
    await operator.updateStatus(seldonDeployments, { ...found, status });
    operator.close();
  }

  test("the tree grows, and shows what an operator writes into the status", async () => {
    await explorer.rowWhen(["admin", "No SeldonDeployments in this cluster"]);
    await cluster.apply(readDiary("01-duplicate-volume.yaml"), { namespace: "scoring" });
    const row = ["admin", "scoring", "churn"];
    await explorer.rowWhen(row);
    await writeStatus({ state: "Failed", description: DESCRIPTION });
    await explorer.rowWhen(row, ({ description }) => description === "model volume is declared twice");
    expect(await explorer.badge()).toBe(1);
  });

  test("who may only read sees it, with the forbidden entries greyed out", async () => {
    await explorer.expand("viewer");
    const row = ["viewer", "scoring", "churn"];
    expect(await explorer.tooltip(row, { holding: "RBAC" })).toContain("delete SeldonDeployments");
    const disabled = (await explorer.menu(...row)).filter(({ isEnabled }) => !isEnabled).map(({ title }) => title);
    expect(disabled).toEqual(expect.arrayContaining(["Delete…", "Scale…", "Restart Pods…"]));
  });

  test("a server that is away is said to be, and found again", async () => {
    await server.halt();
    await explorer.rowWhen(["admin"], ({ description }) => description.endsWith("connection lost"));
    expect(await explorer.isSpinning()).toBe(false);
    await server.resume();
    await explorer.rowWhen(["admin"], ({ description }) => description === "");
  });

  test("without the CRD there is no Seldon Core", async () => {
    await cluster.session.delete({ type: CRDS, name: "seldondeployments.machinelearning.seldon.io" });
    await explorer.rowWhen(["admin"], ({ description }) => description === "no Seldon Core");
    const row = await explorer.rowWhen(["admin", "No Seldon Core"], ({ description }) => description === "retry now");
    await explorer.click(...row.path);
    await explorer.rowWhen(["admin", "How to install Seldon Core"]);
  });
});
