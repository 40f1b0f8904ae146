// Which configuration holds for a file, and what it says of it.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { scratchFolder } from "../../../test/support/scratch-folder.ts";
import { readConfig } from "../core/index.ts";
import { ConfigLoader, loadConfig, verdictFor } from "./index.ts";

/** The configuration for a file below a scratch folder, relative to that folder. */
function configFor(
  files: Readonly<Record<string, string>>,
  file: string,
  roots: readonly string[] = [],
): string | undefined {
  const { path: root } = scratchFolder(files);
  const loader = new ConfigLoader(roots.map(name => path.join(root, name)));
  const found = loader.for(path.join(root, file));
  return found && path.relative(root, found.path);
}

describe("the nearest one", () => {
  const config = { ".seldonlint.yaml": "", "repo/.git/HEAD": "" };

  test("upwards to the root of the repository, and no further", () => {
    expect(configFor({ ...config, "repo/.seldonlint.yaml": "" }, "repo/a/b/c.yaml")).toBe("repo/.seldonlint.yaml");
    expect(configFor({ ...config, "repo/a/.seldonlint.yaml": "" }, "repo/a/b/c.yaml")).toBe("repo/a/.seldonlint.yaml");
    expect(configFor(config, "repo/a/b/c.yaml")).toBeUndefined();
  });

  test("upwards to the workspace, also where a repository lies in it or around it", () => {
    expect(configFor({ ".seldonlint.yaml": "" }, "a/b/c.yaml", ["."])).toBe(".seldonlint.yaml");
    expect(configFor(config, "repo/a/c.yaml", ["."])).toBe(".seldonlint.yaml");
    expect(configFor({ "repo/.git": "gitdir: x", "repo/.seldonlint.yaml": "" }, "repo/a/c.yaml", ["repo/a"])).toBe(
      "repo/.seldonlint.yaml",
    );
  });

  test("in the file's own folder only, where there is neither", () => {
    expect(configFor({ "a/.seldonlint.yaml": "" }, "a/c.yaml")).toBe("a/.seldonlint.yaml");
    expect(configFor({ "a/.seldonlint.yaml": "" }, "a/b/c.yaml", ["elsewhere"])).toBeUndefined();
  });

  test("is read once, and again after a change was told", () => {
    const { path: root } = scratchFolder({ ".seldonlint.yaml": "ignore: [a]" });
    const loader = new ConfigLoader([root]);
    const first = loader.for(path.join(root, "a/b.yaml"));
    expect(loader.for(path.join(root, "c.yaml"))).toBe(first);
    loader.forget();
    expect(loader.for(path.join(root, "c.yaml"))).not.toBe(first);
  });
});

test("what cannot be read is a problem, not nothing", () => {
  const { path: root } = scratchFolder();
  mkdirSync(path.join(root, ".seldonlint.yaml"));
  const found = new ConfigLoader([root]).for(path.join(root, "a.yaml"));
  expect(found?.problems.map(({ message }) => message)).toEqual([expect.stringContaining("cannot be read")]);
  const latin1 = scratchFolder({ "c.yaml": Uint8Array.of(0x23, 0xe9) });
  expect(loadConfig(path.join(latin1.path, "c.yaml")).problems).toHaveLength(1);
});

describe("of a file", () => {
  const { config } = readConfig("ignore: [vendor]\ntemplates: ['deploy/*.yaml']\n");

  test.each([
    ["vendor/a.yaml", { isIgnored: true, isTemplate: false }],
    ["deploy/a.yaml", { isIgnored: false, isTemplate: true }],
    ["a.yaml", { isIgnored: false, isTemplate: false }],
    ["../vendor/a.yaml", { isIgnored: false, isTemplate: false }],
    ["..vendor/a.yaml", { isIgnored: false, isTemplate: false }],
  ])("%s", (file, expected) => {
    const base = path.resolve("project");
    expect(verdictFor({ path: "", base, text: "", config, problems: [] }, path.join(base, file))).toEqual(expected);
  });
});
