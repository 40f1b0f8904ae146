// Runs the language server: not before a document needs it, again when it ends unexpectedly, and no more when it keeps ending.
import * as vscode from "vscode";
import {
  CloseAction,
  DidChangeConfigurationNotification,
  DocumentDiagnosticRequest,
  ErrorAction,
  NotificationType,
  RequestType,
  RevealOutputChannelOn,
  State,
  TransportKind,
  type ConfigurationRequest,
  type Diagnostic,
  type ErrorHandler,
  type LanguageClient,
} from "vscode-languageclient/node";
import type {
  ArtifactsParams,
  ArtifactsResult,
  AuthoringParams,
  AuthoringResult,
  EditsParams,
  EditsResult,
  GraphParams,
  GraphResult,
  LintParams,
  LintResult,
  LocateParams,
  LocateResult,
  ObjectsParams,
  ObjectsResult,
  RegistryParams,
  RuntimeFindingsParams,
} from "../../../../schemas/src/index.ts";
import { DisposableStore } from "../../ui/disposable-store.ts";
import { reasonOf } from "../../ui/guard.ts";
import { serverDidNotStart, serverKeepsEnding } from "../../ui/messages.ts";
import { isServedDocument, servedSelector, watchSeldonDocuments } from "../../ui/seldon-documents.ts";
import type { Services } from "../../ui/services.ts";
import { QuietLanguageClient } from "./quiet-language-client.ts";
import { MAX_RESTARTS, RestartPolicy, WINDOW_MINUTES } from "./restart-policy.ts";

/** `waiting`: no document has needed the server yet. `stopped`: it failed and is not tried again by itself. */
export type ServerState = "waiting" | "starting" | "running" | "stopped";

export interface LanguageClientOptions {
  /** Folder of the installed extension; holds `dist/server.js` and the rule pages. */
  readonly packageRoot: vscode.Uri;
  /** Whether the server is to report syntax errors. After a change call {@link ManifestLanguageClient.sendSettings}. */
  readonly reportsYamlSyntax: () => boolean;
}

/** Errors in a row on the connection that are put up with. */
const MAX_CONNECTION_ERRORS = 3;

// The names are those of schemas/src/protocol; its modules are not loaded here, since zod would slow the start.
const ObjectsRequest = new RequestType<ObjectsParams, ObjectsResult, never>("seldon/objects");
const LintRequest = new RequestType<LintParams, LintResult, never>("seldon/lint");
const LocateRequest = new RequestType<LocateParams, LocateResult, never>("seldon/locate");
const EditsRequest = new RequestType<EditsParams, EditsResult, never>("seldon/edits");
const GraphRequest = new RequestType<GraphParams, GraphResult, never>("seldon/graph");
const ArtifactsRequest = new RequestType<ArtifactsParams, ArtifactsResult, never>("seldon/artifacts");
const AuthoringRequest = new RequestType<AuthoringParams, AuthoringResult, never>("seldon/authoring");
const RegistryNotification = new NotificationType<RegistryParams>("seldon/registry");
const RuntimeFindingsNotification = new NotificationType<RuntimeFindingsParams>("seldon/runtimeFindings");

export class ManifestLanguageClient implements vscode.Disposable {
  readonly #services: Services;
  readonly #options: LanguageClientOptions;
  readonly #store = new DisposableStore();
  readonly #stateChanged = this.#store.add(new vscode.EventEmitter<ServerState>());
  readonly #restartPolicy = new RestartPolicy();
  #client: LanguageClient | undefined;
  #state: ServerState = "waiting";
  #work: Promise<void> = Promise.resolve();

  constructor(services: Services, options: LanguageClientOptions) {
    this.#services = services;
    this.#options = options;
  }

  readonly onDidChangeState = this.#stateChanged.event;

  get state(): ServerState {
    return this.#state;
  }

