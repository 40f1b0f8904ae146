// Makes the edits that the language server offers for addresses inside MLflow, those of its rule model-uri-scheme.
import * as vscode from "vscode";

const RULE = "model-uri-scheme";

/** What the language server finds, as far as it is read here. */
export interface ProblemSource {
  problems(uri: string): Promise<readonly FoundProblem[]>;
}

interface FoundProblem {
  readonly code?: unknown;
  readonly range: { readonly start: FoundPlace; readonly end: FoundPlace };
}

interface FoundPlace {
  readonly line: number;
  readonly character: number;
}

/** @param mayReplace asks the user @param words of what would be done, a line each */
export async function replaceAddresses(
  document: vscode.TextDocument,
  server: ProblemSource,
  mayReplace: (words: string) => Promise<boolean>,
): Promise<void> {
  const fixes = await fixesOf(document, server);
  if (fixes.length === 0 || !(await mayReplace(fixes.map(({ title }) => title).join("\n")))) return;
  // Each edit moves what the others stand at, so that the next one is asked for anew.
  for (let left = fixes.length; left > 0; left--) {
    const [next] = await fixesOf(document, server);
    if (!next?.edit || !(await vscode.workspace.applyEdit(next.edit))) return;
  }
}

/** Only what is sure is preferred: the rule's other offers hold placeholders. */
async function fixesOf(document: vscode.TextDocument, server: ProblemSource): Promise<readonly vscode.CodeAction[]> {
  const problems = await server.problems(document.uri.toString());
  const found = problems.filter(({ code }) => code === RULE);
  const offered = await Promise.all(
    found.map(({ range: { start, end } }) =>
      vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
        "vscode.executeCodeActionProvider",
        document.uri,
        new vscode.Range(start.line, start.character, end.line, end.character),
        vscode.CodeActionKind.QuickFix.value,
      ),
    ),
  );
  return offered.flatMap(actions => actions.find(({ isPreferred }) => isPreferred === true) ?? []);
}
