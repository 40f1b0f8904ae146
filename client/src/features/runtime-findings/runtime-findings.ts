// Tells a running language server which failures the watched clusters show, so that they stand on the manifest's line.
import type * as vscode from "vscode";
import type { RuntimeFindingsParams } from "../../../../schemas/src/index.ts";
import type { Cause } from "../../domain/index.ts";
import type { WatchedClusters } from "../../live/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import type { Services } from "../../ui/services.ts";
import { FindingsFeed } from "./findings-feed.ts";

/** A burst of changes is told once, in milliseconds. */
const PACE = 500;

/** The language server as this feature sees it. */
export interface FindingsReceiver {
  readonly state: string;
  readonly onDidChangeState: vscode.Event<string>;
  tellRuntimeFindings(params: RuntimeFindingsParams): Promise<void>;
}

/** Starts neither a server nor the watching of a cluster. */
export class RuntimeFindings implements vscode.Disposable {
  readonly #services: Services;
  readonly #watched: WatchedClusters;
  readonly #receiver: FindingsReceiver;
  readonly #store = new DisposableStore();
  readonly #feed: FindingsFeed;
  #pending: NodeJS.Timeout | undefined;

  constructor(services: Services, watched: WatchedClusters, receiver: FindingsReceiver) {
    this.#services = services;
    this.#watched = watched;
    this.#receiver = receiver;
    this.#feed = new FindingsFeed({
      source: context => watched.watched.get(context),
      send: params => receiver.tellRuntimeFindings(params),
    });
  }

  activate(): void {
    this.#store.add(
      this.#watched.onChange((context, keys) => {
        if (this.#receiver.state !== "running") return;
        this.#feed.changed(context, keys);
        this.#schedule();
      }),
    );
    this.#store.add(this.#receiver.onDidChangeState(state => state === "running" && this.#tellAll()));
  }

  /**
   * Shows what a diagnosis has found, until the deployment looks different.
   * @param key of the deployment in its cluster
   */
  showDiagnosed(context: string, key: string, causes: readonly Cause[]): void {
    this.#feed.diagnosed(context, key, causes);
    this.#schedule();
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#store.dispose();
  }

  /** A server that has just begun has been told nothing, and nothing was collected while there was none. */
  #tellAll(): void {
    this.#feed.forgetTold();
    for (const context of this.#watched.watched.keys()) this.#feed.changed(context, undefined);
    this.#schedule();
  }

  #schedule(): void {
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      if (this.#receiver.state === "running")
        void this.#services.guarded("runtime findings", () => this.#feed.flush())();
    }, PACE);
  }
}
