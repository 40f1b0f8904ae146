import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { scratchFolder } from "../../../test/support/scratch-folder.ts";
import { findFiles } from "./files.ts";

async function pathsOf(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = await findFiles(paths, cwd);
  expect(found.problems).toEqual([]);
  return found.files.map(file => file.reportPath);
}

describe("finding files", () => {
  test("a folder gives its YAML and JSON files, at any depth, in order", async () => {
    const { path: cwd } = scratchFolder({
      "b.yaml": "",
      "a/c.YML": "",
      "a/b/d.json": "",
      "a/readme.md": "",
      "z.yaml.bak": "",
    });
    expect(await pathsOf(["."], cwd)).toEqual(["a/b/d.json", "a/c.YML", "b.yaml"]);
  });

  test("node_modules and .git are passed over, other hidden folders are not", async () => {
    const { path: cwd } = scratchFolder({
      "node_modules/x/a.yaml": "",
      ".git/b.yaml": "",
      "sub/node_modules/c.json": "",
      ".ci/d.yaml": "",
    });
    expect(await pathsOf(["."], cwd)).toEqual([".ci/d.yaml"]);
  });

  test("a named file is taken whatever it is called", async () => {
    const { path: cwd } = scratchFolder({ "manifest.txt": "", "node_modules/x/a.yaml": "" });
    expect(await pathsOf(["manifest.txt", "node_modules/x/a.yaml"], cwd)).toEqual([
      "manifest.txt",
      "node_modules/x/a.yaml",
    ]);
  });

  test("a file that is reached twice counts once", async () => {
    const { path: cwd } = scratchFolder({ "a/b.yaml": "" });
    expect(await pathsOf(["a", "a/b.yaml", "./a/../a/b.yaml", "a/*.yaml"], cwd)).toEqual(["a/b.yaml"]);
  });

  test("globs are resolved where the shell has not done it", async () => {
    const { path: cwd } = scratchFolder({
      "a/one.yaml": "",
      "a/two.yml": "",
      "b/three.yaml": "",
      "b/node_modules/four.yaml": "",
    });
    expect(await pathsOf(["**/*.yaml"], cwd)).toEqual(["a/one.yaml", "b/three.yaml"]);
    expect(await pathsOf(["a/*.{yaml,yml}"], cwd)).toEqual(["a/one.yaml", "a/two.yml"]);
  });

  test("a file whose name looks like a glob is that file", async () => {
    const { path: cwd } = scratchFolder({ "a[1].yaml": "", "a1.yaml": "" });
    expect(await pathsOf(["a[1].yaml"], cwd)).toEqual(["a[1].yaml"]);
  });

  test("paths outside the working folder are shown from it", async () => {
    const { path: root } = scratchFolder({ "here/x.yaml": "", "there/a.yaml": "" });
    expect(await pathsOf(["../there"], path.join(root, "here"))).toEqual(["../there/a.yaml"]);
  });

  test("what is not there is said, for each path", async () => {
    const { path: cwd } = scratchFolder({ "a.yaml": "" });
    expect((await findFiles(["a.yaml", "b.yaml", "c/*.yaml"], cwd)).problems).toEqual([
      'There is no file or folder "b.yaml".',
      'No file matches "c/*.yaml".',
    ]);
  });

  test("a folder without manifests is told apart", async () => {
    const { path: cwd } = scratchFolder({ "docs/readme.md": "", "a.yaml": "" });
    expect((await findFiles(["docs", "."], cwd)).emptyFolders).toEqual(["docs"]);
  });

  test("links to files are followed, links to folders and dead ones are not", async () => {
    const { path: cwd } = scratchFolder({ "real/a.yaml": "" });
    mkdirSync(path.join(cwd, "links"));
    symlinkSync("../real/a.yaml", path.join(cwd, "links/linked.yaml"));
    symlinkSync("..", path.join(cwd, "links/up"));
    symlinkSync("nowhere", path.join(cwd, "links/dead.yaml"));
    symlinkSync("loop.yaml", path.join(cwd, "links/loop.yaml"));
    expect(await pathsOf(["links"], cwd)).toEqual(["links/linked.yaml"]);
    expect((await findFiles(["links/loop.yaml"], cwd)).problems).toEqual([
      'There is no file or folder "links/loop.yaml".',
    ]);
  });
});
