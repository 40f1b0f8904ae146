// What is shipped outside VS Code: the npm package, the GitHub Action that runs it, and the pre-commit hooks.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod";
import { jsonObject } from "../../scripts/json-object.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { parseArguments } from "../../server/src/cli/arguments.ts";
import { allRules } from "../../server/src/core/index.ts";
import { scratchFolder } from "../support/scratch-folder.ts";

function read(file: string): string {
  return readFileSync(path.join(projectRoot, file), "utf8");
}

const Packed = z.tuple([z.object({ files: z.array(z.object({ path: z.string() })) })]);

test("the npm package holds the programs and every page that a report names, and no sources", () => {
  const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: projectRoot,
    encoding: "utf8",
  });
  const paths = Packed.parse(JSON.parse(stdout))[0].files.map(file => file.path);
  for (const file of ["dist/cli.js", "dist/server.js", "dist/yaml-service.js", "schemas/json/seldonlint.json"])
    expect(paths).toContain(file);
  for (const bin of Object.values(jsonObject(jsonObject(JSON.parse(read("package.json")))["bin"])))
    expect(paths).toContain(bin);
  for (const { meta } of allRules) expect(paths).toContain(`docs/rules/${meta.id}.md`);
  expect(paths.filter(file => /\.(ts|map)$|^(server|client|test|scripts)\//.test(file))).toEqual([]);
});

test("every picture that the walkthrough and the README name is there and no empty file", () => {
  const ours = /\bmedia\/[\w-]+\.(?:png|svg)\b/g;
  const walkthroughs = JSON.stringify(
    jsonObject(jsonObject(JSON.parse(read("package.json")))["contributes"])["walkthroughs"],
  );
  for (const text of [walkthroughs, read("README.md")]) {
    const named = [...new Set(text.match(ours))];
    expect(named).not.toEqual([]);
    for (const file of named) {
      const picture = path.join(projectRoot, file);
      expect(existsSync(picture) && statSync(picture).size > 1_000, file).toBe(true);
    }
  }
});

const Action = z.object({
  inputs: z.record(z.string(), z.object({ description: z.string().min(1), default: z.string() })),
  runs: z.object({
    using: z.literal("composite"),
    steps: z.tuple([z.object({ shell: z.literal("bash"), env: z.record(z.string(), z.string()), run: z.string() })]),
  }),
});

describe("the GitHub Action", () => {
  const { inputs, runs } = Action.parse(parse(read("action.yml")));
  const [{ env, run }] = runs.steps;

  /** What it would start, with `npx` replaced by a program that prints its arguments. */
  function started(given: Readonly<Record<string, string>>): string[] {
    const { path: bin } = scratchFolder();
    const npx = path.join(bin, "npx");
    writeFileSync(npx, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
    chmodSync(npx, 0o755);
    const values = Object.entries(env).map(([name, expression]): [string, string] => {
      const input = /^\$\{\{ inputs\.(\w+) \}\}$/.exec(expression)?.[1] ?? "";
      return [name, given[input] ?? inputs[input]?.default ?? `no input for ${expression}`];
    });
    const result = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      env: { ...Object.fromEntries(values), PATH: `${bin}${path.delimiter}${process.env["PATH"] ?? ""}` },
      encoding: "utf8",
    });
    expect(result.stderr).toBe("");
    return result.stdout.trimEnd().split("\n");
  }

  test("checks everything and annotates, where nothing is said", () => {
    expect(started({})).toEqual([
      "--yes",
      "--package",
      "seldon-deployments@latest",
      "--",
      "seldon-lint",
      "lint",
      "--format",
      "github",
      "--",
      ".",
    ]);
  });

  test("passes inputs on as they are, and runs nothing in them", () => {
    const words = started({
      paths: "my models/*.yaml\n\n$(touch x)\n--fix\n",
      format: "sarif",
      output: "out put.sarif",
      args: "--severity warning --rule image-tag=off",
      version: "0.1.0",
    });
    expect(words[2]).toBe("seldon-deployments@0.1.0");
    expect(parseArguments(words.slice(words.indexOf("seldon-lint") + 1))).toMatchObject({
      kind: "lint",
      paths: ["my models/*.yaml", "$(touch x)", "--fix"],
      format: "sarif",
      output: "out put.sarif",
      threshold: "warning",
      severities: { "image-tag": "off" },
      fix: "none",
    });
  });

  test("every input is used, and none stands in the script itself", () => {
    const used = Object.values(env).map(expression => /inputs\.(\w+)/.exec(expression)?.[1]);
    expect(used.sort()).toEqual(Object.keys(inputs).sort());
    expect(run).not.toContain("${{");
  });
});

test("the pre-commit hooks start the program as it is understood", () => {
  const hooks = z
    .array(z.object({ id: z.string(), entry: z.string(), language: z.literal("node"), types_or: z.array(z.string()) }))
    .parse(parse(read(".pre-commit-hooks.yaml")));
  expect(hooks.map(({ id }) => id)).toEqual(["seldon-lint", "seldon-lint-fix"]);
  for (const { entry } of hooks) {
    const [program, ...words] = entry.split(" ");
    expect(program).toBe("seldon-lint");
    expect(parseArguments([...words, "a.yaml"])).toMatchObject({ kind: "lint", paths: ["a.yaml"] });
  }
});

test("the commands in docs/ci.md are understood", () => {
  const commands = [...read("docs/ci.md").matchAll(/(?:^|-- )seldon-lint (.*)$/gm)].map(([, words = ""]) => words);
  expect(commands.length).toBeGreaterThanOrEqual(4);
  for (const words of commands) expect(parseArguments(words.split(" ")).kind, words).toBe("lint");
});
