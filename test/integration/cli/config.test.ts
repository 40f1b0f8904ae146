// `.seldonlint.yaml` and the flags beside it, on the command line.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Report } from "../../../schemas/src/index.ts";
import { CLEAN, REFUSED } from "../../support/cli-manifests.ts";
import { buildCli, type CliOptions, type CliProgram, type CliResult } from "../../support/cli-program.ts";
import { scratchFolder } from "../../support/scratch-folder.ts";

let program: CliProgram;
beforeAll(async () => {
  program = await buildCli();
});
afterAll(() => program.dispose());

function lint(args: readonly string[], options?: CliOptions): CliResult {
  return program.run(args, options);
}

/** Path and severity of each finding, and the paths of clean files. */
function found(args: readonly string[], options?: CliOptions): string[] {
  const { stdout, stderr } = lint([...args, "--format", "json"], options);
  expect(stderr).toBe("");
  return Report.parse(JSON.parse(stdout)).files.flatMap(file =>
    file.findings.length === 0 ? [file.path] : file.findings.map(({ severity }) => `${file.path} ${severity}`),
  );
}

const CONFIG = ".seldonlint.yaml";

describe("the nearest file", () => {
  test("holds for its folder and those below, and is no manifest itself", () => {
    const { path: cwd } = scratchFolder({
      [CONFIG]: "rules: { traffic-sum: warning }\n",
      "a.yaml": REFUSED,
      "near/.seldonlint.yaml": "rules: { traffic-sum: hint }\n",
      "near/b.yaml": REFUSED,
      "deep/down/c.yaml": REFUSED,
    });
    expect(found(["."], { cwd })).toEqual(["a.yaml warning", "deep/down/c.yaml warning", "near/b.yaml hint"]);
  });

  test("is looked for up to the root of the repository", () => {
    const { path: root } = scratchFolder({
      ".git/HEAD": "",
      [CONFIG]: "rules: { traffic-sum: off }\n",
      "a/b.yaml": REFUSED,
    });
    expect(found(["b.yaml"], { cwd: path.join(root, "a") })).toEqual(["b.yaml"]);
  });

  test("holds for standard input under the name it is given", () => {
    const { path: cwd } = scratchFolder({
      [CONFIG]: "rules: { traffic-sum: hint }\n",
      "near/.seldonlint.yaml": "rules: { traffic-sum: off }\n",
    });
    expect(found(["-"], { cwd, stdin: REFUSED })).toEqual(["<stdin> hint"]);
    expect(found(["-", "--stdin-filename", "near/a.yaml"], { cwd, stdin: REFUSED })).toEqual(["near/a.yaml"]);
  });

  test("goes behind the flags, entry by entry", () => {
    const { path: cwd } = scratchFolder({
      [CONFIG]: "seldonVersion: 1.15\nrules: { traffic-sum: hint, image-tag: error }\n",
      "a.yaml": REFUSED,
    });
    expect(found(["a.yaml", "--rule", "image-tag=off"], { cwd })).toEqual(["a.yaml hint"]);
    expect(found(["a.yaml", "--rule", "traffic-sum=warning"], { cwd })).toEqual(["a.yaml warning"]);
  });

  test("is not read with --no-config, another one with --config, whose globs count from the working folder", () => {
    const { path: cwd } = scratchFolder({
      [CONFIG]: "rules: { traffic-sum: off }\n",
      "ci/strict.yaml": "rules: { traffic-sum: warning }\nignore: [vendor/*.yaml]\n",
      "a.yaml": REFUSED,
      "vendor/b.yaml": REFUSED,
    });
    expect(found(["a.yaml", "vendor", "--no-config"], { cwd })).toEqual(["a.yaml error", "vendor/b.yaml error"]);
    expect(found(["a.yaml", "vendor", "--config", "ci/strict.yaml"], { cwd })).toEqual(["a.yaml warning"]);
  });
});

