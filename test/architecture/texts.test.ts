// Every sentence that a person reads in the editor goes through l10n: a literal that looks like one and goes around it fails here,
// with its file. What follows from rules and signatures is spoken in test/integration/pseudo-locale.test.ts.
import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import ts from "typescript";
import { expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";

/** Files whose sentences are not for the editor, and why. */
const NOT_SHOWN: readonly RegExp[] = [
  // Data, translated where it is shown; scripts/gen/l10n-bundle.ts collects it.
  /\/signatures\/[^/]+\/signature\.ts$/,
  // Written into files, which others read as well.
  /\/domain\/patterns\/(manifest|parts|model-facts|secret)\.ts$/,
  /\/domain\/predict\/(copy-as|skeleton|skeleton-facts|comparison-report)\.ts$/,
  /\/features\/predict\/new-request\.ts$/,
  /\/core\/creations\//,
  // Written to the cluster, in annotations.
  /\/domain\/canary\/rollout\//,
  // For maintainers and for programs.
  /\/features\/bug-report\//,
  /\/(live|features)\/agents\//,
  /\/server\/src\/lsp\/(bin|settings|settings-store|runtime-findings|display-language)\.ts$/,
  /\/core\/lint\/(fact-shape|read-facts)\.ts$/,
  // The words of other programs.
  /\/domain\/deploy\/refused-by-webhook\.ts$/,
  /\/domain\/store\//,
];

/** Calls whose texts go to the log or to developers. */
const NOT_FOR_PEOPLE =
  /(^|[.#])(log|console)\.(trace|debug|info|warn|error)$|^audit|\.(describe|meta)$|(^|\.)guarded$|^(guard|attempt)$|\.(includes|startsWith|endsWith|split)$/;

const files = globSync(
  [
    "client/src/{domain,features,kube,live,stores,ui,webviews}/**/*.ts",
    "server/src/{core,lsp}/**/*.ts",
    "schemas/src/predict/payload-*.ts",
  ],
  { cwd: projectRoot, ignore: ["**/*.test.ts", "**/testing/**", "**/sample-cluster.ts"] },
)
  .filter(file => !NOT_SHOWN.some(pattern => pattern.test(`/${file}`)))
  .sort();

test("no sentence goes around l10n", () => {
  expect(files.flatMap(strays)).toEqual([]);
});

function strays(file: string): string[] {
  const source = readFileSync(path.join(projectRoot, file), "utf8");
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = textOf(node);
    if (text !== undefined && looksLikeSentence(text) && isForPeople(node))
      found.push(`${file}:${tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1}: ${text.slice(0, 80)}`);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("X");
}

/** Three words at least, a capital letter at the beginning and an end. */
function looksLikeSentence(text: string): boolean {
  return /^["“*]?[A-Z][a-z'’]*[ ,].*[a-z].* .*[.?!…:]$/.test(text);
}

function isForPeople(node: ts.Node): boolean {
  for (let inner = node, outer = node.parent; !ts.isSourceFile(outer); inner = outer, outer = outer.parent) {
    if (ts.isTaggedTemplateExpression(outer) || ts.isTypeNode(outer) || ts.isThrowStatement(outer)) return false;
    if (ts.isNewExpression(outer) && /(Error|RegExp)$/.test(outer.expression.getText())) return false;
    if (ts.isCallExpression(outer) && outer.expression !== inner) {
      const called = outer.expression.getText();
      if (called === "l10n.t" || /^define\w*(Rule|Signature)$/.test(called) || NOT_FOR_PEOPLE.test(called))
        return false;
    }
  }
  return true;
}
