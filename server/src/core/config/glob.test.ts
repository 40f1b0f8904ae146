// Globs of the configuration: what they match, what they refuse, and that none of them takes long.
import { describe, expect, test } from "vitest";
import { compileGlob } from "./glob.ts";

function matches(pattern: string, path: string): boolean {
  const glob = compileGlob(pattern);
  if ("problem" in glob) throw new Error(glob.problem);
  return glob.matches(path);
}

describe("matches", () => {
  test.each([
    ["*.yaml", "a.yaml"],
    ["*.yaml", "deep/down/a.yaml"],
    ["vendor", "vendor/a.yaml"],
    ["vendor", "deep/vendor/down/a.yaml"],
    ["vendor/", "deep/vendor/a.yaml"],
    ["/vendor", "vendor/a.yaml"],
    ["charts/*/values.yaml", "charts/iris/values.yaml"],
    ["charts/**/values.yaml", "charts/values.yaml"],
    ["charts/**/values.yaml", "charts/a/b/values.yaml"],
    ["**/generated/**", "a/generated/b/c.yaml"],
    ["**/generated/**", "generated/c.yaml"],
    ["k8s/**", "k8s/a.yaml"],
    ["k8s/{dev,test}/*.{yaml,yml}", "k8s/test/a.yml"],
    ["{a,b{1,2}}.yaml", "b2.yaml"],
    ["v[0-9].yaml", "v7.yaml"],
    ["v[!0-9].yaml", "vx.yaml"],
    ["v[]x].yaml", "v].yaml"],
    ["iris-?.yaml", "iris-ü.yaml"],
    ["iris-?.yaml", "iris-🌸.yaml"],
    ["a*b*c.yaml", "aXbYbZc.yaml"],
    [".github", ".github/a.yaml"],
    ["a+b(c).yaml", "a+b(c).yaml"],
    ["**", "a/b.yaml"],
  ])("%s: %s", (pattern, path) => {
    expect(matches(pattern, path)).toBe(true);
  });

  test.each([
    ["*.yaml", "a.yml"],
    ["/vendor", "deep/vendor/a.yaml"],
    ["vendor/", "vendor"],
    ["charts/*/values.yaml", "charts/a/b/values.yaml"],
    ["charts/*/values.yaml", "deep/charts/a/values.yaml"],
    ["k8s/*", "k8s-other/a.yaml"],
    ["v[0-9].yaml", "v10.yaml"],
    ["v?.yaml", "v/.yaml"],
    ["a.yaml", "aXyaml"],
    ["A.yaml", "a.yaml"],
  ])("not %s: %s", (pattern, path) => {
    expect(matches(pattern, path)).toBe(false);
  });
});

test.each([
  ["", "empty"],
  ["  ", "empty"],
  ["!a.yaml", "begins with"],
  ["charts\\a.yaml", "backslash"],
  ["../a.yaml", '".."'],
  ["./a.yaml", '"."'],
  ["[a.yaml", '"["'],
  ["{a,b.yaml", "brace"],
  ["}{.yaml", "brace"],
  ["{a,b}".repeat(20), "256"],
])("%j is refused in words", (pattern, part) => {
  const glob = compileGlob(pattern);
  expect("problem" in glob ? glob.problem : "").toContain(part);
});

test.each([
  ["stars in a name", `${"*a".repeat(200)}b`, "a".repeat(5_000)],
  ["stars between folders", `${"**/a/".repeat(200)}b`, "a/".repeat(5_000)],
])("%s take no time to speak of", (_, pattern, path) => {
  const started = performance.now();
  expect(matches(pattern, path)).toBe(false);
  expect(performance.now() - started).toBeLessThan(1_000);
});
