// Why does it not serve? Asked in a real VS Code beside a playground cluster, answered in a document and on the manifest's line.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import type { ClusterAccess } from "../support/cluster-access.ts";
import { readDiary } from "../support/diary.ts";
import { explorerOf, type ExplorerPage } from "../support/explorer-page.ts";
import { accessFromOutside } from "../support/outside-access.ts";
import { startPlaygroundProcess } from "../support/playground-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

/** For what VS Code and the cluster do in their own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 500 };
const CONTEXT = "seldon-playground";
const CHURN = [CONTEXT, "scoring", "churn"] as const;
const ATTEMPT = readDiary("06-wrong-server.yaml");
const PICTURES = path.join(projectRoot, ".artifacts", "diagnose");

const playground = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": ATTEMPT },
  environment: { KUBECONFIG: playground.kubeconfig },
  viewport: { width: 1500, height: 1000 },
});

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  cluster = await accessFromOutside(playground.kubeconfig);
  explorer = explorerOf(suite.window);
  await suite.window.openFile("churn.yaml");
  await explorer.show();
  await explorer.rowWhen([CONTEXT, "No SeldonDeployments in this cluster"]);
  await cluster.apply(readDiary("final.yaml").split(/^---$/mu)[0] ?? "", { namespace: "scoring" });
  await cluster.apply(ATTEMPT, { namespace: "scoring" });
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

test("a failed deployment is diagnosed from its row: a document says why, what was seen and what to do", async () => {
  await explorer.rowWhen(CHURN, ({ description }) => description.includes("model file not in /mnt/models"));
  await explorer.pickFromMenu("Diagnose", ...CHURN);
  await tab("Diagnosis of churn.md");
  const text = await suite.window.editorText();
  expect(text).toMatch(/^# Why churn does not serve\n/u);
  expect(text).toContain("SeldonDeployment churn, namespace scoring, context seldon-playground");
  expect(text).toContain("## Model file not in /mnt/models");
  expect(text).toContain("In graph unit scorer of predictor main.");
  expect(text).toMatch(/^ {6}xgboost\.core\.XGBoostError: .*model\.bst": No such file or directory$/mu);
  expect(text).toContain("In the catalogue of failures: S12");
  expect(text).toMatch(/^ {6}.*MLmodel: Copied \(new\)$/mu);
  expect(text).not.toMatch(/Ready check failed|change-me/u);
  await suite.window.goto({ line: 1, column: 1 });
  await suite.window.screenshot(path.join(PICTURES, "document-dark.png"));
});

test("its words lead to the log and to the manifest", async () => {
  await follow("Open the log of scorer");
  await suite.window.page.locator(".part.panel .output-view, .part.panel [id*='output']").first().waitFor(PATIENCE);
  await suite.window.openFile("churn.yaml");
  await explorer.pickFromMenu("Diagnose", ...CHURN);
  await tab("Diagnosis of churn.md");
  await follow("Show the manifest");
  await tab("churn.yaml");
});

test("the manifest's line tells it with the fix of the rule that knows the cause, and a lens asks again", async () => {
  const problems = await suite.window.problemsWhen(all =>
    all.some(({ message }) =>
      message.includes("Seen in the cluster seldon-playground: model file not in /mnt/models."),
    ),
  );
  const line = (await suite.window.positionOf("implementation: XGBOOST_SERVER")).line;
  expect(problems.map(({ code, line: at }) => [code, at])).toEqual([["server-for-artifact", line]]);
  const lens = suite.window.page.locator(".codelens-decoration a", { hasText: "Diagnose: model file not" });
  await lens.waitFor(PATIENCE);
  await suite.window.goto({ line, column: 1 });
  await suite.window.screenshot(path.join(PICTURES, "manifest-dark.png"));
  await lens.click();
  await tab("Diagnosis of churn.md");
  await suite.window.switchTheme("light");
  await suite.window.screenshot(path.join(PICTURES, "document-light.png"));
});

test("once the cluster has moved on, nothing of it is left at the line", async () => {
  await cluster.apply(readDiary("final.yaml"), { namespace: "scoring" });
  await explorer.rowWhen(CHURN, ({ icon }) => icon === "pass");
  await suite.window.openFile("churn.yaml");
  await suite.window.problemsWhen(all => all.every(({ message }) => !message.includes("Seen in the cluster")));
  await explorer.pickFromMenu("Diagnose", ...CHURN);
  await expect.poll(() => suite.window.editorText(), PATIENCE).toMatch(/^# churn is ready/u);
});

async function tab(name: string): Promise<void> {
  await suite.window.page.locator(".tab.active", { hasText: name }).waitFor(PATIENCE);
}

/** Clicks on words of the document that are a link, as a person does. */
async function follow(words: string): Promise<void> {
  const { page } = suite.window;
  await suite.window.goto(await suite.window.positionOf(words));
  const link = page.locator(".editor-instance .detected-link", { hasText: words }).first();
  await link.click({ modifiers: ["ControlOrMeta"], ...{ timeout: PATIENCE.timeout } });
}
