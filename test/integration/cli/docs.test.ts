// What the command line reads besides manifests: files of a model always, pages and scripts only where they are asked for.
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Report } from "../../../schemas/src/index.ts";
import { buildCli, type CliProgram } from "../../support/cli-program.ts";
import { CLEAN } from "../../support/cli-manifests.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";

let program: CliProgram;
beforeAll(async () => {
  program = await buildCli();
});
afterAll(() => program.dispose());

const FILES = {
  "clean.yaml": CLEAN,
  "docs/README.md": "# Seldon\n\n```sh\nkubectl get pods -l seldon-deployment=churn\n```\n",
  "docs/other.md": "# Something else\n\n```yaml\na: [\n```\n",
  "install.sh": "helm install seldon-core seldonio/seldon-core-operator --set istio.enabled=true\n",
  Dockerfile: "FROM seldonio/sklearnserver:1.17.1\nEXPOSE 8000\n",
  "model/MLmodel": "flavors:\n  spark: {}\nmlflow_version: 2.5.0\n",
};

function found(args: readonly string[], cwd: string): string[] {
  const report = Report.parse(JSON.parse(program.run([...args, "--format", "json"], { cwd }).stdout));
  return report.files.flatMap(file => file.findings.map(({ rule }) => `${file.path}: ${rule}`));
}

test("a folder gives the files of models, and pages and scripts with --include-docs", () => {
  const { path: cwd } = scratchFolder(FILES);
  expect(found(["."], cwd)).toEqual(["model/MLmodel: mlmodel-flavors"]);
  expect(found([".", "--include-docs"], cwd)).toEqual([
    "Dockerfile: image-port",
    "docs/README.md: pod-selector",
    "install.sh: chart-version",
    "model/MLmodel: mlmodel-flavors",
  ]);
});

test("a page that is named is read as one", () => {
  const { path: cwd } = scratchFolder(FILES);
  expect(found(["docs/README.md"], cwd)).toEqual(["docs/README.md: pod-selector"]);
});

test("--fix mends pages and scripts in place, and makes no files", () => {
  const { path: cwd } = scratchFolder({
    ...FILES,
    "model.yaml": CLEAN.replaceAll("gs://", "s3://"),
  });
  program.run([".", "--include-docs", "--fix"], { cwd });
  expect(readFileSync(path.join(cwd, "docs/README.md"), "utf8")).toBe(
    "# Seldon\n\n```sh\nkubectl get pods -l seldon-deployment-id=churn\n```\n",
  );
  expect(() => readFileSync(path.join(cwd, "seldon-rclone-secret.yaml"))).toThrow(/ENOENT/);
});
