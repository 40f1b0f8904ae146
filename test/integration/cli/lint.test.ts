// The command line as a process: what it reads, what it prints, how it ends.
import { existsSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import * as z from "zod";
import { Report } from "../../../schemas/src/index.ts";
import { packageVersion } from "../../../scripts/bundle-options.ts";
import { projectRoot } from "../../../scripts/project-root.ts";
import { buildCli, runProgram, type CliOptions, type CliProgram, type CliResult } from "../../support/cli-program.ts";
import { CLEAN, FIXABLE, manifest, REFUSED } from "../../support/cli-manifests.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";

let program: CliProgram;
beforeAll(async () => {
  program = await buildCli();
});
afterAll(() => program.dispose());

function lint(args: readonly string[], options?: CliOptions): CliResult {
  return program.run(args, options);
}

describe("exit codes", () => {
  test("0 and a line that says so, for clean manifests", () => {
    const { path: cwd } = scratchFolder({ "clean.yaml": CLEAN });
    expect(lint(["clean.yaml"], { cwd })).toEqual({ code: 0, stdout: "No problems in 1 file.\n", stderr: "" });
  });

  test("1 for findings", () => {
    const { path: cwd } = scratchFolder({ "bad.yaml": REFUSED });
    const result = lint(["bad.yaml"], { cwd });
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^bad\.yaml:\d+:\d+ {2}error {2}traffic-sum \(refused by the webhook\)\n/);
    expect(result.stderr).toBe("");
  });

  test("0 for findings below the threshold, 1 for those at it", () => {
    const { path: cwd } = scratchFolder({ "bad.yaml": REFUSED });
    const asHint = ["bad.yaml", "--rule", "traffic-sum=hint"];
    expect(lint(asHint, { cwd }).code).toBe(0);
    expect(lint([...asHint, "--severity", "hint"], { cwd }).code).toBe(1);
    expect(lint(["bad.yaml", "--rule", "traffic-sum=off", "--severity", "hint"], { cwd }).code).toBe(0);
  });

  test("1 for more warnings than allowed", () => {
    const { path: cwd } = scratchFolder({ "bad.yaml": REFUSED });
    const asWarning = ["bad.yaml", "--rule", "traffic-sum=warning"];
    expect(lint([...asWarning, "--max-warnings", "1"], { cwd }).code).toBe(0);
    expect(lint([...asWarning, "--max-warnings", "0"], { cwd }).code).toBe(1);
  });

  test.each([
    [["--formt", "json"], 'seldon-lint: There is no option --formt. Did you mean "--format"?'],
    [["--rule", "trafic-sum=off"], 'seldon-lint: There is no rule "trafic-sum". Did you mean "traffic-sum"?'],
    [["nowhere.yaml"], 'seldon-lint: There is no file or folder "nowhere.yaml".'],
    [["none/**/*.yaml"], 'seldon-lint: No file matches "none/**/*.yaml".'],
    [["explain", "nothing-such-here"], 'seldon-lint: There is no rule "nothing-such-here".'],
  ])("2 and a message on standard error for %j", (args, message) => {
    const { path: cwd } = scratchFolder({ "clean.yaml": CLEAN });
    const result = lint(args, { cwd });
    expect(result.code).toBe(2);
    expect(result.stdout).toBe("");
    expect(result.stderr).toContain(message);
  });
});

