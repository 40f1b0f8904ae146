// Beside Red Hat's YAML extension, played by a stand-in of its id: it reports syntax and is given nothing to fetch.
import path from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import { readDiary } from "../support/diary.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const PARAMETER = "07-unknown-parameter.yaml";
const TABS = "apiVersion: machinelearning.seldon.io/v1\nkind: SeldonDeployment\nmetadata:\n\tname: iris\n";

/** What the stand-in's command shows: see stub-redhat-yaml/extension.js. */
const Contributions = z.array(
  z.object({
    name: z.string(),
    answers: z.record(z.string(), z.object({ schema: z.string().nullable(), content: z.string().nullable() })),
  }),
);

const suite = useSuiteWorkbench({
  files: {
    [PARAMETER]: readDiary(PARAMETER),
    // The second document shows that the file was looked at although the first one has no syntax.
    "broken.yaml": `${TABS}---\n${readDiary(PARAMETER)}`,
    "deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n",
    ".vscode/settings.json": "{}\n",
  },
  file: PARAMETER,
  developmentExtension: path.join(projectRoot, "test", "e2e", "stub-redhat-yaml"),
});

test("syntax is left to the YAML extension, everything else is reported", async () => {
  const { window } = suite;
  await window.openFile("broken.yaml");
  await window.openFile("deployment.yaml");
  const problems = await window.problemsWhen(all => all.some(({ file }) => file === "broken.yaml"));
  expect(problems.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
    `${PARAMETER} server-parameters`,
    "broken.yaml server-parameters",
  ]);
});

test("the YAML extension was given a schema that allows everything, for manifests of ours alone", async () => {
  const { window } = suite;
  await window.runCommand("YAML Stand-in: Show Record");
  await window.page.locator(".tab.active", { hasText: "Untitled" }).waitFor();
  const contributors = Contributions.parse(JSON.parse(await window.editorText()));
  expect(contributors.map(({ name }) => name)).toEqual(["seldon"]);
  const answers = Object.entries(contributors[0]?.answers ?? {});
  const answerFor = (file: string): unknown => answers.find(([uri]) => uri.endsWith(`/${file}`))?.[1];
  expect(answerFor("deployment.yaml")).toEqual({ schema: null, content: null });
  expect(answerFor("broken.yaml")).toEqual(answerFor(PARAMETER));
  const { schema, content } = z.object({ schema: z.string(), content: z.string() }).parse(answerFor(PARAMETER));
  expect(schema).toMatch(/^seldon:/u);
  const given = z.record(z.string(), z.unknown()).parse(JSON.parse(content));
  expect(Object.keys(given).sort()).toEqual(["$schema", "description", "title"]);
});

test("when that extension does not validate, syntax is reported by us", async () => {
  const { window } = suite;
  await window.openFile("settings.json");
  await window.replaceText('{ "yaml.validate": false }\n');
  await window.save();
  const problems = await window.problemsWhen(all => all.some(({ code }) => code === "yaml-syntax"));
  expect(problems.find(({ code }) => code === "yaml-syntax")).toMatchObject({ file: "broken.yaml", line: 4 });
});
