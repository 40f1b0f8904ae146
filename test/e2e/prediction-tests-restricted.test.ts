// Request files in Restricted Mode: they are found and checked, and nothing is sent.
import { expect, test } from "vitest";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const REQUEST = `apiVersion: seldon-deployments/v1
kind: PredictionTest
metadata:
  name: wine
spec:
  target:
    url: http://127.0.0.1:9
  request:
    nd_array: [[5.6, 0.31]]
`;

const suite = useSuiteWorkbench({ files: { "wine.predict.yaml": REQUEST }, trust: "ask" });

test("a request file is found and checked", async () => {
  await suite.window.page.locator(".activitybar .action-label[aria-label^='Testing']").click();
  await suite.window.page.locator(".test-explorer .monaco-list-row", { hasText: "wine.predict.yaml" }).waitFor();
  await suite.window.openFile("wine.predict.yaml");
  const [problem] = await suite.window.problemsWhen(all => all.length > 0);
  expect(problem).toMatchObject({ code: "prediction-test-shape" });
});

test("no line above it offers to send it, and VS Code runs no test without trust", async () => {
  await suite.window.runCommand("Test: Run All Tests");
  const dialog = suite.window.page.locator(".monaco-dialog-box", { hasText: "Do you trust the authors" });
  await dialog.locator(".monaco-button", { hasText: /^Cancel$/u }).click();
  await dialog.waitFor({ state: "hidden" });
  const row = suite.window.page.locator(".test-explorer .monaco-list-row", { hasText: "wine.predict.yaml" });
  expect(await row.getAttribute("aria-label")).toMatch(/Not yet run/u);
  expect(await suite.window.page.locator(".codelens-decoration a").count()).toBe(0);
});
