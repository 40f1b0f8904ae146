// `--facts`: what a cluster showed, reported at the manifest's lines.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Report, type ObservedFailure } from "../../../schemas/src/index.ts";
import { buildCli, type CliProgram } from "../../support/cli-program.ts";
import { CLEAN } from "../../support/cli-manifests.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";

let program: CliProgram;
beforeAll(async () => {
  program = await buildCli();
});
afterAll(() => program.dispose());

const FAILURE: ObservedFailure = {
  kind: "SeldonDeployment",
  name: "iris",
  failureModes: ["F01"],
  predictor: "p0",
  unit: "classifier",
  signature: "nothing-to-transfer",
  title: "model path is empty",
  meaning: "rclone found nothing.",
  remedy: "Correct modelUri.",
  evidence: { object: "Pod iris-p0-0" },
};

test("reports what it says of the manifest, as a warning", () => {
  const facts = JSON.stringify({ observed: [FAILURE, { ...FAILURE, name: "wine" }] });
  const { path: cwd } = scratchFolder({ "iris.yaml": CLEAN, "seen.json": facts });
  const { code, stdout, stderr } = program.run(["iris.yaml", "--facts", "seen.json", "--format", "json"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  const report = Report.parse(JSON.parse(stdout));
  expect(report.files.flatMap(({ findings }) => findings)).toMatchObject([
    {
      rule: "observed-failure",
      severity: "warning",
      path: ["spec", "predictors", 0, "graph", "modelUri"],
      message: "Seen in the cluster: model path is empty. Pod iris-p0-0. rclone found nothing. Correct modelUri.",
    },
  ]);
  expect(program.run(["iris.yaml", "--facts", "seen.json", "--max-warnings", "0"], { cwd }).code).toBe(1);
});

test("without facts there is nothing to report", () => {
  const { path: cwd } = scratchFolder({ "iris.yaml": CLEAN });
  expect(program.run(["iris.yaml", "--severity", "hint"], { cwd }).code).toBe(0);
});

describe("nothing is checked with facts that cannot be used", () => {
  test.each([
    ["[]", 'seldon-lint: The facts "seen.json": facts are an object, such as { "observed": [] }.\n'],
    ["{", /^seldon-lint: The facts "seen\.json": the file is not JSON \(.+\)\.\n$/],
    [
      JSON.stringify({ observed: [{ ...FAILURE, name: 1, title: undefined }] }),
      'seldon-lint: The facts "seen.json": observed[0].name: text is needed.\nseldon-lint: The facts "seen.json": observed[0].title: text is missing.\n',
    ],
  ])("%s", (text, message) => {
    const { path: cwd } = scratchFolder({ "iris.yaml": CLEAN, "seen.json": text });
    const { code, stdout, stderr } = program.run(["iris.yaml", "--facts", "seen.json"], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    if (typeof message === "string") expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
  });

  test("such as a file that is not there", () => {
    const { path: cwd } = scratchFolder({ "iris.yaml": CLEAN });
    const { code, stderr } = program.run(["iris.yaml", "--facts", "seen.json"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('The facts "seen.json": the file cannot be read (');
  });
});
