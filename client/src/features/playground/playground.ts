// The commands that start and stop a playground cluster for this window. Nothing of the user's is touched.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { CONTEXT_KEYS } from "../../contributions.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { playgroundEnded, playgroundIsReady } from "../../ui/messages.ts";
import type { Services } from "../../ui/services.ts";
import { numberSetting, setContextKey } from "../../ui/workbench-state.ts";
import { startPlaygroundProcess, type RunningPlayground } from "./playground-process.ts";

export interface PlaygroundOptions {
  /** Folder of the installed extension; holds `dist/playground.js`. */
  readonly packageRoot: vscode.Uri;
  /** A folder of the extension's own for this workspace. */
  readonly storage: vscode.Uri;
}

const DEFAULT_SPEED = 10;

export class Playground implements vscode.Disposable {
  readonly #services: Services;
  readonly #clusters: Clusters;
  readonly #options: PlaygroundOptions;
  readonly #store = new DisposableStore();
  #starting: Promise<void> | undefined;
  #running: RunningPlayground | undefined;
  #isDisposed = false;
  #isStopping = false;

  constructor(services: Services, clusters: Clusters, options: PlaygroundOptions) {
    this.#services = services;
    this.#clusters = clusters;
    this.#options = options;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.startPlayground", () => this.#start()));
    this.#store.add(this.#services.registerCommand("seldon.stopPlayground", () => this.#stop()));
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#store.dispose();
    void this.#services.guarded("stopping the playground", () => this.#stop())();
  }

  async #start(): Promise<void> {
    if (!this.#running) {
      // Two clicks may come close together.
      this.#starting ??= this.#launchVisibly().finally(() => (this.#starting = undefined));
      await this.#starting;
    }
    this.#services.show(playgroundIsReady());
  }

  async #launchVisibly(): Promise<void> {
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: l10n.t("Starting the playground cluster") },
      () => this.#launch(),
    );
  }

  async #launch(): Promise<void> {
    const { packageRoot, storage } = this.#options;
    // Two windows may show the same workspace.
    const folder = vscode.Uri.joinPath(storage, `playground-${process.pid}`);
    await vscode.workspace.fs.createDirectory(folder);
    const share = this.#store.add(new DisposableStore());
    const running = await startPlaygroundProcess({
      program: vscode.Uri.joinPath(packageRoot, "dist", "playground.js").fsPath,
      folder: folder.fsPath,
      speed: numberSetting("seldon.playground.speed", DEFAULT_SPEED),
      log: line => this.#services.log.info(`Playground: ${line}`),
      onEnd: code => this.#ended(share, code),
    });
    this.#running = running;
    if (this.#isDisposed) {
      await this.#stop();
      return;
    }
    share.add(this.#clusters.addSeparateFile(running.kubeconfig));
    await setContextKey(CONTEXT_KEYS.isPlaygroundRunning, true);
  }

  async #stop(): Promise<void> {
    this.#isStopping = true;
    await this.#running?.stop();
    this.#isStopping = false;
  }

  #ended(share: DisposableStore, code: number | null): void {
    this.#running = undefined;
    share.dispose();
    void this.#services.guarded("context key", () => setContextKey(CONTEXT_KEYS.isPlaygroundRunning, false))();
    if (!this.#isStopping) this.#services.show(playgroundEnded(code));
  }
}
