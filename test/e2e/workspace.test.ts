// Files of the workspace together, in a real VS Code: a Secret of another file is judged, renamed with its manifest, and followed.
import { existsSync, renameSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const SECRET = `apiVersion: v1
kind: Secret
metadata:
  name: minio
  namespace: models
stringData:
  AWS_ACCESS_KEY_ID: some-key
  AWS_SECRET_ACCESS_KEY: some-secret
`;
const DEPLOYMENT = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
  namespace: models
spec:
  predictors:
    - name: main
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: s3://models/churn
        envSecretRefName: minio
`;

const suite = useSuiteWorkbench({
  files: { "churn.yaml": DEPLOYMENT, "deploy/minio.yaml": SECRET },
  file: "churn.yaml",
});

const REFERENCE = { line: 13, column: 29 };

test("a Secret of another file is judged, also when its folder is renamed", async () => {
  const { window, folder } = suite;
  const names = (file: string) => (problems: readonly { readonly message: string }[]) =>
    problems.some(({ message }) => message.startsWith(`The Secret minio of ${file} has keys for the AWS tools`));
  await window.problemsWhen(names("deploy/minio.yaml"));
  // VS Code begins to watch a folder some time after it has opened it, and tells nobody when.
  for (const [from, to] of [
    ["deploy", "store"],
    ["store", "config"],
    ["config", "deploy"],
    ["deploy", "store"],
  ] as const) {
    if (!existsSync(path.join(folder, from))) continue;
    renameSync(path.join(folder, from), path.join(folder, to));
    const isSeen = await window.problemsWhen(names(`${to}/minio.yaml`), 10_000).then(
      () => true,
      () => false,
    );
    if (isSeen) return;
  }
  expect.fail("No rename of the folder was seen.");
});

test("a rename by keyboard changes both files, and the definition is one key away", async () => {
  const { window } = suite;
  await window.goto(REFERENCE);
  await window.page.keyboard.press("F2");
  const box = window.page.locator(".rename-box input");
  await box.waitFor();
  await box.fill("models-store");
  await window.page.keyboard.press("Enter");
  await window.problemsWhen(problems =>
    problems.some(({ message }) => message.startsWith("The Secret models-store of")),
  );
  expect(await window.editorText()).toContain("envSecretRefName: models-store");
  await window.goto(REFERENCE);
  await window.page.keyboard.press("F12");
  await window.page.locator(".tab.active", { hasText: "minio.yaml" }).waitFor();
  expect(await window.editorText()).toContain("name: models-store");
});

test("a name that Kubernetes does not take is refused with the reason", async () => {
  const { window } = suite;
  await window.openFile("churn.yaml");
  await window.goto(REFERENCE);
  await window.page.keyboard.press("F2");
  const box = window.page.locator(".rename-box input");
  await box.waitFor();
  await box.fill("My Store");
  await window.page.keyboard.press("Enter");
  await expect.poll(() => window.notifications()).toContainEqual(expect.stringContaining("is no name for a Secret"));
});
