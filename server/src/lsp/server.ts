// Puts the server together: what it says it can do, and which handler answers what.
import {
  CodeActionKind,
  DidChangeConfigurationNotification,
  TextDocumentSyncKind,
  type CancellationToken,
  type ClientCapabilities,
  type CompletionList,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type InitializeParams,
  type InitializeResult,
} from "vscode-languageserver/node";
import type { LocateParams, ObjectsParams } from "../../../schemas/src/index.ts";
import { codeActions, FIX_ALL_KIND, resolveCodeAction, type CodeActionSources } from "./code-actions.ts";
import { completion, type CompletionSources } from "./completion.ts";
import { ConfigStore, filePath, isConfigFile, watchConfigFiles } from "./config-store.ts";
import { DiagnosticsPusher, pullDiagnostics, type DiagnosticSources } from "./diagnostics.ts";
import { DocumentStore } from "./document-store.ts";
import { fileName, workspaceFolders } from "./file-name.ts";
import { attempt, guarded } from "./guard.ts";
import { hover, type HoverSources } from "./hover.ts";
import { locate, LocateRequest, NO_RANGES } from "./locate.ts";
import { manifestObjects, NO_OBJECTS, ObjectsRequest } from "./objects.ts";
import { RuntimeFindings, RuntimeFindingsNotification } from "./runtime-findings.ts";
import { SettingsStore } from "./settings-store.ts";
import { documentSymbols } from "./symbols.ts";
import { YamlFeatures } from "./yaml-features.ts";

export interface ServerOptions {
  /** Folder of the package, where the client does not say otherwise. */
  readonly packageRoot: string | undefined;
  readonly version: string;
}

/** Registers all handlers and begins to listen. */
export function startServer(connection: Connection, options: ServerOptions): void {
  let client: ClientFacts | undefined;
  const packageRoot = (): string | undefined => client?.packageRoot ?? options.packageRoot;
  const capabilities = (): ClientCapabilities => client?.capabilities ?? {};
  const runtimeFindings = new RuntimeFindings(message => connection.console.warn(message));
  const documents = new DocumentStore({
    nameOf: uri => fileName(uri, client?.folders ?? []),
    observed: () => runtimeFindings.all,
  });
  const isOpen = (file: string): boolean => documents.uris.some(uri => filePath(uri) === file);
  const configs = new ConfigStore({ connection, isOpen });
  const settings = new SettingsStore(connection, configs);
  const yaml = new YamlFeatures(connection, packageRoot);
  const sources: Sources = {
    connection,
    documents,
    settings,
    configs,
    yaml,
    runtimeFindings,
    packageRoot,
    capabilities,
    client: () => editSupport(capabilities()),
  };
  connection.onInitialize(params => {
    client = readClient(params);
    configs.initialize(client.folders);
    settings.initialize(params);
    yaml.initialize(params.capabilities);
    return describeServer(options.version, pulls(params.capabilities));
  });
  followDocuments(sources);
  answerRequests(sources);
  connection.listen();
}

interface Sources extends DiagnosticSources, CodeActionSources, HoverSources, CompletionSources {
  readonly configs: ConfigStore;
  readonly runtimeFindings: RuntimeFindings;
}

