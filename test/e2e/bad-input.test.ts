// Text that no manifest should be: a clear problem, a window that goes on working, and not a byte changed.
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const HEAD = "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\n";

const CLEAN = readFileSync(path.join(projectRoot, "examples", "canary.yaml"), "utf8");

/** Twelve levels of ten: a reader that follows every alias would make 10¹² values of it. */
const ALIAS_BOMB = [
  `${HEAD}metadata:`,
  "  annotations:",
  "    a0: &a0 [x, x]",
  ...Array.from(
    { length: 12 },
    (_, level) => `    a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(", ")}]`,
  ),
  "",
].join("\n");

/** `problem` is the rule that has to say it. */
const INPUTS = [
  { what: "an unclosed quote", text: `${HEAD}metadata:\n  name: "iris\nspec: {}\n`, problem: "yaml-syntax" },
  { what: "tabs as indentation", text: `${HEAD}metadata:\n\tname: iris\n`, problem: "yaml-syntax" },
  { what: "a NUL byte", text: `${HEAD}metadata:\n  name: ir\u0000is\n`, problem: "yaml-syntax" },
  { what: "an alias bomb", text: ALIAS_BOMB, problem: "yaml-syntax" },
] as const;

const TWENTY_MEGABYTES = `${HEAD}# ${`${"x".repeat(98)}\n# `.repeat(200_000)}\n`;

const suite = useSuiteWorkbench({
  files: {
    "typed.yaml": HEAD,
    "large.yaml": TWENTY_MEGABYTES,
    "canary.yaml": CLEAN.replace("traffic: 10", "traffic: 20"),
  },
  file: "typed.yaml",
  // In a browser VS Code asks before it opens files of this size.
  settings: { "workbench.editorLargeFileConfirmation": 1_000 },
});

describe.each(INPUTS)("$what", ({ text, problem }) => {
  test("is a problem that says what is wrong, and stays as it was typed", async () => {
    const { window } = suite;
    await window.replaceText(text);
    const problems = await window.problemsWhen(all => all.some(({ code }) => code === problem));
    expect(problems.every(({ source }) => source === "seldon")).toBe(true);
    expect(await window.editorText()).toBe(text);
    await window.replaceText(CLEAN);
    await window.problemsWhen(all => all.length === 0);
  });
});

test("20 MB of text are not checked, which is said, and the window goes on working", async () => {
  const { window } = suite;
  await window.openFile("large.yaml");
  const [tooLarge] = (await window.problemsWhen(all => all.some(({ file }) => file === "large.yaml"))).filter(
    ({ file }) => file === "large.yaml",
  );
  expect(tooLarge).toMatchObject({ code: "document-too-large", severity: "info", line: 1 });
  await window.openFile("canary.yaml");
  await window.problemsWhen(all => all.some(({ code }) => code === "traffic-sum"), 5_000);
  expect(await window.hoverAt("SKLEARN_SERVER", "seldonio/sklearnserver")).toContain("1.17.1");
  expect(suite.read("large.yaml")).toBe(TWENTY_MEGABYTES);
});