  activate(): void {
    this.#store.add(this.#services.registerCommand("seldon.restartLanguageServer", () => this.restart()));
    const watch = this.#store.add(new DisposableStore());
    watch.add(
      watchSeldonDocuments(() => {
        watch.dispose();
        if (this.#state === "waiting") void this.restart();
      }, isServedDocument),
    );
  }

  /** Starts the server, or ends and starts it. Resolves when that has succeeded or the user was told why not. */
  restart(): Promise<void> {
    this.#restartPolicy.reset();
    this.#setState("starting");
    this.#work = this.#work.then(() => this.#replaceClient());
    return this.#work;
  }

  /** Lets a running server ask for its settings again; one that starts later asks by itself. */
  async sendSettings(): Promise<void> {
    if (this.#state !== "running") return;
    await this.#client?.sendNotification(DidChangeConfigurationNotification.type, { settings: null });
  }

  /**
   * What Kubernetes objects a text holds and where. Starts the server where nothing has needed it yet.
   * @throws where it does not run
   */
  async objects(params: ObjectsParams): Promise<ObjectsResult> {
    return await (await this.#runningClient()).sendRequest(ObjectsRequest, params);
  }

  /**
   * All findings of a text with their edits, whether an editor shows it or not.
   * @throws where the server does not run
   */
  async lint(params: LintParams): Promise<LintResult> {
    return await (await this.#runningClient()).sendRequest(LintRequest, params);
  }

  /**
   * Where the fields of an object stand in a text; a field that is missing, at what is above it.
   * @throws where the server does not run
   */
  async locate(params: LocateParams): Promise<LocateResult> {
    return await (await this.#runningClient()).sendRequest(LocateRequest, params);
  }

  /**
   * What has to change in a text so that an object of it changes as wanted, or why it cannot.
   * @throws where the server does not run
   */
  async edits(params: EditsParams): Promise<EditsResult> {
    return await (await this.#runningClient()).sendRequest(EditsRequest, params);
  }

  /**
   * The inference graphs of an open document.
   * @throws where the server does not run
   */
  async graph(params: GraphParams): Promise<GraphResult> {
    return await (await this.#runningClient()).sendRequest(GraphRequest, params);
  }

  /**
   * What a new manifest can be made of: models and Secrets of the workspace, and the version it is for.
   * @throws where the server does not run
   */
  async authoring(params: AuthoringParams): Promise<AuthoringResult> {
    return await (await this.#runningClient()).sendRequest(AuthoringRequest, params);
  }

  /**
   * Tells what object stores hold under the model URIs of a document, which the server judges from then on.
   * @throws where the server does not run
   */
  async artifacts(params: ArtifactsParams): Promise<ArtifactsResult> {
    return await (await this.#runningClient()).sendRequest(ArtifactsRequest, params);
  }

  /**
   * What the server finds in an open document as it stands now, whether an editor shows it or not.
   * @throws where the server does not run
   */
  async problems(uri: string): Promise<readonly (Omit<Diagnostic, "message"> & { readonly message: string })[]> {
    const client = await this.#runningClient();
    const report = await client.sendRequest(DocumentDiagnosticRequest.type, {
      textDocument: { uri },
      identifier: "seldon",
    });
    const found = report.kind === "full" ? report.items : [];
    return found.map(({ message, ...rest }) => ({
      ...rest,
      message: typeof message === "string" ? message : message.value,
    }));
  }

  /** What a cluster shows from now on. A server that does not run hears nothing and is to be told when it does. */
  async tellRuntimeFindings(params: RuntimeFindingsParams): Promise<void> {
    if (this.#state === "running") await this.#client?.sendNotification(RuntimeFindingsNotification, params);
  }

  /** What the model registry says from now on. A server that does not run hears nothing and is to be told when it does. */
  async tellRegistry(params: RegistryParams): Promise<void> {
    if (this.#state === "running") await this.#client?.sendNotification(RegistryNotification, params);
  }

  dispose(): void {
    this.#store.dispose();
    void this.#services.guarded("stopping the language server", () => this.#client?.dispose())();
  }

  async #runningClient(): Promise<LanguageClient> {
    await (this.#state === "waiting" ? this.restart() : this.#work);
    if (!this.#client || this.#state !== "running") throw new Error("The Seldon language server is not running");
    return this.#client;
  }

  async #replaceClient(): Promise<void> {
    const previous = this.#client;
    this.#client = undefined;
    await this.#services.guarded("stopping the language server", () => previous?.dispose())();
    const client = this.#createClient();
    this.#client = client;
    try {
      await client.start();
    } catch (error) {
      if (this.#client !== client) return;
      this.#setState("stopped");
      this.#services.show(serverDidNotStart(reasonOf(error)));
    }
  }

  #createClient(): LanguageClient {
    const server = {
      module: vscode.Uri.joinPath(this.#options.packageRoot, "dist", "server.js").fsPath,
      transport: TransportKind.ipc,
      options: { env: translationsForServer() },
    };
    const client: LanguageClient = new QuietLanguageClient(
      "seldon",
      "Seldon",
      { run: server, debug: server },
      {
        documentSelector: servedSelector.map(filter => ({ ...filter })),
        diagnosticCollectionName: "seldon",
        outputChannel: this.#services.log,
        revealOutputChannelOn: RevealOutputChannelOn.Never,
        initializationOptions: () => ({
          packageRoot: this.#options.packageRoot.fsPath,
          yamlSyntax: this.#options.reportsYamlSyntax(),
        }),
        middleware: { workspace: { configuration: this.#configuration } },
        initializationFailedHandler: () => false,
        errorHandler: this.#errorHandler(),
      },
    );
    client.onDidChangeState(({ newState }) => {
      if (this.#client === client) this.#setState(serverStates[newState]);
    });
    return client;
  }

  /** Adds to the user's settings what only the client knows. */
  readonly #configuration: ConfigurationRequest.MiddlewareSignature = async (params, token, next) => {
    const answer: unknown = await next(params, token);
    if (!Array.isArray(answer)) return [];
    const yamlSyntax = this.#options.reportsYamlSyntax();
    return answer.map((settings: unknown, index): unknown =>
      params.items[index]?.section === "seldon"
        ? { ...(typeof settings === "object" && settings), yamlSyntax }
        : settings,
    );
  };

  #errorHandler(): ErrorHandler {
    return {
      error: (_error, _message, count) => ({
        action: count !== undefined && count <= MAX_CONNECTION_ERRORS ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: () => {
        if (this.#restartPolicy.shouldRestart(performance.now())) {
          return { action: CloseAction.Restart, handled: true };
        }
        this.#services.show(serverKeepsEnding(MAX_RESTARTS + 1, WINDOW_MINUTES));
        return { action: CloseAction.DoNotRestart, handled: true };
      },
    };
  }

  #setState(state: ServerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#services.log.info(`Language server: ${state}.`);
    this.#stateChanged.fire(state);
  }
}

/** So that the server speaks as VS Code does, where there are translations. */
function translationsForServer(): Readonly<Record<string, string>> {
  const { uri } = vscode.l10n;
  return uri ? { SELDON_TRANSLATIONS: uri.fsPath } : {};
}

const serverStates: Readonly<Record<State, ServerState>> = {
  [State.Starting]: "starting",
  [State.Running]: "running",
  [State.Stopped]: "stopped",
  [State.StartFailed]: "stopped",
};