/** Keeps documents and settings as the client tells of them, and pushes diagnostics to clients that do not pull. */
function followDocuments(sources: Sources): void {
  const { connection, documents, settings, configs, capabilities } = sources;
  const pusher = new DiagnosticsPusher(sources);
  const push = (uri: string): void => {
    if (!pulls(capabilities())) pusher.schedule(uri);
  };
  connection.onDidOpenTextDocument(({ textDocument }) => {
    attempt(connection, "open", () => {
      documents.open(textDocument);
      configs.opened(textDocument.uri);
    });
    push(textDocument.uri);
  });
  connection.onDidChangeTextDocument(params => {
    attempt(connection, "change", () => documents.change(params));
    push(params.textDocument.uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.close(uri);
    settings.forget(uri);
    pusher.close(uri);
    configs.closed(uri);
  });
  /** Checks all open documents anew. */
  const checkAll = async (): Promise<void> => {
    documents.uris.forEach(push);
    const canRefresh = capabilities().workspace?.diagnostics?.refreshSupport === true;
    if (pulls(capabilities()) && canRefresh) await connection.languages.diagnostics.refresh();
  };
  followSettings(sources, checkAll);
  connection.onNotification(RuntimeFindingsNotification, params => {
    attempt(connection, "runtime findings", async () => {
      if (sources.runtimeFindings.replace(params)) await checkAll();
    });
  });
}

/** Checks all open documents anew when settings or configuration files change. */
function followSettings({ connection, settings, capabilities }: Sources, checkAll: () => Promise<void>): void {
  const readConfigsAnew = (): void =>
    attempt(connection, "configuration files", async () => {
      settings.configsChanged();
      await checkAll();
    });
  connection.onInitialized(() => {
    attempt(connection, "registration", () => watchConfigFiles(connection, capabilities()));
    if (capabilities().workspace?.didChangeConfiguration?.dynamicRegistration !== true) return;
    attempt(connection, "registration", async () => {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: "seldon" });
    });
  });
  connection.onDidChangeConfiguration(change => {
    attempt(connection, "configuration", async () => {
      settings.change(change.settings);
      await checkAll();
    });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => isConfigFile(uri))) readConfigsAnew();
  });
  connection.onDidSaveTextDocument(({ textDocument }) => {
    if (isConfigFile(textDocument.uri)) readConfigsAnew();
  });
}

function answerRequests(sources: Sources): void {
  const { connection } = sources;
  const noReport: DocumentDiagnosticReport = { kind: "full", items: [] };
  const pull = guarded(
    connection,
    "diagnostics",
    noReport,
    (params: DocumentDiagnosticParams, token: CancellationToken) => pullDiagnostics(sources, params, token),
  );
  const noList: CompletionList = { isIncomplete: false, items: [] };
  connection.languages.diagnostics.on((params, token) => pull(params, token));
  connection.onCodeAction(guarded(connection, "code actions", [], params => codeActions(sources, params)));
  connection.onCodeActionResolve(action =>
    guarded(connection, "fix all", action, () => resolveCodeAction(sources, action))(),
  );
  connection.onHover(guarded(connection, "hover", null, params => hover(sources, params)));
  connection.onCompletion(guarded(connection, "completion", noList, params => completion(sources, params)));
  connection.onRequest(
    ObjectsRequest,
    guarded(connection, "objects", NO_OBJECTS, (params: ObjectsParams) => manifestObjects(sources, params)),
  );
  connection.onRequest(
    LocateRequest,
    guarded(connection, "locate", NO_RANGES, (params: LocateParams) => locate(sources, params)),
  );
  connection.onDocumentSymbol(guarded(connection, "outline", [], params => documentSymbols(sources, params)));
}

/** What the client said of itself when it came. */
interface ClientFacts {
  readonly capabilities: ClientCapabilities;
  readonly folders: readonly string[];
  readonly packageRoot: string | undefined;
}

function readClient(params: InitializeParams): ClientFacts {
  const { capabilities } = params;
  const given: unknown = params.initializationOptions;
  const hasRoot =
    typeof given === "object" && given !== null && "packageRoot" in given && typeof given.packageRoot === "string";
  return {
    capabilities,
    folders: workspaceFolders(params),
    packageRoot: hasRoot ? String(given.packageRoot) : undefined,
  };
}

function editSupport({ workspace, textDocument }: ClientCapabilities): {
  documentChanges: boolean;
  resolvesEdits: boolean;
} {
  const codeAction = textDocument?.codeAction;
  return {
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    resolvesEdits: codeAction?.dataSupport === true && codeAction.resolveSupport?.properties.includes("edit") === true,
  };
}

/** True for clients that ask for diagnostics; the others are told. */
function pulls({ textDocument }: ClientCapabilities): boolean {
  return textDocument?.diagnostic !== undefined;
}

function describeServer(version: string, isAsked: boolean): InitializeResult {
  return {
    serverInfo: { name: "seldon-language-server", version },
    capabilities: {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND], resolveProvider: true },
      hoverProvider: true,
      completionProvider: { triggerCharacters: [" "] },
      documentSymbolProvider: { label: "Seldon" },
      ...(isAsked && {
        diagnosticProvider: { identifier: "seldon", interFileDependencies: false, workspaceDiagnostics: false },
      }),
    },
  };
}
