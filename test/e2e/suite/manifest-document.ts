// What the suites in the extension host share: the extension, a manifest with a known problem, and waiting for its diagnostics.
import * as vscode from "vscode";

/** Replica counts apart, a valid deployment: the server takes no parameter of that name (seldon-facts §2.3). */
export const MANIFEST_WITH_PARAMETER = `# kept
apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: churn
spec:
  predictors:
    - name: main
      graph:
        name: scorer
        implementation: XGBOOST_SERVER
        modelUri: gs://models/churn/7
        parameters:
          - name: model_file_name # not known
            type: STRING
            value: model.xgb
`;

const PATIENCE_MS = 20_000;

export function theExtension(): vscode.Extension<unknown> {
  const extension = vscode.extensions.getExtension("seldon-deployments.seldon-deployments");
  if (!extension) throw new Error("The extension is not installed.");
  return extension;
}

/** Resolves when VS Code has activated the extension by itself. */
export async function activated(): Promise<void> {
  await until("the extension to be active", () => (theExtension().isActive ? true : undefined));
}

/** Opens an unsaved YAML document with this text in an editor. */
export async function openManifest(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: "yaml", content });
  await vscode.window.showTextDocument(document);
  return document;
}

/** Our diagnostics of a document, once their codes are these. */
export async function diagnosticsOf(
  { uri }: vscode.TextDocument,
  codes: readonly string[],
): Promise<readonly vscode.Diagnostic[]> {
  return await until(`${uri.toString()} to have the problems [${codes.join(", ")}]`, () => {
    const diagnostics = vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "seldon");
    return diagnostics.map(codeOf).join() === codes.join() ? diagnostics : undefined;
  });
}

/**
 * The quick fixes that VS Code offers for a range, once there are some: it answers with none where the request is overtaken,
 * such as by a refresh of the problems.
 */
export async function quickFixesAt(
  { uri }: vscode.TextDocument,
  range: vscode.Range,
): Promise<readonly vscode.CodeAction[]> {
  return await until(`${uri.toString()} to have quick fixes`, async () => {
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      "vscode.executeCodeActionProvider",
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
    return actions.length > 0 ? actions : undefined;
  });
}

function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : code);
}

async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const seen = await look();
    if (seen !== undefined) return seen;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