describe("JSON report", () => {
  test("is the contract's, with zero-based places and relative paths", () => {
    const { path: cwd } = scratchFolder({
      "k8s/bad.yaml": REFUSED,
      "k8s/good/clean.yml": CLEAN,
      "k8s/notes.md": REFUSED,
    });
    const { code, stdout, stderr } = lint(["k8s", "--format", "json"], { cwd });
    const report = Report.parse(JSON.parse(stdout));
    expect(code).toBe(1);
    expect(stderr).toBe("");
    expect(report.tool).toEqual({ name: "seldon-lint", version: "1.2.3" });
    expect(report.files.map(file => file.path)).toEqual(["k8s/bad.yaml", "k8s/good/clean.yml"]);
    expect(report.summary).toEqual({ error: 1, warning: 0, information: 0, hint: 0, files: 2 });
    const [finding] = report.files[0]?.findings ?? [];
    const line = REFUSED.split("\n").findIndex(text => text.includes("traffic: 50"));
    expect(finding).toMatchObject({
      rule: "traffic-sum",
      messageId: "wrongTotal",
      severity: "error",
      refusedBy: "webhook",
      range: { start: { line, character: 15 }, end: { line, character: 17 } },
      path: ["spec", "predictors", 1, "traffic"],
      docs: "docs/rules/traffic-sum.md",
    });
    expect(finding?.fixes.map(fix => fix.kind)).toEqual(["suggestion", "suggestion"]);
  });

  test("is the same on every run and does not depend on the order of the paths", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": REFUSED, "b.json": "{}", "c/d.yaml": FIXABLE });
    const first = lint(["a.yaml", "b.json", "c", "--format=json"], { cwd }).stdout;
    expect(lint(["c", "b.json", "*.yaml", "--format=json"], { cwd }).stdout).toBe(first);
  });

  test("goes to a file with --output, and then nothing to standard output", () => {
    const folder = scratchFolder({ "a.yaml": REFUSED });
    const result = lint(["a.yaml", "--format", "json", "--output", "reports/lint.json"], { cwd: folder.path });
    expect(result).toEqual({ code: 1, stdout: "", stderr: "" });
    expect(Report.parse(JSON.parse(folder.read("reports/lint.json"))).summary.error).toBe(1);
  });

  test("an output that cannot be written is exit code 2", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": CLEAN });
    const result = lint(["a.yaml", "--output", "a.yaml/report.json"], { cwd });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^seldon-lint: The report cannot be written to "a\.yaml\/report\.json" \(.+\)\.\n$/);
  });

  test("a report larger than a pipe's buffer comes through whole", () => {
    const { path: cwd } = scratchFolder({ "many.yaml": Array.from({ length: 400 }, () => REFUSED).join("---\n") });
    const { stdout } = lint(["many.yaml", "--format", "json"], { cwd });
    expect(stdout.length).toBeGreaterThan(200_000);
    expect(Report.parse(JSON.parse(stdout)).summary.error).toBe(400);
  });
});

describe("standard input", () => {
  test("is read for - and has a name of its own", () => {
    const report = Report.parse(JSON.parse(lint(["-", "--format", "json"], { stdin: REFUSED }).stdout));
    expect(report.files.map(file => file.path)).toEqual(["<stdin>"]);
    expect(report.summary.error).toBe(1);
  });

  test("takes the name it is given, which also tells templates", () => {
    const named = lint(["-", "--stdin-filename", "k8s/iris.yaml"], { stdin: REFUSED });
    expect(named.stdout).toMatch(/^k8s\/iris\.yaml:/);
    const broken = 'kind: SeldonDeployment\nname: "{{ name }\n';
    expect(lint(["-", "--stdin-filename", "iris.yaml"], { stdin: broken }).code).toBe(1);
    expect(lint(["-", "--stdin-filename", "iris.yaml.j2"], { stdin: broken }).code).toBe(0);
  });

  test("empty input is clean", () => {
    expect(lint(["-"], { stdin: "" })).toEqual({ code: 0, stdout: "No problems in 1 file.\n", stderr: "" });
  });
});

describe("--fix", () => {
  test("mends the file, keeps its comments, reports what is left", () => {
    const folder = scratchFolder({ "a.yaml": `# head\n${FIXABLE}---\n${REFUSED}`, "b.yaml": CLEAN });
    const result = lint(["--fix", "."], { cwd: folder.path });
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/\nFixed 1 problem\. 1 problem in 1 of 2 files: 1 error\.\n$/);
    expect(folder.read("a.yaml")).toBe(`# head\n${FIXABLE.replace("traffic: 40 # share", "# share")}---\n${REFUSED}`);
    expect(folder.read("b.yaml")).toBe(CLEAN);
    expect(lint(["--fix", "."], { cwd: folder.path }).stdout).not.toContain("Fixed");
  });

  test("keeps a byte order mark and CRLF", () => {
    const before = `\uFEFF${FIXABLE.replaceAll("\n", "\r\n")}`;
    const folder = scratchFolder({ "a.yaml": before });
    expect(lint(["--fix", "a.yaml"], { cwd: folder.path }).code).toBe(0);
    expect(folder.read("a.yaml")).toBe(before.replace("traffic: 40 # share", "# share"));
  });

  test("as a dry run prints a diff to standard output, the rest to standard error, and changes nothing", () => {
    const folder = scratchFolder({ "sub/a.yaml": FIXABLE, "sub/b.yaml": REFUSED });
    const result = lint(["--fix-dry-run", "sub"], { cwd: folder.path });
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^--- a\/sub\/a\.yaml\n\+\+\+ b\/sub\/a\.yaml\n@@ /);
    expect(result.stdout).toContain("\n-      traffic: 40 # share\n+      # share\n");
    expect(result.stderr).toContain("--fix would mend 1 problem. 1 problem in 1 of 2 files");
    expect(folder.read("sub/a.yaml")).toBe(FIXABLE);
  });

  test("as a dry run also takes standard input", () => {
    const result = lint(["--fix-dry-run", "-", "--stdin-filename", "a.yaml"], { stdin: FIXABLE });
    expect(result.code).toBe(0);
    expect(result.stdout).toContain("+++ b/a.yaml\n");
  });
});

