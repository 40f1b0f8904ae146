// MLflow's model registry: the view Models, what it tells the language server, and the way from a version to a manifest.
import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import { addressesIn } from "../../domain/registry/index.ts";
import type { GivenModel } from "../../domain/patterns/index.ts";
import type { CommandId } from "../../contributions.ts";
import type { Clusters } from "../../ui/clusters.ts";
import { commandTitle } from "../../ui/command-title.ts";
import { confirm } from "../../ui/confirm.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import { credentialsAreForgotten, credentialsAreKept, noRegistry, registryFailed } from "../../ui/registry-messages.ts";
import type { Services } from "../../ui/services.ts";
import { chooseRegistry } from "./choose-registry.ts";
import { askAlias, givenVersion, outOfReach } from "./given-version.ts";
import { ModelsSource } from "./models-source.ts";
import { ModelsView } from "./models-view.ts";
import { RegistryConnection } from "./registry-connection.ts";
import { RegistryCredentials } from "./registry-credentials.ts";
import { RegistryFeed, type RegistryReceiver } from "./registry-feed.ts";
import { replaceAddresses, type ProblemSource } from "./replace-addresses.ts";

export interface RegistryHost {
  readonly services: Services;
  readonly clusters: Clusters;
  readonly server: RegistryReceiver & ProblemSource;
  readonly secrets: vscode.SecretStorage;
  /** Asks the rest about a version, and opens its manifest. */
  readonly deploy: (given: GivenModel) => Promise<void>;
}

export class Registry implements vscode.Disposable {
  readonly #host: RegistryHost;
  readonly #store = new DisposableStore();
  readonly #credentials: RegistryCredentials;
  readonly #connection: RegistryConnection;
  readonly #source: ModelsSource;
  readonly #feed: RegistryFeed;
  readonly #view: ModelsView;

  constructor(host: RegistryHost) {
    const { services, clusters, server: receiver, secrets } = host;
    this.#host = host;
    this.#credentials = new RegistryCredentials(secrets);
    this.#connection = this.#store.add(new RegistryConnection(services, clusters, this.#credentials));
    const connection = this.#connection;
    const source = new ModelsSource(connection);
    this.#source = source;
    this.#feed = this.#store.add(new RegistryFeed({ services, connection, source, receiver }));
    this.#view = this.#store.add(
      new ModelsView({ services, connection, source, onModels: models => this.#feed.setModels(models) }),
    );
  }

  activate(): void {
    this.#connection.activate();
    this.#feed.activate();
    this.#view.activate();
    const register = (id: CommandId, run: (row: unknown) => Promise<unknown>): void => {
      this.#store.add(this.#host.services.registerCommand(id, run));
    };
    register("seldon.models.connect", () => this.#connect());
    register("seldon.models.setCredentials", () => this.#setCredentials());
    register("seldon.models.forgetCredentials", () => this.#forgetCredentials());
    register("seldon.models.deployVersion", row => this.#deployVersion(row));
    register("seldon.models.copyUri", row => this.#copyUri(row));
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** Before a deploy: addresses of MLflow's in the manifest are looked up, and replaced where the user says so. */
  async beforeDeploy(documents: readonly vscode.TextDocument[]): Promise<void> {
    for (const document of documents) {
      if (addressesIn(document.getText()).length === 0) continue;
      await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Window, title: l10n.t("Asking MLflow where the model lies") },
        () => this.#feed.know(document),
      );
      await replaceAddresses(document, this.#host.server, words =>
        confirm({
          text: l10n.t`Pods cannot fetch an address inside MLflow. Replace it before the deploy?`,
          detail: words,
          yes: l10n.t("Replace"),
        }),
      );
    }
  }

  async #connect(): Promise<void> {
    const { services, clusters } = this.#host;
    const chosen = await chooseRegistry(services, clusters, this.#connection.address);
    if (chosen === undefined) return;
    await vscode.workspace
      .getConfiguration()
      .update("seldon.mlflow.trackingUri", chosen, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand("seldon.models.focus");
  }

  async #setCredentials(): Promise<void> {
    const place = await this.#placeFor("seldon.models.setCredentials");
    if (place === undefined || !(await this.#credentials.ask(place))) return;
    this.#connection.reset();
    this.#host.services.show(credentialsAreKept(place));
  }

  async #forgetCredentials(): Promise<void> {
    const place = await this.#placeFor("seldon.models.forgetCredentials");
    if (place === undefined) return;
    await this.#credentials.forget(place);
    this.#connection.reset();
    this.#host.services.show(credentialsAreForgotten(place));
  }

  /** What credentials are kept under; where no server is named, the user is told. */
  async #placeFor(command: CommandId): Promise<string | undefined> {
    if (this.#connection.address !== "") return await this.#connection.place();
    this.#host.services.show(noRegistry(commandTitle(command)));
    return undefined;
  }

  async #deployVersion(row: unknown): Promise<void> {
    const found = this.#view.versionOf(row);
    const details = found && (await this.#detailsOf(found.version, "seldon.models.deployVersion"));
    if (!details) return;
    const problem = outOfReach(found.version, details);
    if (problem) {
      this.#host.services.show(problem);
      return;
    }
    const chosen = await askAlias(found.version, found.aliases);
    if (chosen) await this.#host.deploy(givenVersion(found.version, details, chosen.alias));
  }

  async #copyUri(row: unknown): Promise<void> {
    const found = this.#view.versionOf(row);
    const details = found && (await this.#detailsOf(found.version, "seldon.models.copyUri"));
    if (!details) return;
    await vscode.env.clipboard.writeText(details.artifactUri);
    vscode.window.setStatusBarMessage(`$(copy) ${details.artifactUri}`, 3_000);
  }

  async #detailsOf(
    version: Parameters<ModelsSource["details"]>[0],
    command: CommandId,
  ): Promise<Awaited<ReturnType<ModelsSource["details"]>> | undefined> {
    try {
      return await this.#source.details(version);
    } catch (error) {
      this.#host.services.show(registryFailed(commandTitle(command), reasonOf(error)));
      return undefined;
    }
  }
}
