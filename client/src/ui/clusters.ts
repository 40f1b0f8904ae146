// The extension's door to clusters: loads the bundle that speaks Kubernetes on first use and says which kubeconfig files count.
import { homedir } from "node:os";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Loss } from "../kube/remote/index.ts";
import type { KubeGateway, KubeconfigSources, TrustRequest } from "../kube/port.ts";
import { DisposableStore } from "./disposable-store.ts";
import { confirm } from "./confirm.ts";
import { connectionsEnded } from "./messages.ts";
import type { Services } from "./services.ts";
import { stringListSetting } from "./workbench-state.ts";

export class Clusters implements vscode.Disposable {
  readonly #services: Services;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  readonly #forwardsChanged = this.#store.add(new vscode.EventEmitter<void>());
  readonly #lostAll = this.#store.add(new vscode.EventEmitter<void>());
  readonly #separateFiles = new Set<string>();
  readonly #watchers = new Map<string, DisposableStore>();
  #gateway: Promise<KubeGateway> | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Other kubeconfig files may count from now on, or their contents have changed. */
  readonly onDidChangeSources = this.#changed.event;

  /** A port of a cluster has come to stand on this machine, is gone, or leads elsewhere. */
  readonly onDidChangeForwards = this.#forwardsChanged.event;

  /** All sessions and their forwards are over, though nobody has closed them. */
  readonly onDidLoseConnections = this.#lostAll.event;

  activate(): void {
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration("seldon.kubeconfig")) this.#changed.fire();
      }),
    );
  }

  /**
   * Contacts nobody by itself.
   * @throws in a workspace that is not trusted, where nothing may reach a cluster
   */
  gateway(): Promise<KubeGateway> {
    if (!vscode.workspace.isTrusted) {
      return Promise.reject(new Error("This workspace is not trusted, so no cluster is contacted. Trust it first"));
    }
    this.#gateway ??= this.#open();
    return this.#gateway;
  }

  /** The gateway, should something have needed it already. */
  async openGateway(): Promise<KubeGateway | undefined> {
    return await this.#gateway;
  }

  /** The kubeconfig file of this window's playground, while it runs. */
  get playgroundFile(): string | undefined {
    return [...this.#separateFiles][0];
  }

  /** Adds a kubeconfig file that is merged with no other, such as the playground's. */
  addSeparateFile(file: string): vscode.Disposable {
    this.#separateFiles.add(file);
    this.#changed.fire();
    return new vscode.Disposable(() => {
      if (this.#separateFiles.delete(file)) this.#changed.fire();
    });
  }

  /** From now on, a change to one of these files counts as a change of the sources: people log in with other programs. */
  watchFiles(files: readonly string[]): void {
    for (const file of this.#watchers.keys()) {
      if (files.includes(file)) continue;
      this.#watchers.get(file)?.dispose();
      this.#watchers.delete(file);
    }
    for (const file of files) if (!this.#watchers.has(file)) this.#watchers.set(file, this.#watchFile(file));
  }

  #watchFile(file: string): DisposableStore {
    const { dir, base } = path.parse(file);
    const store = new DisposableStore();
    const watcher = store.add(
      vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(vscode.Uri.file(dir), base)),
    );
    for (const event of [watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete]) {
      store.add(event(() => this.#changed.fire()));
    }
    return store;
  }

  dispose(): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#store.dispose();
    void this.#services.guarded("closing the connections to clusters", async () => (await this.#gateway)?.close())();
  }

  async #open(): Promise<KubeGateway> {
    // Bundles of their own beside the extension's (scripts/build.ts); that of the thread has the Kubernetes library in it.
    const { createRemoteGateway } = await import("../kube/remote/index.ts");
    const thread = new URL("./kube-worker.js", import.meta.url);
    return createRemoteGateway(
      {
        sources: () => this.#sources(),
        isTrusted: request => this.#isTrusted(request),
        log: line => this.#services.log.info(line),
        onForwards: () => this.#forwardsChanged.fire(),
        onLost: loss => this.#lost(loss),
        texts: vscode.l10n.bundle,
      },
      thread,
    );
  }

  /** Whoever asks next gets connections anew; nobody does so by itself where they would end again at once. */
  #lost({ error, mayBeginAnew }: Loss): void {
    this.#gateway = undefined;
    this.#lostAll.fire();
    if (mayBeginAnew) this.#changed.fire();
    else this.#services.show(connectionsEnded(error.message));
  }

  #sources(): KubeconfigSources {
    return {
      kubeconfig: stringListSetting("seldon.kubeconfig").map(fromHome),
      separateFiles: [...this.#separateFiles],
    };
  }

  /** What is the user's own is trusted; a file that came with the workspace could name any program and any server. */
  async #isTrusted(request: TrustRequest): Promise<boolean> {
    if (this.#separateFiles.has(request.file) || !isInWorkspace(request.file)) return true;
    return await confirm(
      request.kind === "kubeconfig"
        ? {
            text: l10n.t`The kubeconfig file ${path.basename(request.file)} lies in this workspace. Use it to contact clusters?`,
            detail: l10n.t`${request.file}\n\nIt names the servers that are contacted and the credentials that they get.`,
            yes: l10n.t("Use This File"),
          }
        : {
            text: l10n.t`A kubeconfig file of this workspace wants to run ${request.command} to get a credential. Run it?`,
            detail: [request.file, "", [request.command, ...request.args].join(" ")].join("\n"),
            yes: l10n.t("Run It"),
          },
    );
  }
}

function fromHome(file: string): string {
  return file.startsWith("~/") ? path.join(homedir(), file.slice(2)) : file;
}

function isInWorkspace(file: string): boolean {
  return vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file)) !== undefined;
}
