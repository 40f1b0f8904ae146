import { getL10nJson } from "@vscode/l10n-dev";
import { expect, test } from "vitest";
import { l10nTexts } from "./l10n-bundle.ts";

const IMPORT = 'import * as l10n from "@vscode/l10n";\n';

test("finds the texts that VS Code's own tool finds", async () => {
  const source = `${IMPORT}export const say = (name: string): string[] => [
    l10n.t("Plain, with \\"quotes\\"."),
    l10n.t\`The unit \${name} has no model.\`,
    l10n.t\`Nothing to fill in, but \\\`code\\\`.\`,
    l10n.t("{0} of {1}", name, 2),
  ];
  const inside = l10n.t\`Outer \${l10n.t("inner")}.\`;
`;
  const theirs = Object.keys(await getL10nJson([{ contents: source, extension: ".ts" }]));
  const { texts, problems } = l10nTexts("a.ts", source);
  expect(texts.toSorted()).toEqual(theirs.toSorted());
  expect(texts).toContain("The unit {0} has no model.");
  expect(problems).toEqual([]);
});

test("a text that nobody can translate is a problem, unless the file is known to read data", () => {
  const source = `${IMPORT}export const say = (text: string): string => l10n.t(text);\n`;
  expect(l10nTexts("a.ts", source).problems).toMatchObject([{ file: "a.ts", line: 2 }]);
  expect(l10nTexts("client/src/ui/command-title.ts", source).problems).toEqual([]);
});

test("a brace that would hide a placeholder is a problem", () => {
  const source = `${IMPORT}export const say = (name: string): string => l10n.t\`It asks for {\${name}}.\`;\n`;
  expect(l10nTexts("a.ts", source).problems).toMatchObject([{ line: 2 }]);
});
