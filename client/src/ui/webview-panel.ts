// A panel whose page is ours: a strict content policy, nothing sent before the page is ready, every message parsed.
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type * as z from "zod";
import { FromPage, type ToPage } from "../../../schemas/src/index.ts";
import { DisposableStore } from "./disposable-store.ts";
import type { Services } from "./services.ts";
import { pageHtml } from "./webview-html.ts";

export interface WebviewPanelOptions<Event> {
  /** Name of the folder in client/src/webviews, and after `seldon.` the panel's type. */
  readonly page: string;
  readonly title: string;
  readonly column?: vscode.ViewColumn;
  /** What the user can do in the page. */
  readonly event: z.ZodType<Event>;
  /** A panel that VS Code brings back after a reload; else a new one is made. */
  readonly restored?: vscode.WebviewPanel;
  onEvent(event: Event): unknown;
  onClose?(): void;
}

/** State is sent as a whole, and again whenever the page comes back: hidden pages are not kept alive. */
export class WebviewPanel<State, Event> implements vscode.Disposable {
  readonly panel: vscode.WebviewPanel;
  readonly #services: Services;
  readonly #options: WebviewPanelOptions<Event>;
  readonly #store = new DisposableStore();
  #isReady = false;
  #state: State | undefined;

  constructor(services: Services, packageRoot: vscode.Uri, options: WebviewPanelOptions<Event>) {
    this.#services = services;
    this.#options = options;
    const scripts = vscode.Uri.joinPath(packageRoot, "dist", "webviews");
    const settings = { enableScripts: true, localResourceRoots: [scripts] };
    const column = options.column ?? vscode.ViewColumn.Beside;
    this.panel =
      options.restored ??
      vscode.window.createWebviewPanel(
        `seldon.${options.page}`,
        options.title,
        { viewColumn: column, preserveFocus: true },
        settings,
      );
    const { webview } = this.panel;
    if (options.restored) webview.options = settings;
    this.#store.add(this.panel.onDidDispose(() => this.#closed()));
    this.#store.add(
      webview.onDidReceiveMessage(services.guarded(`Page ${options.page}`, message => this.#received(message))),
    );
    webview.html = pageHtml({
      title: options.title,
      language: vscode.l10n.bundle ? vscode.env.language : "en",
      texts: vscode.l10n.bundle,
      policySource: webview.cspSource,
      nonce: randomBytes(16).toString("base64"),
      script: webview.asWebviewUri(vscode.Uri.joinPath(scripts, `${options.page}.js`)).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(scripts, `${options.page}.css`)).toString(),
    });
  }

  /** What the page shows from now on. */
  show(state: State): void {
    this.#state = state;
    if (this.#isReady) this.#send(state);
  }

  dispose(): void {
    this.panel.dispose();
  }

  #received(data: unknown): unknown {
    const message = FromPage.parse(data);
    if (message.kind === "fault") throw new Error(message.message);
    if (message.kind === "event") return this.#options.onEvent(this.#options.event.parse(message.event));
    this.#isReady = true;
    if (this.#state !== undefined) this.#send(this.#state);
    return undefined;
  }

  #send(state: State): void {
    const message: ToPage = { kind: "state", state };
    void this.#services.guarded(`Page ${this.#options.page}`, () => this.panel.webview.postMessage(message))();
  }

  #closed(): void {
    this.#isReady = false;
    this.#store.dispose();
    this.#options.onClose?.();
  }
}
