// The manifests under examples/ say what their stories say: each failed attempt is found, and what works is found clean.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { allRules, lintText, toContract } from "../../server/src/core/index.ts";
import { diaryFindings, type DiaryFinding } from "../support/diary.ts";

const examples = path.join(projectRoot, "examples");

describe("examples/diary", () => {
  test("the table has every manifest of the diary", () => {
    expect(globSync("*.yaml", { cwd: path.join(examples, "diary") }).sort()).toEqual(Object.keys(diaryFindings).sort());
  });
  test.each(Object.entries(diaryFindings))("%s", (file, expected) => {
    expect(findingsIn(path.join("diary", file))).toEqual(expected);
  });
  test("the README names the rule that is found first in each manifest", () => {
    const rows = readFileSync(path.join(examples, "diary", "README.md"), "utf8").split("\n");
    for (const [file, [first]] of Object.entries<readonly DiaryFinding[]>(diaryFindings)) {
      const rule = first?.rule ?? "nothing";
      expect(rows.find(row => row.startsWith(`| [${file}](${file})`))).toContain(rule);
    }
  });
  test("its README links to pages that exist", () => {
    const text = readFileSync(path.join(examples, "diary", "README.md"), "utf8");
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link);
    expect(links.filter(link => !existsSync(path.join(examples, "diary", link)))).toEqual([]);
  });
});

test.each(globSync(["*.yaml", "predict/*.yaml"], { cwd: examples }).sort())("examples/%s is clean", file => {
  expect(findingsIn(file)).toEqual([]);
});

function findingsIn(file: string): DiaryFinding[] {
  const text = readFileSync(path.join(examples, file), "utf8");
  const lines = text.split("\n").map(line => line.trim());
  const { findings } = lintText(text, { rules: allRules, fileName: file, onCrash: "throw" });
  return toContract(findings, text).map(({ severity, rule, range }) => ({
    severity,
    rule,
    line: lines[range.start.line] ?? "",
  }));
}
