// VS Code in a language that nobody speaks: commands, views, findings and pages are in it, by the same files as a real translation.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { pageWith } from "../support/page-frame.ts";
import { pseudoTexts, untranslated } from "../support/pseudo-locale.ts";
import { runFromPalette } from "../support/quick-input.ts";
import { openWorkbench, type Workbench } from "../support/workbench.ts";

const LANGUAGE = "qps-ploc";

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: fraud
spec:
  predictors:
    - name: main
      traffic: 80
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/fraud/v1
    - name: canary
      traffic: 10
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/fraud/v2
`;

const scratch = mkdtempSync(path.join(os.tmpdir(), "seldon-e2e-language-"));
let window: Workbench;

beforeAll(async () => {
  const folder = path.join(scratch, "models");
  mkdirSync(folder);
  writeFileSync(path.join(folder, "fraud.yaml"), MANIFEST);
  window = await openWorkbench({
    folder,
    file: "fraud.yaml",
    language: LANGUAGE,
    developmentExtension: translatedExtension(),
    settings: { "editor.minimap.enabled": false },
  });
});

afterAll(async () => {
  await window.close();
  rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
});

test("findings come from the server in the language of the window", async () => {
  const problems = await window.problemsWhen(found => found.some(({ code }) => code === "traffic-sum"));
  const { message = "" } = problems.find(({ code }) => code === "traffic-sum") ?? {};
  expect(untranslated(message)).toBe("");
  expect(message).toContain("⟦");
});

test("commands bear their translated titles, and pages speak as the window does", async () => {
  const titles = pseudoTexts("package.nls.json");
  const title = titles["contributes.commands.seldon.openGraphPreview.title"] ?? "";
  expect(title).toContain("⟦");
  await runFromPalette(window.page, `Seldon: ${title}`);
  const page = await pageWith(window, "fraud");
  await expect.poll(() => page.locator("g.unit").count(), { timeout: 20_000 }).toBe(2);
  const summary = await page.locator("summary").first().innerText();
  expect(untranslated(summary)).toBe("");
  await window.screenshot(path.join(projectRoot, ".artifacts", "screenshots", "display-language.png"));
});

/** The extension as it is built, with translations beside the English texts. */
function translatedExtension(): string {
  const target = path.join(scratch, "extension");
  for (const part of [
    "package.json",
    "package.nls.json",
    "dist",
    "docs/rules",
    "l10n",
    "media",
    "schemas/json",
    "snippets",
    "syntaxes",
  ])
    cpSync(path.join(projectRoot, part), path.join(target, part), {
      recursive: true,
      filter: file => !file.endsWith(".map"),
    });
  const write = (name: string, texts: Readonly<Record<string, string>>): void =>
    writeFileSync(path.join(target, name), JSON.stringify(texts));
  write(`package.nls.${LANGUAGE}.json`, pseudoTexts("package.nls.json"));
  write(`l10n/bundle.l10n.${LANGUAGE}.json`, pseudoTexts("l10n/bundle.l10n.json"));
  return target;
}
