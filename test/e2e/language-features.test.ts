// What the editor says about a manifest beside its problems: hover, completion, outline, status, and the page behind a rule. Nothing
// of it asks another host.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { readDiary } from "../support/diary.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PARAMETER = "07-unknown-parameter.yaml";
const MEMORY = "08-conda-out-of-memory.yaml";
const CANARY = "canary.yaml";

/** Where the problem stands; the comment at the top names the parameter too. */
const WRONG_NAME = "model_file_name\n";

/** What stub-connection-recorder writes. */
const recordFolder = mkdtempSync(path.join(os.tmpdir(), "seldon-connections-"));
const connections = path.join(recordFolder, "connections.txt");
afterAll(() => rmSync(recordFolder, { recursive: true, force: true }));

const suite = useSuiteWorkbench({
  files: {
    [PARAMETER]: readDiary(PARAMETER),
    [MEMORY]: readDiary(MEMORY),
    // A comment by which some editors are told to fetch a schema; the address is one that never answers (RFC 2606).
    [CANARY]: `# yaml-language-server: $schema=https://schemas.invalid/any.json\n${readFileSync(
      path.join(projectRoot, "examples", CANARY),
      "utf8",
    )}`,
  },
  file: PARAMETER,
  developmentExtension: path.join(projectRoot, "test", "e2e", "stub-connection-recorder"),
  environment: { SELDON_TEST_CONNECTIONS: connections },
});

// Where the server was faster than the recorder, it is the next one that is recorded.
beforeAll(async () => {
  await vi.waitFor(() => readFileSync(connections), { timeout: 15_000 });
  await suite.window.runCommand("Seldon: Restart Language Server");
});

test("hover over an implementation tells what Seldon makes of it", async () => {
  // seldon-facts §2.1: the image of the default server map, and what the server loads.
  expect(await suite.window.hoverAt("XGBOOST_SERVER", "seldonio/xgboostserver:1.17.1")).toContain("model.bst");
});

test("hover over a problem tells what it is, why it hurts and what to do", async () => {
  const shown = await suite.window.hoverAt(WRONG_NAME, "server-parameters");
  expect(shown).toContain("XGBOOST_SERVER takes no parameters at all");
  expect(shown).toContain("TypeError: __init__() got an unexpected keyword argument");
});

test("the link in the hover opens the rule's page", async () => {
  const { window } = suite;
  await window.hoverAt(WRONG_NAME, "server-parameters", async hover => {
    await hover.locator("a", { hasText: "server-parameters" }).first().click();
    await window.page.locator(".tab.active", { hasText: "server-parameters.md" }).waitFor();
  });
  expect(await window.editorText()).toMatch(/^# server-parameters$/mu);
  await window.closeEditor();
});

test("Go to Next Problem stops at the problem and shows it", async () => {
  const { window } = suite;
  await window.goto({ line: 1, column: 1 });
  await window.page.keyboard.press("F8");
  await window.page.locator(".marker-widget", { hasText: "XGBOOST_SERVER takes no parameters at all" }).waitFor();
  await window.statusBarItem("Ln 18, Col 19").waitFor();
  await window.page.keyboard.press("Escape");
  await window.page.locator(".marker-widget").waitFor({ state: "hidden" });
});

test("the language status counts the problems of the file", async () => {
  const { window } = suite;
  const status = window.page.locator("#status\\.languageStatus");
  await status.locator("[aria-label*='Seldon 1.17.1: 1 error']").waitFor();
  await window.openFile(CANARY);
  await status.locator("[aria-label*='Seldon 1.17.1: No problems found']").waitFor();
});

test("the outline lists predictors, their units and their containers", async () => {
  const { window } = suite;
  const outline = window.page.locator(".outline-pane .monaco-list-row");
  await window.openFile(MEMORY);
  await window.runCommand("Explorer: Focus on Outline View");
  await outline.filter({ hasText: "MLFLOW_SERVER" }).waitFor();
  const rows = (await outline.all()).map(
    async row => `${(await row.getAttribute("aria-level")) ?? ""} ${(await row.getAttribute("aria-label")) ?? ""}`,
  );
  expect(await Promise.all(rows)).toEqual([
    "1 churn (module)",
    "2 main (class)",
    "3 scorer (object)",
    "3 scorer (function)",
  ]);
});

test("completion offers the servers for an implementation and fields for a predictor", async () => {
  const { window } = suite;
  await window.openFile(CANARY);
  await window.goto(await window.positionOf("SKLEARN_SERVER"));
  const servers = await window.completions();
  expect(servers).toEqual(expect.arrayContaining(["MLFLOW_SERVER", "SKLEARN_SERVER", "XGBOOST_SERVER"]));

  const { line } = await window.positionOf("name: canary");
  await window.goto({ line, column: "    - name: canary".length + 1 });
  // VS Code keeps the indentation of the dash.
  await window.type("\n  ");
  const fields = await window.completions();
  expect(fields).toEqual(expect.arrayContaining(["componentSpecs", "replicas"]));
  await window.type("repl");
  await window.acceptCompletion("replicas");
  await window.type("2");
  expect((await window.editorText()).split("\n")[line]).toBe("      replicas: 2");
  await window.problemsWhen(all => all.every(({ file }) => file !== CANARY));
});

test("the link of a problem opens the rule's page from the package", async () => {
  const { window } = suite;
  await window.openFile(PARAMETER);
  await window.problemsWhen(all => all.some(({ code }) => code === "server-parameters"));
  const link = window.page.locator(".markers-panel a.monaco-link", { hasText: "server-parameters" });
  await link.click({ modifiers: ["ControlOrMeta"] });
  await window.page.locator(".tab.active", { hasText: "server-parameters.md" }).waitFor();
  expect(await window.editorText()).toMatch(/^# server-parameters$/mu);
  await window.closeEditor();
});

test("Open Rule Documentation opens the page of the problem under the cursor", async () => {
  const { window } = suite;
  await window.openFile(PARAMETER);
  await window.goto(await window.positionOf(WRONG_NAME));
  await window.runCommand("Seldon: Open Rule Documentation");
  await window.page.locator(".tab.active", { hasText: "server-parameters" }).waitFor();
});

test("all this asked no other host", () => {
  const lines = readFileSync(connections, "utf8").split("\n");
  // That there is nothing to see must not come from not looking.
  expect(lines.map(line => /^started .*(extensionHost|dist\/server\.js)/u.exec(line)?.[1])).toEqual(
    expect.arrayContaining(["extensionHost", "dist/server.js"]),
  );
  expect(lines.filter(line => line.startsWith("connected "))).toEqual([]);
});
