// "Open Example…": a copy of one of the extension's own manifests, for the walkthrough and for whoever has none yet.
import * as vscode from "vscode";
import { commandTitle } from "../../ui/command-title.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { firstStepDone } from "../../ui/first-steps.ts";
import type { Services } from "../../ui/services.ts";
import { examples, type Example } from "./examples.ts";

export class FirstSteps implements vscode.Disposable {
  readonly #services: Services;
  readonly #folder: vscode.Uri;
  readonly #store = new DisposableStore();

  /** @param folder `examples` of the installed extension */
  constructor(services: Services, folder: vscode.Uri) {
    this.#services = services;
    this.#folder = folder;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.openExample", given => this.#open(given)));
    this.#watchForFirstMending();
  }

  /** By the light bulb, by all fixes at once, or by hand: the manifest in the active editor had problems and has none any more. */
  #watchForFirstMending(): void {
    const sick = new Map<string, number>();
    const watching = this.#store.add(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const document = vscode.window.activeTextEditor?.document;
        const key = document?.uri.toString();
        if (!document || key === undefined || !uris.some(uri => uri.toString() === key)) return;
        const has = vscode.languages.getDiagnostics(document.uri).some(({ source }) => source === "seldon");
        const version = sick.get(key);
        if (has) sick.set(key, version ?? document.version);
        else if (version !== undefined && document.version > version) {
          firstStepDone(this.#services, "hasMended");
          watching.dispose();
        }
      }),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** @param given the path of an example, from a link of the walkthrough; the palette gives none */
  async #open(given: unknown): Promise<void> {
    const all = examples();
    const example = all.find(({ path }) => path === given) ?? (await choose(all));
    if (!example) return;
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.#folder, example.path));
    // A copy without a place: the examples themselves stay as they are, and where to keep it is the user's choice.
    const uri = vscode.Uri.from({ scheme: "untitled", path: nameOf(example) });
    const isOpen = vscode.workspace.textDocuments.some(open => open.uri.toString() === uri.toString());
    const document = await vscode.workspace.openTextDocument(uri);
    if (!isOpen) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(uri, new vscode.Position(0, 0), new TextDecoder().decode(bytes));
      await vscode.workspace.applyEdit(edit);
    }
    await vscode.window.showTextDocument(document, { preview: false });
  }
}

async function choose(all: readonly Example[]): Promise<Example | undefined> {
  return await vscode.window.showQuickPick(all, {
    title: commandTitle("seldon.openExample"),
    matchOnDescription: true,
  });
}

function nameOf({ path }: Example): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
