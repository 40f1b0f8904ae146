// A deployment's log in a real VS Code through the replacement of its pod, counted line by line; a Job's log; save, copy, clear.
// With the playground's API server and with a real one, whose pods the playground's kubelet runs.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ResourceType } from "../../client/src/kube/port.ts";
import { playgroundCrds } from "../../playground/src/api-server/crds/playground-crds.ts";
import { startApiServer } from "../../playground/src/api-server/start.ts";
import type { Program } from "../../playground/src/kubelet/program.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { POD, useNode } from "../kube/support/node.ts";
import { accessCluster, makeNamespace, type ClusterAccess } from "../support/cluster-access.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { makeDeployment, type HandMadeDeployment } from "../support/hand-made-deployment.ts";
import { writeKubeconfig } from "../support/kubeconfig-file.ts";
import { logPanelOf, type LogPanel } from "../support/log-panel.ts";
import { hasRealApiServer, startRealApiServer } from "../support/real-api-server.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const NAMESPACE = "counted";
const NAME = "counted";
const JOBS: ResourceType = { group: "batch", version: "v1", plural: "jobs", kind: "Job", isNamespaced: true };
/** Lines of the first pod, and of the one that takes its place. */
const FIRST = 3_000;
const SECOND = 2_000;

const folder = mkdtempSync(path.join(tmpdir(), "seldon-e2e-logs-"));

interface Server {
  readonly admin: string;
  stop(): Promise<void>;
}

async function startPlaygroundServer(): Promise<Server> {
  const server = await startApiServer({ crds: playgroundCrds() });
  const admin = path.join(folder, "playground");
  server.writeKubeconfig(admin, "admin");
  return { admin, stop: () => server.close() };
}

/** Says `line N` in bursts, and goes on until it is stopped; a Job's ends. */
function counter(count: number, from: number, { isJob = false, begins = Promise.resolve() } = {}): Program {
  return async context => {
    context.log("begins");
    await begins;
    for (let line = from; line < from + count; line += 1) {
      context.log(`line ${line}`);
      if (line % 20 === 19) await context.sleep(1);
    }
    if (isJob) return { exitCode: 0 };
    await new Promise<void>(resolve => context.stopped.addEventListener("abort", () => resolve(), { once: true }));
    context.log("ends");
    return { exitCode: 143 };
  };
}

const numbered = (count: number, from: number): number[] => Array.from({ length: count }, (_, index) => from + index);

/** The numbers of the lines that a log's text shows, in their order. */
function countedLines(text: string): number[] {
  return [...text.matchAll(/ │ line (\d+)$/gmu)].map(([, number]) => Number(number));
}

const TARGETS = [
  { context: "playground", start: startPlaygroundServer, isThere: true },
  { context: "real", start: startRealApiServer, isThere: hasRealApiServer() },
] as const;

