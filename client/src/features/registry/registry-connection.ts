// The MLflow server that the settings or the environment name: opened when something is asked of it, and anew when they change.
import * as l10n from "@vscode/l10n";
import process from "node:process";
import * as vscode from "vscode";
import { openRegistry, settlePlace, type OpenRegistry, type SettledPlace } from "../../live/registry/index.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { Services } from "../../ui/services.ts";
import { textSetting } from "../../ui/workbench-state.ts";
import type { RegistryCredentials } from "./registry-credentials.ts";

export class RegistryConnection implements vscode.Disposable {
  readonly #services: Services;
  readonly #clusters: Clusters;
  readonly #credentials: RegistryCredentials;
  readonly #store = new DisposableStore();
  readonly #changed = this.#store.add(new vscode.EventEmitter<void>());
  #opened: Promise<OpenRegistry> | undefined;

  constructor(services: Services, clusters: Clusters, credentials: RegistryCredentials) {
    this.#services = services;
    this.#clusters = clusters;
    this.#credentials = credentials;
  }

  /** Another server, or other credentials: what was known no longer holds. */
  readonly onDidChange = this.#changed.event;

  activate(): void {
    this.#store.add(
      vscode.workspace.onDidChangeConfiguration(change => {
        if (change.affectsConfiguration("seldon.mlflow")) this.reset();
      }),
    );
    // The way to a Service is over with them; the next question opens another.
    this.#store.add(this.#clusters.onDidLoseConnections(() => this.#close()));
  }

  dispose(): void {
    this.#close();
    this.#store.dispose();
  }

  /** As the user wrote it; empty where none is named. */
  get address(): string {
    return (textSetting("seldon.mlflow.trackingUri").trim() || process.env["MLFLOW_TRACKING_URI"]?.trim()) ?? "";
  }

  /** What the server's `--artifacts-destination` says; empty where that is not known. */
  get destination(): string {
    return textSetting("seldon.mlflow.artifactsDestination").trim();
  }

  /**
   * True where asking starts nothing but a request: a Service is leased, and a kubeconfig's program run for it, only once somebody looks
   * at the models.
   */
  get mayAskByItself(): boolean {
    if (!vscode.workspace.isTrusted || this.address === "") return false;
    return this.#opened !== undefined || /^https?:/.test(this.address);
  }

  /** @throws in a workspace that is not trusted, where no server is named, or where there is no way to it */
  open(): Promise<OpenRegistry> {
    if (!vscode.workspace.isTrusted) {
      return Promise.reject(new Error(l10n.t("This workspace is not trusted, so no server is asked. Trust it first")));
    }
    const opened = this.#opened ?? this.#open(this.address);
    this.#opened = opened;
    opened.catch(() => {
      if (this.#opened === opened) this.#opened = undefined;
    });
    return opened;
  }

  /** Begins anew, with whatever the settings and the secret storage say now. */
  reset(): void {
    this.#close();
    this.#changed.fire();
  }

  /** What credentials for the server are kept under. @throws where the address is none, or no cluster is known to have the Service */
  async place(): Promise<string> {
    return (await this.#settled(this.address)).name;
  }

  async #open(address: string): Promise<OpenRegistry> {
    const { place, name } = await this.#settled(address);
    const credentials = await this.#credentials.of(name);
    const { log } = this.#services;
    return await openRegistry(place, context => this.#session(context), {
      ...(credentials && { credentials }),
      log: line => log.debug(line),
    });
  }

  #settled(address: string): Promise<SettledPlace> {
    return settlePlace(address, async () => {
      const { contexts } = await (await this.#clusters.gateway()).contexts();
      const current = contexts.find(({ isCurrent }) => isCurrent) ?? contexts[0];
      if (!current) throw new Error(l10n.t("No kubeconfig file names a cluster, so the Service cannot be reached"));
      return current.name;
    });
  }

  async #session(context: string): ReturnType<Awaited<ReturnType<Clusters["gateway"]>>["connect"]> {
    return await (await this.#clusters.gateway()).connect(context);
  }

  #close(): void {
    const opened = this.#opened;
    this.#opened = undefined;
    if (!opened) return;
    void this.#services.guarded("closing the way to MLflow", async () => {
      const open = await opened.catch(() => undefined);
      await open?.close();
    })();
  }
}