describe("bad input", () => {
  test("a file that is not UTF-8 is named, and the others are linted all the same", () => {
    const latin1 = Buffer.from(REFUSED.replace("name: iris", "name: caf\u00e9"), "latin1");
    const { path: cwd } = scratchFolder({ "a.yaml": latin1, "b.yaml": REFUSED });
    const result = lint(["."], { cwd });
    expect(result.code).toBe(2);
    expect(result.stderr).toBe(
      "seldon-lint: a.yaml: The file is not UTF-8 text. kubectl could not read it either: save it as UTF-8.\n",
    );
    expect(result.stdout).toMatch(/^b\.yaml:\d+/);
    expect(lint(["a.yaml"], { cwd }).code).toBe(2);
  });

  test("UTF-16 is named too", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": Buffer.from(`\uFEFF${REFUSED}`, "utf16le") });
    expect(lint(["."], { cwd }).stderr).toContain("a.yaml: The file is not UTF-8 text.");
  });

  test("foreign binary files in a folder are passed over, but not where they are named", () => {
    const { path: cwd } = scratchFolder({ "image.json": Uint8Array.of(0x89, 0x50, 0xff, 0xfe, 0x00), "a.yaml": CLEAN });
    expect(lint(["."], { cwd })).toMatchObject({ code: 0, stderr: "" });
    expect(lint(["image.json"], { cwd })).toMatchObject({ code: 2 });
  });

  test("NUL bytes in a manifest are a finding at their place", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": CLEAN.replace("iris", "ir\u0000is") });
    const result = lint(["a.yaml"], { cwd });
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^a\.yaml:4:11 {2}error {2}yaml-syntax/);
  });

  test("what cannot be read is named", async () => {
    const { path: cwd } = scratchFolder({ "b.yaml": REFUSED });
    const server = net.createServer().listen(path.join(cwd, "socket.yaml"));
    onTestFinished(() => void server.close());
    await new Promise(resolve => server.once("listening", resolve));
    const result = lint(["socket.yaml", "b.yaml"], { cwd });
    expect(result.code).toBe(2);
    expect(result.stderr).toMatch(/^seldon-lint: socket\.yaml: The file cannot be read \(.+\)\.\n$/);
    expect(result.stdout).toMatch(/^b\.yaml:/);
  });

  test("a file above the limit is named but not read, and --max-size moves the limit", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": REFUSED });
    const limited = lint(["a.yaml", "--max-size", "100", "--format", "json"], { cwd });
    expect(limited.code).toBe(0);
    expect(Report.parse(JSON.parse(limited.stdout)).files[0]?.findings.map(finding => finding.rule)).toEqual([
      "document-too-large",
    ]);
    expect(lint(["a.yaml", "--max-size", "100000"], { cwd }).code).toBe(1);
  });

  test("20 MB of text end quickly", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": REFUSED + "# filler\n".repeat(2_200_000) });
    const started = performance.now();
    const result = lint(["a.yaml"], { cwd });
    expect(result).toMatchObject({ code: 0 });
    expect(result.stdout).toContain("document-too-large");
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test("an alias bomb ends quickly", () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `  a${level + 1}: &a${level + 1} [*a${level}, *a${level}]\n`,
    );
    const { path: cwd } = scratchFolder({ "a.yaml": `${REFUSED}x:\n  a0: &a0 [1, 2]\n${levels.join("")}` });
    const result = lint(["a.yaml"], { cwd });
    expect(result.code).toBe(1);
    expect(result.stdout).toContain("excessive aliasing");
  });

  test("foreign YAML is silent", () => {
    const { path: cwd } = scratchFolder({ "compose.yaml": "services:\n  a: [\n", "values.json": "{" });
    expect(lint(["."], { cwd })).toEqual({ code: 0, stdout: "No problems in 2 files.\n", stderr: "" });
  });

  test("a folder without manifests is said", () => {
    const { path: cwd } = scratchFolder({ "docs/readme.md": "" });
    const result = lint(["docs"], { cwd });
    expect(result.code).toBe(0);
    expect(result.stderr).toBe('seldon-lint: There is no YAML or JSON file below "docs".\n');
  });
});