describe.for(TARGETS.map(target => ({ ...target, title: target.isThere ? "" : " (built by `npm run test:kube`)" })))(
  "$context API server$title",
  ({ context, start, isThere }) => {
    describe.skipIf(!isThere)("a followed log", () => {
      const kubeconfig = path.join(folder, `kubeconfig-${context}`);
      const target = { admin: "" };
      let server: Server;
      let cluster: ClusterAccess;
      let made: HandMadeDeployment;
      let explorer: ExplorerPage;
      let panel: LogPanel;
      let begin: () => void = () => undefined;

      beforeAll(async () => {
        server = await start();
        target.admin = server.admin;
        writeKubeconfig(kubeconfig, [{ context, from: server.admin }]);
        cluster = await accessCluster(server.admin);
        await makeNamespace(cluster.session, NAMESPACE);
        made = await makeDeployment(cluster.session, NAMESPACE, NAME);
      });
      // What is registered later is taken away earlier: the node while there is still a server.
      afterAll(async () => {
        await cluster.close();
        await server.stop();
        if (context === TARGETS.at(-1)?.context) rmSync(folder, { recursive: true });
      });
      const node = useNode({ target });
      const suite = useSuiteWorkbench({
        files: { "readme.txt": "" },
        environment: { KUBECONFIG: kubeconfig },
        viewport: { width: 1400, height: 900 },
      });
      beforeAll(async () => {
        explorer = explorerOf(suite.window);
        panel = logPanelOf(suite.window);
        const begins = new Promise<void>(resolve => (begin = resolve));
        await node.run(
          cluster.session,
          NAMESPACE,
          `${NAME}-main-0-scorer-5d8f7c9b6-first`,
          counter(FIRST, 0, { begins }),
          made,
        );
        await explorer.show();
      });

      test("follows a pod's replacement: no line is lost, none is there twice", async () => {
        await explorer.rowWhen([context, NAMESPACE, NAME]);
        await explorer.pickFromMenu("Follow Log", context, NAMESPACE, NAME);
        await panel.shows("begins");
        begin();
        await node.run(
          cluster.session,
          NAMESPACE,
          `${NAME}-main-0-scorer-5d8f7c9b6-other`,
          counter(SECOND, 10_000),
          made,
        );
        await panel.shows(`line ${FIRST - 1}`);
        await cluster.session.delete({
          type: POD,
          namespace: NAMESPACE,
          name: `${NAME}-main-0-scorer-5d8f7c9b6-first`,
        });
        await panel.shows("is gone");
        await expect
          .poll(async () => countedLines(await panel.text()).length, { timeout: 60_000, interval: 1_000 })
          .toBe(FIRST + SECOND);
        const text = await panel.text();
        const lines = countedLines(text);
        expect(lines.filter(line => line < 10_000)).toEqual(numbered(FIRST, 0));
        expect(lines.filter(line => line >= 10_000)).toEqual(numbered(SECOND, 10_000));
        expect(text.match(/ \[1\] first\/scorer +│ ends$/gmu)).toHaveLength(1);
        console.log(`${context}: ${lines.length} lines of two pods counted in the document, none lost, none twice`);
      });

      test("is copied and saved as it is shown", async () => {
        const shown = await panel.text();
        await suite.window.runCommand("Seldon: Copy Whole Log");
        await expect.poll(() => suite.window.page.evaluate<string>("navigator.clipboard.readText()")).toBe(shown);
        await suite.window.runCommand("Seldon: Save Log As…");
        const file = path.join(suite.folder, "saved.log");
        const input = suite.window.page.locator(".quick-input-widget:visible input[type=text]");
        // The dialog proposes a name some time after it has come, in the place of what was typed before.
        await expect.poll(() => input.inputValue()).toContain(".log");
        await input.fill(file);
        await input.press("Enter");
        await input.waitFor({ state: "hidden" });
        await expect.poll(async () => (await suite.window.notifications()).join()).toContain("saved as saved.log");
        expect(readFileSync(file, "utf8")).toBe(shown);
      });

      test.for(["high-contrast-dark", "high-contrast-light"] as const)("can be read in %s", async theme => {
        await suite.window.switchTheme(theme);
        await panel.goTo("last");
        await suite.window.screenshot(
          path.join(projectRoot, ".artifacts", "screenshots", `log-${context}-${theme}.png`),
        );
        await suite.window.switchTheme("dark");
      });

      test("is empty once it is cleared, and goes on", async () => {
        await suite.window.runCommand("Seldon: Clear Log");
        await expect.poll(() => panel.shownLines()).toEqual([""]);
        await node.run(cluster.session, NAMESPACE, `${NAME}-main-0-scorer-5d8f7c9b6-third`, counter(100, 20_000), made);
        await panel.shows("line 20099");
        expect(countedLines(await panel.text())).toEqual(numbered(100, 20_000));
      });

      test("of a Job is followed by the Job's name, to its end", async () => {
        const labels = { "job-name": "train-iris" };
        const container = { name: "main", image: "train:1" };
        await cluster.session.create(JOBS, {
          apiVersion: "batch/v1",
          kind: "Job",
          metadata: { name: "train-iris", namespace: NAMESPACE },
          spec: { template: { spec: { restartPolicy: "Never", containers: [container] } } },
        });
        await node.run(cluster.session, NAMESPACE, "train-iris-x7k2p", counter(500, 0, { isJob: true }), {
          labels,
          restartPolicy: "Never",
          isQuick: true,
        });
        await suite.window.runCommand("Seldon: Follow Log of a Job…");
        await suite.window.pick("train-iris");
        await panel.shows("line 499");
        const text = await panel.text();
        expect(text).toMatch(/^── Job train-iris · counted · /u);
        expect(countedLines(text)).toEqual(numbered(500, 0));
      });

      test("says nothing in notifications but that it was saved", async () => {
        expect(await suite.window.notifications()).toHaveLength(1);
      });
    });
  },
);
