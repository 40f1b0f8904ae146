// Shows the page on how to install Seldon Core, in VS Code's own Markdown preview.
import * as vscode from "vscode";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { Services } from "../../ui/services.ts";
import { installationPage } from "./installation-page.ts";

const SCHEME = "seldon-help";
const PAGE = vscode.Uri.from({ scheme: SCHEME, path: "/How to Install Seldon Core.md" });

export class InstallationHelp implements vscode.Disposable {
  readonly #services: Services;
  readonly #store = new DisposableStore();

  constructor(services: Services) {
    this.#services = services;
  }

  activate(): void {
    this.#store.add(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, { provideTextDocumentContent: installationPage }),
    );
    this.#store.add(
      this.#services.registerCommand("seldon.showInstallation", () =>
        vscode.commands.executeCommand("markdown.showPreview", PAGE),
      ),
    );
  }

  dispose(): void {
    this.#store.dispose();
  }
}