describe("color", () => {
  const escape = "\u001b[";
  test.each([
    ["none into a pipe", [], {}, false],
    ["with --color", ["--color"], {}, true],
    ["with FORCE_COLOR", [], { FORCE_COLOR: "1" }, true],
    ["NO_COLOR before FORCE_COLOR", [], { FORCE_COLOR: "1", NO_COLOR: "1" }, false],
    ["--no-color before FORCE_COLOR", ["--no-color"], { FORCE_COLOR: "1" }, false],
    ["--color before NO_COLOR", ["--color"], { NO_COLOR: "1" }, true],
  ] as const)("%s", (_, flags, env, expected) => {
    expect(lint(["-", ...flags], { stdin: REFUSED, env }).stdout.includes(escape)).toBe(expected);
  });
});

describe("the version of Seldon", () => {
  test("is taken or refused", () => {
    expect(lint(["-", "--seldon-version", "1.15"], { stdin: CLEAN }).code).toBe(0);
    expect(lint(["-", "--seldon-version", "0.9"], { stdin: CLEAN }).stderr).toContain(
      "--seldon-version knows 1.15, 1.16, 1.17 or 1.18",
    );
  });
});

const RuleList = z.object({
  version: z.literal(1),
  rules: z.array(z.object({ id: z.string(), failureModes: z.array(z.string()) })),
});

test("the commands about rules and the program itself", () => {
  const markdown = lint(["rules", "--format", "markdown"]).stdout;
  expect(markdown).toContain(
    "| [traffic-sum](docs/rules/traffic-sum.md) | error | Require predictor traffic to add up to 100 | S31 |",
  );
  const listed = RuleList.parse(JSON.parse(lint(["rules", "--format", "json"]).stdout));
  expect(listed.rules.find(rule => rule.id === "traffic-sum")).toEqual({ id: "traffic-sum", failureModes: ["S31"] });
  expect(lint(["rules"]).stdout).toMatch(/^traffic-sum +error +Require predictor traffic/m);
  const explained = lint(["explain", "traffic-sum"]);
  expect(explained.code).toBe(0);
  for (const heading of ["Why", "What to do", "What it says", "page: docs/rules/traffic-sum.md"])
    expect(explained.stdout).toContain(heading);
  expect(lint(["--version"]).stdout).toBe("1.2.3\n");
  expect(lint(["--help"])).toMatchObject({ code: 0, stderr: "" });
});

test("thousands of files are reported in order, whoever of the threads has read them", () => {
  const names = Array.from({ length: 2_500 }, (_, index) => `${String(index).padStart(4, "0")}.yaml`);
  const { path: cwd } = scratchFolder(
    Object.fromEntries(names.map((name, index) => [name, index % 2 === 0 ? manifest(index, 1) : CLEAN])),
  );
  const { code, stdout, stderr } = lint([".", "--format", "json"], { cwd });
  const { files } = Report.parse(JSON.parse(stdout));
  expect([code, stderr]).toEqual([1, ""]);
  expect(files.map(file => file.path)).toEqual(names);
  const totals = files.map(({ findings }) => /adds up to (\d+)/.exec(findings[0]?.message ?? "")?.[1]);
  const expected = names.map((_, index) => (index % 2 === 0 && index !== 99 ? String(index + 1) : undefined));
  expect(totals).toEqual(expected);
});

test("a reader that closes early is no crash", async () => {
  const { path: cwd } = scratchFolder({ "many.yaml": Array.from({ length: 400 }, () => REFUSED).join("---\n") });
  const result = await program.runUnread(["many.yaml", "--format", "json"], { cwd });
  expect(result).toEqual({ code: 1, stderr: "" });
});

test("the shipped launcher runs the shipped bundle", () => {
  const launcher = path.join(projectRoot, "bin/seldon-lint.js");
  expect(existsSync(path.join(projectRoot, "dist/cli.js")), 'Run "npm run build" first').toBe(true);
  expect(runProgram(launcher, ["--version"])).toEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: "" });
  expect(runProgram(launcher, ["-"], { stdin: REFUSED }).code).toBe(1);
});
