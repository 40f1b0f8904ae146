// Files that are none of ours cost nothing; ours are known in every form VS Code has for them.
import { expect, test } from "vitest";
import { readDiary } from "../support/diary.ts";
import { jsonTwin } from "../support/json-twin.ts";
import { languageServerProcesses } from "../support/language-server-process.ts";
import type { Problem } from "../support/problems-panel.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PARAMETER = "07-unknown-parameter.yaml";

const suite = useSuiteWorkbench({
  files: {
    // Mistakes that would be reported in a manifest of ours.
    "docker-compose.yml": 'services:\n  db:\n    image: postgres:latest\n  db:\n    image: "postgres\n',
    "deployment.yaml": [
      "apiVersion: apps/v1",
      "kind: Deployment",
      "metadata:",
      "  name: Web_Server",
      "spec:",
      "  replicas: many",
      "  template:",
      "    spec:",
      "      containers:",
      "        - name: web",
      "          image: nginx:latest",
      "",
    ].join("\n"),
    "settings.json": '{ "compilerOptions": { "strict": true, } }\n',
    "manifest.json": jsonTwin(readDiary(PARAMETER)) ?? "",
  },
  file: "docker-compose.yml",
});

function serverCount(): number {
  return languageServerProcesses(suite.window.server.extensionsDirectory).length;
}

test("foreign files have no problems and do not start the language server", async () => {
  const { window } = suite;
  await window.openFile("deployment.yaml");
  await window.openFile("settings.json");
  // The command is answered by the extension, so it is active and has seen the three files.
  await window.runCommand("Seldon: Show Log");
  await window.page.locator(".part.panel .tab.active, .part.panel .checked", { hasText: /output/iu }).waitFor();
  expect(serverCount()).toBe(0);
  expect(await window.problems()).toEqual([]);
});

test("a manifest in JSON is checked, and the foreign files stay without problems", async () => {
  const { window } = suite;
  await window.openFile("manifest.json");
  const problems = await window.problemsWhen(all => all.length > 0);
  expect(problems.map(({ file, code }) => `${file} ${code}`)).toEqual(["manifest.json server-parameters"]);
  expect(serverCount()).toBe(1);
  const lightBulb = await window.lightBulb("model_file_name");
  await lightBulb.apply("Remove the parameter model_file_name");
  await window.problemsWhen(all => all.length === 0);
  expect(JSON.parse(await window.editorText())).not.toHaveProperty("spec.predictors.0.graph.parameters.0");
  await window.undo();
});

test("a manifest that is not saved yet is checked", async () => {
  const { window } = suite;
  await window.runCommand("File: New Untitled Text File");
  await window.page.locator(".tab.active", { hasText: "Untitled-1" }).waitFor();
  await window.runCommand("Change Language Mode");
  await window.pick("YAML");
  await window.replaceText(readDiary(PARAMETER));
  // An unsaved file is named after its first line.
  const isUntitled = ({ file }: Problem): boolean => file.startsWith("# Attempt 7");
  const problems = await window.problemsWhen(all => all.some(isUntitled));
  expect(problems.filter(isUntitled).map(({ code }) => code)).toEqual(["server-parameters"]);
});
