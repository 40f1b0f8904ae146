// "New SeldonDeployment…": asks a few questions and opens a manifest that follows a pattern; and the line that offers it in empty files.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { AuthoringParams, AuthoringResult, WorkspaceResource } from "../../../../schemas/src/index.ts";
import { nameFrom, usualRemote, type GivenModel } from "../../domain/patterns/index.ts";
import { onLensSettings, showsLens } from "../../ui/code-lenses.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { Services } from "../../ui/services.ts";
import { draftText } from "./draft-text.ts";
import { QUESTIONS, type Draft } from "./questions.ts";
import { runSteps } from "../../ui/steps.ts";

interface AuthoringServer {
  authoring(params: AuthoringParams): Promise<AuthoringResult>;
}

const TITLE = l10n.t("New SeldonDeployment");

export class NewDeployment implements vscode.Disposable, vscode.CodeLensProvider {
  readonly #services: Services;
  readonly #server: AuthoringServer;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;

  constructor(services: Services, server: AuthoringServer) {
    this.#services = services;
    this.#server = server;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.newDeployment", given => this.#create(given)));
    const emptyFiles = ["file", "untitled"].map(scheme => ({ language: "yaml", scheme }));
    this.#store.add(vscode.languages.registerCodeLensProvider(emptyFiles, this));
    this.#store.add(onLensSettings(() => this.#changed.fire()));
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Only in files with nothing in them. */
  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!showsLens("newDeployment") || document.getText().trim() !== "") return [];
    const command = { title: `${TITLE}…`, command: "seldon.newDeployment", arguments: [document.uri] };
    return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), command)];
  }

  /** Asks what is left to ask about a model that was chosen elsewhere. */
  async start(given: GivenModel): Promise<void> {
    await this.#create(undefined, given);
  }

  /**
   * @param given a folder, an `MLmodel`, or an empty file; nothing from the palette
   * @param chosen a model of a registry
   */
  async #create(given: unknown, chosen?: GivenModel): Promise<void> {
    const uri = given instanceof vscode.Uri ? given : undefined;
    const target = emptyDocument(uri);
    const folder = uri && !target ? await folderOf(uri) : undefined;
    const base =
      folder ?? (target && vscode.Uri.joinPath(target.uri, "..")) ?? vscode.workspace.workspaceFolders?.[0]?.uri;
    const known = await this.#server.authoring({ uri: beside(base, "new-deployment.yaml").toString() });
    const model = folder && modelIn(known.models, folder);
    const first: Draft = { known, uris: [], ...(model && { model }), ...(chosen && draftOf(chosen, known)) };
    const draft = await runSteps(TITLE, QUESTIONS, first);
    if (!draft) return;
    const text = draftText(draft);
    const document = target ?? (await untitled(model ? parentOf(base) : base, draft.name ?? "deployment"));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(0, 0, 0, 0) });
  }
}

/** Where Secrets of the workspace call their S3 store otherwise, so does the address. */
function draftOf({ name, uri, model, alias }: GivenModel, { secrets }: AuthoringResult): Omit<Draft, "known"> {
  const isKnown = secrets.some(({ remotes = [] }) => remotes.some(remote => remote.name === "s3"));
  const fetched = isKnown ? uri : uri.replace(/^s3:/, `${usualRemote(secrets)}:`);
  return {
    ...{ model, uris: [fetched], name: nameFrom(name) },
    ...(alias !== undefined && { alias: { uri: alias, leadsTo: fetched } }),
  };
}

/** The file that was meant, else the active one, where there is nothing in it. */
function emptyDocument(uri: vscode.Uri | undefined): vscode.TextDocument | undefined {
  const document = uri
    ? vscode.workspace.textDocuments.find(open => open.uri.toString() === uri.toString())
    : vscode.window.activeTextEditor?.document;
  return document?.languageId === "yaml" && document.getText().trim() === "" ? document : undefined;
}

/** A folder itself; of a file the folder that it lies in. */
async function folderOf(uri: vscode.Uri): Promise<vscode.Uri> {
  const { type } = await vscode.workspace.fs.stat(uri);
  return (type & vscode.FileType.Directory) === 0 ? parentOf(uri) : uri;
}

function parentOf(uri: vscode.Uri): vscode.Uri;
function parentOf(uri: vscode.Uri | undefined): vscode.Uri | undefined;
function parentOf(uri: vscode.Uri | undefined): vscode.Uri | undefined {
  return uri && vscode.Uri.joinPath(uri, "..");
}

function modelIn(models: readonly WorkspaceResource[], folder: vscode.Uri): WorkspaceResource | undefined {
  const isRoot = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.path === folder.path) === true;
  return models.find(({ name }) => (name === "." ? isRoot : folder.path.endsWith(`/${name}`)));
}

function beside(folder: vscode.Uri | undefined, name: string): vscode.Uri {
  return folder ? vscode.Uri.joinPath(folder, name) : vscode.Uri.from({ scheme: "untitled", path: name });
}

/** In an editor of its own under the name that it would be saved by; never in place of a file that exists. */
async function untitled(folder: vscode.Uri | undefined, name: string): Promise<vscode.TextDocument> {
  if (!folder) return await vscode.workspace.openTextDocument({ language: "yaml" });
  for (let count = 1; ; count++) {
    const file = vscode.Uri.joinPath(folder, `${name}${count === 1 ? "" : `-${count}`}.yaml`);
    const uri = file.with({ scheme: "untitled" });
    const isOpen = vscode.workspace.textDocuments.some(open => open.uri.toString() === uri.toString());
    if (!isOpen && !(await exists(file))) return await vscode.workspace.openTextDocument(uri);
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // VS Code tells no more than that it is not there.
    return false;
  }
}
