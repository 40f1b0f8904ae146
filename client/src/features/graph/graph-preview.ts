// The graph preview: a picture of the manifest beside the editor that follows the text, and leads back to it.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import {
  GraphPageEvent,
  type GraphPageState,
  type GraphParams,
  type GraphResult,
} from "../../../../schemas/src/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { noManifestToDraw } from "../../ui/messages.ts";
import { isSeldonDocument } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { WebviewPanel } from "../../ui/webview-panel.ts";
import { placeOf, partAt } from "./graph-places.ts";

/** Milliseconds for which the text has to rest before it is drawn anew. */
const REST = 150;

interface GraphServer {
  graph(params: GraphParams): Promise<GraphResult>;
}

export class GraphPreview implements vscode.Disposable {
  readonly #services: Services;
  readonly #server: GraphServer;
  readonly #packageRoot: vscode.Uri;
  readonly #store = new DisposableStore();
  #panel: WebviewPanel<GraphPageState, GraphPageEvent> | undefined;
  #document: vscode.TextDocument | undefined;
  #result: GraphResult | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(services: Services, server: GraphServer, packageRoot: vscode.Uri) {
    this.#services = services;
    this.#server = server;
    this.#packageRoot = packageRoot;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.openGraphPreview", uri => this.#open(uri)));
    this.#store.add(
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.#document) this.#drawSoon();
      }),
    );
    this.#store.add(
      vscode.window.onDidChangeActiveTextEditor(editor => {
        if (this.#panel && editor && isSeldonDocument(editor.document)) this.#follow(editor.document);
      }),
    );
    this.#store.add(
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document === this.#document) this.#show();
      }),
    );
    // Problems come a little after the text, and belong into the picture.
    this.#store.add(
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some(uri => uri.toString() === this.#document?.uri.toString())) this.#drawSoon();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
    this.#store.dispose();
  }

  async #open(given: unknown): Promise<void> {
    const document =
      given instanceof vscode.Uri
        ? await vscode.workspace.openTextDocument(given)
        : vscode.window.activeTextEditor?.document;
    if (!document || !isSeldonDocument(document)) {
      this.#services.show(noManifestToDraw());
      return;
    }
    this.#panel ??= new WebviewPanel<GraphPageState, GraphPageEvent>(this.#services, this.#packageRoot, {
      page: "graph",
      title: l10n.t("Graph"),
      event: GraphPageEvent,
      onEvent: event => (event.kind === "select" ? this.#reveal(event.id) : this.#export(event.svg)),
      onClose: () => {
        this.#panel = undefined;
        this.#document = undefined;
      },
    });
    this.#panel.panel.reveal(vscode.ViewColumn.Beside, true);
    this.#follow(document);
  }

  #follow(document: vscode.TextDocument): void {
    if (this.#document === document) return;
    this.#document = document;
    this.#drawSoon(0);
  }

  #drawSoon(rest = REST): void {
    clearTimeout(this.#timer);
    const draw = this.#services.guarded("graph preview", () => this.#draw());
    if (this.#panel) this.#timer = setTimeout(() => void draw(), rest);
  }

  async #draw(): Promise<void> {
    const document = this.#document;
    if (!document) return;
    const result = await this.#server.graph({ uri: document.uri.toString() });
    if (document !== this.#document) return;
    this.#result = result;
    this.#show();
  }

  #show(): void {
    if (!this.#panel || !this.#document || !this.#result) return;
    const file = nameOf(this.#document);
    this.#panel.panel.title = l10n.t`Graph of ${file}`;
    const { deployments, hasSyntaxErrors } = this.#result;
    const selected = partAt(deployments, this.#editor()?.selection.active) ?? null;
    this.#panel.show({ file, deployments, hasSyntaxErrors, selected });
  }

  #editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find(({ document }) => document === this.#document);
  }

  async #reveal(id: string): Promise<void> {
    const range = this.#result && placeOf(this.#result.deployments, id);
    if (!range || !this.#document) return;
    const selection = new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
    const viewColumn = this.#editor()?.viewColumn ?? vscode.ViewColumn.One;
    const editor = await vscode.window.showTextDocument(this.#document, { viewColumn, selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  }

  async #export(svg: string): Promise<void> {
    if (!this.#document) return;
    const { uri } = this.#document;
    const name = nameOf(this.#document).replace(/\.[^.]*$/, "");
    const folder = uri.scheme === "file" ? vscode.Uri.joinPath(uri, "..") : vscode.workspace.workspaceFolders?.[0]?.uri;
    const target = await vscode.window.showSaveDialog({
      title: l10n.t("Export Graph as SVG"),
      filters: { [l10n.t("SVG picture")]: ["svg"] },
      ...(folder && { defaultUri: vscode.Uri.joinPath(folder, `${name}.svg`) }),
    });
    if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
  }
}

function nameOf({ uri }: vscode.TextDocument): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}
