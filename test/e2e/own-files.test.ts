// Files that are no manifests, in a real window: pages, files of a model, and a suggestion that makes a file.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { languageServerProcesses } from "../support/language-server-process.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const suite = useSuiteWorkbench({
  files: {
    "other.md": "# Something else\n\n```yaml\na: [\n```\n",
    "README.md": "# Seldon\n\n```sh\nkubectl apply -n $NAMESPACE-f churn.yaml\n```\n",
    MLmodel: "artifact_path: model\nflavors:\npython_function:\n  env: conda.yaml\nmlflow_version: 2.5.0\n",
    "churn.yaml": `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      graph:
        name: churn
        implementation: SKLEARN_SERVER
        modelUri: s3://models/churn
`,
  },
  file: "other.md",
});

test("a foreign page does not start the language server; one on Seldon has findings", async () => {
  const { window } = suite;
  await window.runCommand("Seldon: Show Log");
  expect(languageServerProcesses(window.server.extensionsDirectory)).toHaveLength(0);
  await window.openFile("README.md");
  const problems = await window.problemsWhen(all => all.length > 0);
  expect(problems.map(({ file, code, line }) => `${file}:${line} ${code}`)).toEqual(["README.md:4 script-namespace"]);
});

test("MLmodel has findings, and its fix applies", async () => {
  const { window } = suite;
  await window.openFile("MLmodel");
  await window.problemsWhen(all => all.some(({ code }) => code === "mlmodel-flavors"));
  const lightBulb = await window.lightBulb("python_function");
  await lightBulb.apply("Indent the flavors below flavors");
  await window.problemsWhen(all => all.every(({ code }) => code !== "mlmodel-flavors"));
  expect(await window.editorText()).toContain("flavors:\n  python_function:\n    env: conda.yaml\n");
});

test("a Secret is made beside the manifest, with placeholders", async () => {
  const { window } = suite;
  await window.openFile("churn.yaml");
  await window.problemsWhen(all => all.some(({ code }) => code === "rclone-remote"));
  const lightBulb = await window.lightBulb("s3://models/churn");
  await lightBulb.apply("Create seldon-rclone-secret.yaml with a Secret for MinIO, and name it here");
  await window.problemsWhen(all => all.every(({ code }) => code !== "rclone-remote"));
  await window.runCommand("File: Save All Files");
  const created = path.join(suite.folder, "seldon-rclone-secret.yaml");
  await expect.poll(() => existsSync(created) && readFileSync(created, "utf8")).toContain("KEY_ID: <access-key>");
});
