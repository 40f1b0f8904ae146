// The texts that translators are given, l10n/bundle.l10n.json: those that code says by `l10n.t`, and those that rules and the like hold as data.
// `@vscode/l10n-dev` reads the same, but needs 50 ms a file; and it says nothing of what no translation would reach.
import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { COMMANDS } from "../../client/src/contributions.ts";
import { SIGNATURES } from "../../client/src/domain/signatures/registry.ts";
import { allRules } from "../../server/src/core/index.ts";
import type { GeneratedFile } from "../gen.ts";
import { projectRoot } from "../project-root.ts";

/** Where translations lie, each as `bundle.l10n.LANGUAGE.json`. */
export const BUNDLE_FOLDER = "l10n";

/** A call whose text no translation would reach. */
export interface L10nProblem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly problem: string;
}

export interface L10nTexts {
  readonly texts: readonly string[];
  readonly problems: readonly L10nProblem[];
}

/** @throws when a text is said in a way that no translation reaches */
export function l10nBundleFile(): GeneratedFile {
  const files = globSync("{client,server,schemas}/src/**/*.ts", { cwd: projectRoot, ignore: "**/*.test.ts" });
  const found = files.map(file => l10nTexts(file, readFileSync(path.join(projectRoot, file), "utf8")));
  const problems = found.flatMap(({ problems: some }) => some);
  if (problems.length > 0)
    throw new Error(problems.map(({ file, line, problem }) => `${file}:${line}: ${problem}`).join("\n"));
  const texts = new Set([...found.flatMap(({ texts: some }) => some), ...textsOfData()]);
  const bundle = Object.fromEntries([...texts].sort().map(text => [text, text]));
  return { path: `${BUNDLE_FOLDER}/bundle.l10n.json`, text: `${JSON.stringify(bundle, null, 2)}\n` };
}

/** Texts that stand as data and are translated where they are shown (`l10n.t(text)` in a file of DATA_READERS). */
function textsOfData(): string[] {
  const rules = allRules.flatMap(({ meta }) => [
    ...[meta.title, meta.why, meta.remedy],
    ...Object.values(meta.messages).map(({ text }) => text),
  ]);
  const signatures = SIGNATURES.flatMap(({ title, meaning, remedy }) => [title, meaning, remedy]);
  return [...rules, ...signatures, ...Object.values(COMMANDS).map(({ title }) => title)];
}

/** Files that translate what is data elsewhere, so that their texts are not literals. */
const DATA_READERS = new Set([
  "client/src/domain/signatures/diagnose-log.ts",
  "client/src/ui/command-title.ts",
  "server/src/core/lint/lint.ts",
  "server/src/lsp/hover.ts",
]);

/** The texts of one file's `l10n.t` calls. */
export function l10nTexts(file: string, source: string): L10nTexts {
  if (!source.includes('"@vscode/l10n"')) return { texts: [], problems: [] };
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const texts: string[] = [];
  const problems: L10nProblem[] = [];
  const add = (node: ts.Node, text: string | undefined): void => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    const report = (problem: string): unknown => problems.push({ file, line, problem });
    if (text === undefined) {
      if (!DATA_READERS.has(file)) report("the text is no literal, so that nobody can translate it");
      return;
    }
    if (/\{[^}]*\{/.test(text)) report("a brace before a placeholder hides it; put the brace into the value");
    texts.push(text);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && isTranslator(node.tag)) add(node, templateText(node.template));
    if (ts.isCallExpression(node) && isTranslator(node.expression)) add(node, literalText(node.arguments[0]));
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { texts, problems };
}

function isTranslator(node: ts.Expression): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === "t" &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === "l10n"
  );
}

function templateText(template: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  return template.templateSpans.reduce(
    (text, { literal }, index) => `${text}{${index}}${literal.text}`,
    template.head.text,
  );
}

function literalText(node: ts.Expression | undefined): string | undefined {
  return node && ts.isStringLiteralLike(node) ? node.text : undefined;
}
