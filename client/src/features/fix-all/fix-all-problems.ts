// The command that makes every safe fix in the active manifest, and says why where it makes none.
import * as vscode from "vscode";
import { DisposableStore } from "../../ui/disposable-store.ts";
import {
  documentChangedWhileFixing,
  fixesWereRefused,
  noManifestInEditor,
  nothingToFix,
  serverIsNotRunning,
} from "../../ui/messages.ts";
import { isServedDocument } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";

/** The kind of the server's action that holds all fixes; editors may run it on save. */
const FIX_ALL_KIND = "source.fixAll.seldon";

/** Edits are asked for together with the actions: at most one action is expected. */
const RESOLVED_ACTIONS = 5;

export class FixAllProblems implements vscode.Disposable {
  readonly #services: Services;
  readonly #server: { readonly state: string };
  readonly #store = new DisposableStore();

  constructor(services: Services, server: { readonly state: string }) {
    this.#services = services;
    this.#server = server;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.fixAll", () => this.#run()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #run(): Promise<void> {
    const { show } = this.#services;
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isServedDocument(document)) {
      show(noManifestInEditor());
      return;
    }
    if (this.#server.state !== "running") {
      show(serverIsNotRunning());
      return;
    }
    const { version } = document;
    const edits = await requestEdits(document);
    if (document.version !== version) show(documentChangedWhileFixing());
    else if (edits.length === 0) show(nothingToFix());
    else if (!(await applyAll(edits))) show(fixesWereRefused());
  }
}

async function requestEdits(document: vscode.TextDocument): Promise<vscode.WorkspaceEdit[]> {
  const everything = new vscode.Range(0, 0, document.lineCount, 0);
  const actions = await vscode.commands.executeCommand<readonly (vscode.CodeAction | vscode.Command)[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    everything,
    FIX_ALL_KIND,
    RESOLVED_ACTIONS,
  );
  return actions.flatMap(action => (action instanceof vscode.CodeAction && action.edit ? [action.edit] : []));
}

async function applyAll(edits: readonly vscode.WorkspaceEdit[]): Promise<boolean> {
  for (const edit of edits) if (!(await vscode.workspace.applyEdit(edit))) return false;
  return true;
}
