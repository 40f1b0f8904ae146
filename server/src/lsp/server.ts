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
import type {
  ArtifactsParams,
  AuthoringParams,
  EditsParams,
  GraphParams,
  LintParams,
  LocateParams,
  ObjectsParams,
} from "../../../schemas/src/index.ts";
import { Artifacts, ArtifactsRequest, NOT_TAKEN } from "./artifacts.ts";
import { authoring, AuthoringRequest, NOTHING_KNOWN } from "./authoring.ts";
import { codeActions, FIX_ALL_KIND, resolveCodeAction, type CodeActionSources } from "./code-actions.ts";
import { completion, type CompletionSources } from "./completion.ts";
import { ConfigStore, filePath, isConfigFile, watchConfigFiles } from "./config-store.ts";
import { DiagnosticsPusher, pullDiagnostics, type DiagnosticSources } from "./diagnostics.ts";
import { DocumentStore } from "./document-store.ts";
import { fileName, workspaceFolders } from "./file-name.ts";
import { codeLenses, inlayHints, refreshHints } from "./editor-hints.ts";
import { graph, GraphRequest, NO_GRAPH } from "./graph.ts";
import { attempt, guarded } from "./guard.ts";
import { hover, type HoverSources } from "./hover.ts";
import { findingsOf, LintRequest, NO_FINDINGS } from "./lint.ts";
import { locate, LocateRequest, NO_RANGES } from "./locate.ts";
import { manifestObjects, NO_OBJECTS, ObjectsRequest } from "./objects.ts";
import { EditsRequest, editsByPath, NO_EDITS } from "./path-edits.ts";
import { definition, highlights, prepareRename, references, rename, type NavigationSources } from "./navigation.ts";
import { REFACTOR_KINDS } from "./refactorings.ts";
import { RuntimeFindings, RuntimeFindingsNotification } from "./runtime-findings.ts";
import { Registry, RegistryNotification } from "./registry.ts";
import { SettingsStore } from "./settings-store.ts";
import { documentSymbols } from "./symbols.ts";
import { folds, links, selections } from "./text-structure.ts";
import { WorkspaceFiles } from "./workspace-files.ts";
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
  const artifacts = new Artifacts(message => connection.console.warn(message));
  const runtimeFindings = new RuntimeFindings(message => connection.console.warn(message));
  const registry = new Registry(message => connection.console.warn(message));
  const workspace = new WorkspaceFiles({
    connection,
    openText: (uri: string): string | undefined => documents.text(uri),
  });
  const documents: DocumentStore = new DocumentStore({
    nameOf: uri => fileName(uri, client?.folders ?? []),
    observed: () => runtimeFindings.all,
    artifacts: uri => artifacts.of(uri),
    registry: () => registry.addresses,
    workspace,
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
    artifacts,
    registry,
    workspace,
    folders: () => client?.folders ?? [],
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

interface Sources extends DiagnosticSources, CodeActionSources, HoverSources, CompletionSources, NavigationSources {
  readonly configs: ConfigStore;
  readonly runtimeFindings: RuntimeFindings;
  readonly artifacts: Artifacts;
  readonly registry: Registry;
  readonly workspace: WorkspaceFiles;
  readonly folders: () => readonly string[];
}

/** Keeps documents and settings as the client tells of them, and pushes diagnostics to clients that do not pull. */
function followDocuments(sources: Sources): void {
  const { connection, documents, settings, configs, workspace, capabilities } = sources;
  const pusher = new DiagnosticsPusher(sources);
  const push = (uri: string): void => {
    if (!pulls(capabilities())) pusher.schedule(uri);
  };
  connection.onDidOpenTextDocument(({ textDocument }) => {
    attempt(connection, "open", () => {
      documents.open(textDocument);
      configs.opened(textDocument.uri);
    });
    workspace.documentChanged(textDocument.uri);
    push(textDocument.uri);
  });
  connection.onDidChangeTextDocument(params => {
    attempt(connection, "change", () => documents.change(params));
    workspace.documentChanged(params.textDocument.uri);
    push(params.textDocument.uri);
  });
  connection.onDidCloseTextDocument(({ textDocument: { uri } }) => {
    documents.close(uri);
    settings.forget(uri);
    pusher.close(uri);
    configs.closed(uri);
    workspace.documentChanged(uri);
  });
  /** Checks all open documents anew. */
  const checkAll = async (): Promise<void> => {
    documents.uris.forEach(push);
    const canRefresh = capabilities().workspace?.diagnostics?.refreshSupport === true;
    if (pulls(capabilities()) && canRefresh) await connection.languages.diagnostics.refresh();
  };
  followSettings(sources, checkAll);
  connection.onRequest(
    ArtifactsRequest,
    guarded(connection, "artifacts", NOT_TAKEN, async (params: ArtifactsParams) => {
      const isTaken = sources.artifacts.replace(params);
      await checkAll();
      return { isTaken };
    }),
  );
  connection.onNotification(RuntimeFindingsNotification, params => {
    attempt(connection, "runtime findings", async () => {
      if (sources.runtimeFindings.replace(params)) await checkAll();
    });
  });
  connection.onNotification(RegistryNotification, params => {
    attempt(connection, "registry", async () => {
      if (sources.registry.replace(params)) await checkAll();
    });
  });
}

/** Checks all open documents anew when settings or configuration files change. */
function followSettings(sources: Sources, checkAll: () => Promise<void>): void {
  const { connection, settings, workspace, folders, capabilities } = sources;
  const readConfigsAnew = (): void =>
    attempt(connection, "configuration files", async () => {
      settings.configsChanged();
      await checkAll();
    });
  connection.onInitialized(() => {
    attempt(connection, "registration", () => watchConfigFiles(connection, capabilities()));
    workspace.start(folders(), capabilities(), checkAll);
    if (capabilities().workspace?.didChangeConfiguration?.dynamicRegistration !== true) return;
    attempt(connection, "registration", async () => {
      await connection.client.register(DidChangeConfigurationNotification.type, { section: "seldon" });
    });
  });
  connection.onDidChangeConfiguration(change => {
    attempt(connection, "configuration", async () => {
      settings.change(change.settings);
      await checkAll();
      await refreshHints(connection, capabilities());
    });
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    if (changes.some(({ uri }) => isConfigFile(uri))) readConfigsAnew();
    workspace.filesChanged(changes);
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
  answerNavigation(sources);
  answerAboutText(sources);
  connection.onRequest(
    ObjectsRequest,
    guarded(connection, "objects", NO_OBJECTS, (params: ObjectsParams) => manifestObjects(sources, params)),
  );
  connection.onRequest(
    LintRequest,
    guarded(connection, "lint", NO_FINDINGS, (params: LintParams) => findingsOf(sources, params)),
  );
  connection.onRequest(
    LocateRequest,
    guarded(connection, "locate", NO_RANGES, (params: LocateParams) => locate(sources, params)),
  );
  connection.onRequest(
    EditsRequest,
    guarded(connection, "edits", NO_EDITS, (params: EditsParams) => editsByPath(sources, params)),
  );
  connection.onRequest(
    AuthoringRequest,
    guarded(connection, "authoring", NOTHING_KNOWN, (params: AuthoringParams) => authoring(sources, params)),
  );
  connection.onRequest(
    GraphRequest,
    guarded(connection, "graph", NO_GRAPH, (params: GraphParams) => graph(sources, params)),
  );
  connection.languages.inlayHint.on(guarded(connection, "inlay hints", [], params => inlayHints(sources, params)));
  connection.onDocumentSymbol(guarded(connection, "outline", [], params => documentSymbols(sources, params)));
}

function answerAboutText(sources: Sources): void {
  const { connection } = sources;
  connection.onCodeLens(guarded(connection, "code lenses", [], params => codeLenses(sources, params)));
  connection.onFoldingRanges(guarded(connection, "folding", null, params => folds(sources, params)));
  connection.onSelectionRanges(guarded(connection, "selection ranges", null, params => selections(sources, params)));
  connection.onDocumentLinks(guarded(connection, "links", [], params => links(sources, params)));
}

function answerNavigation(sources: Sources): void {
  const { connection } = sources;
  connection.onDefinition(guarded(connection, "definition", [], (params, token) => definition(sources, params, token)));
  connection.onReferences(guarded(connection, "references", [], (params, token) => references(sources, params, token)));
  connection.onDocumentHighlight(guarded(connection, "highlights", [], params => highlights(sources, params)));
  connection.onPrepareRename(guarded(connection, "rename", null, params => prepareRename(sources, params)));
  connection.onRenameRequest(guarded(connection, "rename", null, (params, token) => rename(sources, params, token)));
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
  createsFiles: boolean;
  renamesFiles: boolean;
} {
  const codeAction = textDocument?.codeAction;
  return {
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes("create") === true,
    renamesFiles: workspace?.workspaceEdit?.resourceOperations?.includes("rename") === true,
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
      codeActionProvider: {
        codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND, ...REFACTOR_KINDS],
        resolveProvider: true,
      },
      hoverProvider: true,
      inlayHintProvider: true,
      completionProvider: { triggerCharacters: [" "] },
      documentSymbolProvider: { label: "Seldon" },
      definitionProvider: true,
      referencesProvider: true,
      documentHighlightProvider: true,
      renameProvider: { prepareProvider: true },
      codeLensProvider: {},
      foldingRangeProvider: true,
      selectionRangeProvider: true,
      documentLinkProvider: {},
      ...(isAsked && {
        diagnosticProvider: { identifier: "seldon", interFileDependencies: true, workspaceDiagnostics: false },
      }),
    },
  };
}