describe("what it says", () => {
  test("ignored files are not looked at, also where they are named, as a pre-commit hook names them", () => {
    const latin1 = Buffer.from(REFUSED.replace("iris", "caf\u00e9"), "latin1");
    const { path: cwd } = scratchFolder({ [CONFIG]: "ignore: [vendor/]\n", "vendor/a.yaml": latin1 });
    expect(lint(["vendor/a.yaml", CONFIG], { cwd })).toEqual({
      code: 0,
      stdout: "No problems in 0 files.\n",
      stderr: "",
    });
  });

  test("templates are not judged by their syntax", () => {
    const { path: cwd } = scratchFolder({
      [CONFIG]: "templates: ['*.in.yaml']\n",
      "a.in.yaml": 'kind: SeldonDeployment\nname: "{{ name }\n',
    });
    expect(found(["."], { cwd })).toEqual(["a.in.yaml"]);
    expect(found([".", "--no-config"], { cwd })).not.toEqual(["a.in.yaml"]);
  });

  test("servers are known, and so are their parameters", () => {
    const text = CLEAN.replace(
      "SKLEARN_SERVER",
      "TORCH_SERVER\n        parameters: [{ name: thread, value: '1', type: INT }]",
    );
    const { path: cwd } = scratchFolder({
      [CONFIG]: "servers: { TORCH_SERVER: { parameters: [threads] } }\n",
      "a.yaml": text,
    });
    const { stdout } = lint(["a.yaml", "--max-warnings", "0"], { cwd });
    expect(stdout).toMatch(/^a\.yaml:\d+:\d+ {2}warning {2}server-parameters\n/);
    expect(found(["a.yaml", "--no-config"], { cwd })).toEqual(["a.yaml error"]);
  });

  test("the version of Seldon gives way to a comment in a document", () => {
    const { path: cwd } = scratchFolder({
      [CONFIG]: "seldonVersion: 1.18\n",
      "a.yaml": `# seldon-version: 0.5\n${CLEAN}`,
    });
    expect(lint(["a.yaml"], { cwd }).stdout).toContain("so the document is checked for 1.18.2.");
  });
});

describe("a wrong one ends the run with 2 and says where", () => {
  test("before anything is checked or fixed", () => {
    const folder = scratchFolder({ [CONFIG]: "rules:\n  trafic-sum: off\n", "a.yaml": REFUSED });
    const result = lint(["--fix", "."], { cwd: folder.path });
    expect(result).toEqual({
      code: 2,
      stdout: "",
      stderr: "seldon-lint: .seldonlint.yaml:2:3: There is no rule trafic-sum. Did you mean traffic-sum?\n",
    });
    expect(folder.read("a.yaml")).toBe(REFUSED);
  });

  test("also where it would have ignored everything, and where it is named itself", () => {
    const { path: cwd } = scratchFolder({ [CONFIG]: "ignore: ['**']\nrule: {}\n", "a.yaml": REFUSED });
    for (const args of [["a.yaml"], [CONFIG], ["-"]]) {
      const result = lint(args, { cwd });
      expect(result.code).toBe(2);
      expect(result.stderr).toContain(".seldonlint.yaml:2:1: The configuration has no field rule. Did you mean rules?");
    }
    expect(lint(["a.yaml", "--no-config"], { cwd }).code).toBe(1);
  });

  test("one that is not there is said", () => {
    const { path: cwd } = scratchFolder({ "a.yaml": CLEAN });
    const result = lint(["a.yaml", "--config", "none.yaml"], { cwd });
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain("none.yaml:1:1: The file cannot be read");
  });
});

describe("init", () => {
  test("writes a configuration that changes nothing", () => {
    const folder = scratchFolder({ "a.yaml": REFUSED });
    const before = lint(["a.yaml"], { cwd: folder.path });
    expect(lint(["init"], { cwd: folder.path })).toMatchObject({ code: 0, stderr: "" });
    expect(folder.read(CONFIG)).toContain("#seldonVersion: 1.17.1");
    expect(lint(["a.yaml"], { cwd: folder.path })).toEqual(before);
  });

  test("overwrites nothing", () => {
    const folder = scratchFolder();
    writeFileSync(path.join(folder.path, CONFIG), "ignore: []\n");
    const result = lint(["init"], { cwd: folder.path });
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toContain("already, and it was left as it is");
    expect(folder.read(CONFIG)).toBe("ignore: []\n");
  });
});
