// Every file says at its head what it is for, since that is where a newcomer looks first.
import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";

test("every source file begins with a comment of what it is for", () => {
  const files = globSync(["{schemas,server,client,scripts,test}/**/*.{ts,mjs}"], {
    cwd: projectRoot,
    ignore: ["**/node_modules/**", "**/*.test.ts", "test/e2e/host/{builtin,node_modules}/**"],
  });
  const without = files.filter(
    file => !/^(#!.*\n)?(\/\/ \S|\/\*\* )/.test(readFileSync(path.join(projectRoot, file), "utf8")),
  );
  expect(without.sort()).toEqual([]);
});

test("docs/architecture.md names only paths that exist", () => {
  const text = readFileSync(path.join(projectRoot, "docs/architecture.md"), "utf8");
  const named = [
    ...text.matchAll(/`((?:schemas|server|client|snippets|media|test|scripts|docs|examples|bin)\/[\w./-]*)`/g),
  ].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(5);
  const missing = named.filter(
    name => globSync([name.endsWith("/") ? `${name}**` : name], { cwd: projectRoot, dot: true }).length === 0,
  );
  expect(missing).toEqual([]);
});
