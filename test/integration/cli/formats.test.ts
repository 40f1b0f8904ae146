// The reports for other tools, and the baseline, as a pipeline uses them.
import { readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { Report } from "../../../schemas/src/index.ts";
import { projectRoot } from "../../../scripts/project-root.ts";
import { CLEAN, FIXABLE, manifest, REFUSED } from "../../support/cli-manifests.ts";
import { buildCli, type CliProgram } from "../../support/cli-program.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";
import { readXml } from "../../support/xml-tree.ts";

let program: CliProgram;
beforeAll(async () => {
  program = await buildCli();
});
afterAll(() => program.dispose());

const FORMATS = ["sarif", "github", "junit", "codequality"] as const;

describe.each(FORMATS)("%s", format => {
  test("goes to standard output or a file, alone, and leaves the exit code as it is", () => {
    const folder = scratchFolder({ "bad.yaml": REFUSED, "clean.yaml": CLEAN });
    const printed = program.run([".", "--format", format], { cwd: folder.path });
    expect(printed).toMatchObject({ code: 1, stderr: "" });
    const written = program.run([".", "--format", format, "--output", "report.txt"], { cwd: folder.path });
    expect(written).toEqual({ code: 1, stdout: "", stderr: "" });
    expect(folder.read("report.txt")).toBe(printed.stdout);
  });

  test("is there without findings too", () => {
    const { path: cwd } = scratchFolder({ "clean.yaml": CLEAN });
    const result = program.run([".", "--format", format], { cwd });
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(result.stdout).not.toBe("");
  });
});

const Sarif = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({ driver: z.object({ name: z.literal("seldon-lint"), version: z.literal("1.2.3") }) }),
      invocations: z.tuple([z.object({ executionSuccessful: z.boolean() })]),
      results: z.array(z.object({ ruleId: z.string() })),
    }),
  ]),
});

test("all formats tell of the same findings, over the diary", () => {
  const cwd = path.join(projectRoot, "examples/diary");
  const count = readdirSync(cwd).filter(file => file.endsWith(".yaml")).length;
  const report = (format: string): string => program.run(["*.yaml", "--format", format], { cwd }).stdout;
  const rules = Report.parse(JSON.parse(report("json"))).files.flatMap(file => file.findings.map(({ rule }) => rule));
  expect(rules.length).toBeGreaterThan(5);
  expect(Sarif.parse(JSON.parse(report("sarif"))).runs[0].results.map(({ ruleId }) => ruleId)).toEqual(rules);
  const issues = z.array(z.object({ check_name: z.string() })).parse(JSON.parse(report("codequality")));
  expect(issues.map(issue => issue.check_name)).toEqual(rules);
  const annotations = [...report("github").matchAll(/^::(?:error|warning|notice) .*?title=([a-z0-9-]+)::/gm)];
  expect(annotations.map(([, rule]) => rule)).toEqual(rules);
  const suites = readXml(report("junit")).children;
  expect(suites).toHaveLength(count);
  const cases = suites.flatMap(suite => suite.children.map(({ attributes }) => attributes["name"]?.split(" at ")[0]));
  expect(cases.filter(name => name !== "no findings")).toEqual(rules);
});

test("SARIF says where a run was not complete, which is exit code 2", () => {
  const { path: cwd } = scratchFolder({ "a.yaml": Buffer.from(REFUSED.replace("iris", "caf\u00e9"), "latin1") });
  const { code, stdout } = program.run([".", "--format", "sarif"], { cwd });
  expect(code).toBe(2);
  expect(Sarif.parse(JSON.parse(stdout)).runs[0].invocations[0].executionSuccessful).toBe(false);
});

describe("--baseline", () => {
  test("leaves out what an earlier report holds, wherever it has moved to", () => {
    const folder = scratchFolder({ "a.yaml": REFUSED, "b.yaml": CLEAN });
    program.run([".", "--format", "json", "--output", "known.json"], { cwd: folder.path });
    const again = scratchFolder({
      "known.json": folder.read("known.json"),
      "a.yaml": `# moved\n# by two lines\n${REFUSED}`,
      "b.yaml": CLEAN,
    });
    expect(program.run(["*.yaml", "--baseline", "known.json"], { cwd: again.path })).toEqual({
      code: 0,
      stdout: "No problems in 2 files. 1 problem of the baseline left out.\n",
      stderr: "",
    });
    const worse = scratchFolder({ "known.json": folder.read("known.json"), "a.yaml": manifest(60, 60) });
    expect(program.run(["a.yaml", "--baseline", "known.json"], { cwd: worse.path }).code).toBe(1);
  });

  test("holds for every format", () => {
    const folder = scratchFolder({ "a.yaml": REFUSED });
    program.run(["a.yaml", "--format", "json", "--output", "known.json"], { cwd: folder.path });
    const { code, stdout } = program.run(["a.yaml", "--baseline", "known.json", "--format", "codequality"], {
      cwd: folder.path,
    });
    expect([code, stdout]).toEqual([0, "[]\n"]);
  });

  test("is no reason not to fix", () => {
    const folder = scratchFolder({ "a.yaml": FIXABLE });
    program.run(["a.yaml", "--format", "json", "--output", "known.json"], { cwd: folder.path });
    program.run(["a.yaml", "--baseline", "known.json", "--fix"], { cwd: folder.path });
    expect(folder.read("a.yaml")).not.toBe(FIXABLE);
  });

  test("that is not there or no report is exit code 2", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": CLEAN });
    for (const file of ["none.json", "a.yaml"]) {
      const result = program.run(["a.yaml", "--baseline", file], { cwd });
      expect(result).toMatchObject({ code: 2, stdout: "" });
      expect(result.stderr).toContain(`seldon-lint: The baseline "${file}" `);
    }
  });
});
