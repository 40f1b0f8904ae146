// Agents in a real VS Code beside a playground cluster: another extension calls our tools as a language model does.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import { SELDON_DEPLOYMENTS } from "../../client/src/live/index.ts";
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
const CHURN_REF = { type: SELDON_DEPLOYMENTS, namespace: "scoring", name: "churn" };
const PICTURES = path.join(projectRoot, ".artifacts", "agents");

const playground = await startPlaygroundProcess({ speed: 60 });
let cluster: ClusterAccess;
let explorer: ExplorerPage;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": ATTEMPT },
  environment: { KUBECONFIG: playground.kubeconfig },
  developmentExtension: path.join(projectRoot, "test", "e2e", "stub-agent"),
  settings: { "seldon.agents.mcp.enabled": true },
});

beforeAll(async () => {
  mkdirSync(PICTURES, { recursive: true });
  cluster = await accessFromOutside(playground.kubeconfig);
  explorer = explorerOf(suite.window);
  await cluster.apply(readDiary("final.yaml").split(/^---$/mu)[0] ?? "", { namespace: "scoring" });
  await cluster.apply(ATTEMPT, { namespace: "scoring" });
});

afterAll(async () => {
  await cluster.close();
  await playground.close();
});

const Answer = z.object({
  offered: z.array(z.string()),
  /** Of the tool, or why it was not run. */
  text: z.string(),
});

/** Calls a tool; with `press`, the question before it is answered by this button. */
async function call(name: string, input: object, press?: string): Promise<z.infer<typeof Answer>> {
  const answer = path.join(suite.folder, "agent-answer.json");
  rmSync(answer, { force: true });
  writeFileSync(path.join(suite.folder, "agent-request.json"), JSON.stringify({ name, input }));
  await suite.window.runCommand("Agent: Call Tool");
  if (press !== undefined) {
    const button = suite.window.page.locator(".monaco-dialog-box .monaco-button", { hasText: press }).first();
    await button.waitFor({ timeout: PATIENCE.timeout });
    await suite.window.screenshot(path.join(PICTURES, `question-${name}.png`));
    await button.click();
  }
  await expect.poll(() => existsSync(answer), PATIENCE).toBe(true);
  return Answer.parse(JSON.parse(readFileSync(answer, "utf8")));
}

test("all tools are offered; linting and rules need no question", async () => {
  const { offered, text } = await call("seldon_lint_manifest", { path: "churn.yaml" });
  expect(offered.toSorted()).toEqual([
    "seldon_diagnose_deployment",
    "seldon_explain_rule",
    "seldon_get_deployment_status",
    "seldon_get_logs",
    "seldon_lint_manifest",
    "seldon_preview_deployment",
  ]);
  expect(text).toContain('"rule": "server-for-artifact"');
  const rule = await call("seldon_explain_rule", { rule: "traffic-sum" });
  expect(rule.text).toContain("Traffic must sum to 100");
});

test("the MCP server is offered to agents that know nothing else, where the setting says so", async () => {
  await suite.window.runCommand("Agent: List Servers");
  const row = suite.window.page.locator(".quick-input-list .monaco-list-row", { hasText: "Seldon Deployments" });
  await row.first().waitFor(PATIENCE);
  await suite.window.page.keyboard.press("Escape");
  await row.first().waitFor({ state: "hidden" });
});

test("a cluster that the user has not shown is not looked at, whatever the model asks for", async () => {
  const { text } = await call("seldon_get_deployment_status", { namespace: "scoring", context: CONTEXT }, "Yes");
  expect(text).toContain("No cluster is shown in the Seldon view");
});

test("the user is asked before a shown cluster is looked at, and told what and where", async () => {
  await explorer.show();
  await explorer.rowWhen(CHURN, ({ description }) => description.includes("model file not in /mnt/models"));
  const asked = { name: "churn", namespace: "scoring" };
  const status = await call("seldon_get_deployment_status", asked, "Yes");
  expect(status.text).toContain(`"context": "${CONTEXT}"`);
  expect(status.text).toContain('"state": "failed"');
  const diagnosis = await call("seldon_diagnose_deployment", asked, "Yes");
  expect(diagnosis.text).toContain('"S12"');
  const logs = await call("seldon_get_logs", asked, "Yes");
  expect(logs.text).toContain("XGBoostError");
  const elsewhere = await call("seldon_get_logs", { ...asked, context: "other" }, "Yes");
  expect(elsewhere.text).toContain("is not shown in the Seldon view");
  // A value of the Secret that the diary's manifests share.
  expect(JSON.stringify([status, diagnosis, logs])).not.toContain("change-me");
});

test("a user who says no is not overruled", async () => {
  const { text } = await call("seldon_get_logs", { name: "churn", namespace: "scoring" }, "Cancel");
  expect(text).toMatch(/cancell?ed/iu);
});

test("a manifest of the model's is shown as a preview in the editor, and nothing is applied", async () => {
  const text = ATTEMPT.replace("XGBOOST_SERVER", "MLFLOW_SERVER");
  const before = await cluster.session.get(CHURN_REF);
  const { text: answer } = await call("seldon_preview_deployment", { text }, "Yes");
  expect(answer).toContain("Nothing is applied");
  await suite.window.pick(CONTEXT);
  await suite.window.pick("scoring");
  const after = suite.window.page.locator(".monaco-diff-editor .editor.modified", { hasText: "MLFLOW_SERVER" });
  await after.first().waitFor(PATIENCE);
  await suite.window.screenshot(path.join(PICTURES, "preview.png"));
  const live = await cluster.session.get(CHURN_REF);
  // The operator goes on writing the status; what people write has not changed.
  expect(live.metadata.generation).toBe(before.metadata.generation);
  expect(live.spec).toEqual(before.spec);
});
