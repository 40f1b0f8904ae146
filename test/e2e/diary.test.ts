// The diary in a real VS Code: every attempt's problem stands where it was made, and the light bulb mends it.
import { describe, expect, test } from "vitest";
import { parseAllDocuments } from "yaml";
import {
  diaryFindings,
  diaryFirstFix,
  lineNumberOf,
  readDiary,
  type DiaryFinding,
  type DiaryManifest,
} from "../support/diary.ts";
import type { Problem } from "../support/problems-panel.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const ATTEMPTS: readonly DiaryManifest[] = [
  "01-duplicate-volume.yaml",
  "02-initializer-without-model-uri.yaml",
  "03-rclone-conf-nobody-reads.yaml",
  "04-secret-without-remote.yaml",
  "05-placeholder-left-in.yaml",
  "06-wrong-server.yaml",
  "07-unknown-parameter.yaml",
  "08-conda-out-of-memory.yaml",
  "09-killed-while-starting.yaml",
];

const LATE_LIVENESS = "10-late-liveness.yaml";

/** Four attempts that have safe fixes, in one file. */
const SEVERAL = [
  "04-secret-without-remote.yaml",
  "07-unknown-parameter.yaml",
  "08-conda-out-of-memory.yaml",
  "09-killed-while-starting.yaml",
] as const;
const severalText = SEVERAL.map(readDiary).join("---\n");

const suite = useSuiteWorkbench({
  files: {
    ...Object.fromEntries(ATTEMPTS.map(manifest => [manifest, readDiary(manifest)])),
    [LATE_LIVENESS]: readDiary(LATE_LIVENESS),
    "final.yaml": readDiary("final.yaml"),
    "several.yaml": severalText,
  },
});

describe.each(ATTEMPTS)("%s", manifest => {
  const text = readDiary(manifest);
  const findings: readonly DiaryFinding[] = diaryFindings[manifest];
  const [first] = findings;
  const fix = diaryFirstFix[manifest];

  test("its problems stand on their lines; the first fix mends it, undo brings it back", async () => {
    const { window } = suite;
    await window.openFile(manifest);
    const found = await window.problemsWhen(all => all.length === findings.length);
    expect(found.map(inShort).sort()).toEqual(findings.map(finding => asShown(finding, text)).sort());
    const problem = found.find(({ code }) => code === first?.rule);
    if (problem === undefined) throw new Error("The attempt's own problem is not among those found.");
    await expectFirstFix(problem, fix);
    await window.closeEditor();
    await window.problemsWhen(all => all.length === 0);
  });

  async function expectFirstFix(problem: Problem, title: string | undefined): Promise<void> {
    const { window } = suite;
    const lightBulb = await window.lightBulbAt(problem);
    expect(lightBulb.titles[0]).toBe(title ?? `Disable ${problem.code} for this line`);
    if (title === undefined) {
      await lightBulb.close();
      return;
    }
    await lightBulb.apply(title);
    // Its message, since a suggestion may leave something else to say to the same rule.
    await window.problemsWhen(all => all.every(({ message }) => message !== problem.message));
    expectKept(await window.editorText(), text);
    await window.undo();
    await window.problemsWhen(all => all.some(({ message }) => message === problem.message));
    expect(await window.editorText()).toBe(text);
  }
});

test("a hint is dotted under its line, kept out of the Problems view, and can be mended too", async () => {
  const { window } = suite;
  const [hint] = diaryFindings[LATE_LIVENESS];
  await window.openFile(LATE_LIVENESS);
  await window.squiggles("hint").first().waitFor();
  expect(await window.problems()).toEqual([]);
  const lightBulb = await window.lightBulb(hint.line);
  const fix = diaryFirstFix[LATE_LIVENESS] ?? "";
  expect(lightBulb.titles[0]).toBe(fix);
  await lightBulb.apply(fix);
  await window.squiggles("hint").first().waitFor({ state: "detached" });
  await window.undo();
  await window.squiggles("hint").first().waitFor();
  await window.closeEditor();
});

test("Fix All mends every problem that has a safe fix, and loses no comment", async () => {
  const { window } = suite;
  const rules = SEVERAL.flatMap(manifest => diaryFindings[manifest].map(({ rule }) => rule));
  const areAllThere = (all: readonly Problem[]): boolean => rules.every(rule => all.some(({ code }) => code === rule));
  await window.openFile("several.yaml");
  await window.problemsWhen(areAllThere);
  await window.focusEditor();
  await window.runCommand("Seldon: Fix All Problems in File");
  await window.problemsWhen(all => all.length === 0);
  const fixed = await window.editorText();
  expectKept(fixed, severalText);
  await window.save();
  expect(suite.read("several.yaml")).toBe(fixed);
  await window.undo();
  await window.problemsWhen(areAllThere);
  expect(await window.editorText()).toBe(severalText);
  await window.save();
  await window.closeEditor();
});

test("what works has no problem", async () => {
  const { window } = suite;
  await window.openFile("07-unknown-parameter.yaml");
  await window.problemsWhen(all => all.length === 1);
  await window.openFile("final.yaml");
  await window.hoverAt("MLFLOW_SERVER", "seldonio/mlflowserver");
  expect((await window.problems()).filter(({ file }) => file === "final.yaml")).toEqual([]);
});

function inShort({ severity, source, code, line }: Problem): string {
  return `${severity} ${source}(${code}) on line ${line}`;
}

function asShown({ severity, rule, line }: DiaryFinding, text: string): string {
  return `${severity === "information" ? "info" : severity} seldon(${rule}) on line ${lineNumberOf(text, line)}`;
}

/** Still YAML, and with all its comments. */
function expectKept(fixed: string, original: string): void {
  expect(parseAllDocuments(fixed).flatMap(document => document.errors)).toEqual([]);
  expect(commentsIn(fixed)).toEqual(expect.arrayContaining(commentsIn(original)));
}

function commentsIn(text: string): string[] {
  return text.split("\n").flatMap(line => / *(?:^| )(#.*)$/u.exec(line)?.[1] ?? []);
}
