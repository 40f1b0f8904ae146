// Drives the language server as an editor would: a process of its own, talked to over standard input and output.
import { spawn, type ChildProcess } from "node:child_process";
import process from "node:process";
import {
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeLensRequest,
  Command,
  CompletionRequest,
  ConfigurationRequest,
  createProtocolConnection,
  DiagnosticRefreshRequest,
  DidChangeConfigurationNotification,
  DidChangeTextDocumentNotification,
  DidChangeWatchedFilesNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  DocumentDiagnosticRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  ExitNotification,
  FileChangeType,
  FoldingRangeRequest,
  HoverRequest,
  InitializedNotification,
  InitializeRequest,
  InlayHintRequest,
  LogMessageNotification,
  PublishDiagnosticsNotification,
  RegistrationRequest,
  SelectionRangeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  TextDocumentEdit,
  type CancellationToken,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type CompletionList,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type DocumentLink,
  type DocumentSymbol,
  type FileEvent,
  type FoldingRange,
  type Hover,
  type InitializeResult,
  type InlayHint,
  type Position,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  type Range,
  type SelectionRange,
  type TextEdit,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import {
  LINT_METHOD,
  LOCATE_METHOD,
  OBJECTS_METHOD,
  type LintParams,
  type LintResult,
  type LocateParams,
  type LocateResult,
  type ObjectsParams,
  type ObjectsResult,
} from "../../schemas/src/index.ts";
import { projectRoot } from "../../scripts/project-root.ts";
import { fullCapabilities } from "./lsp-capabilities.ts";
import { freshServer } from "./lsp-program.ts";

export { builtServer } from "./lsp-program.ts";

export interface ServerStart {
  /** Given as initialization options; without a `debounce` the server does not wait at all. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Laid over the capabilities of a client that can do everything but pull. */
  readonly capabilities?: ClientCapabilities;
  /** True for a client that pulls diagnostics, as VS Code does. */
  readonly pulls?: boolean;
  /** Answers to `workspace/configuration` by section; without it the client cannot be asked. */
  readonly configuration?: (section: string | undefined) => unknown;
  /** The program to run; a bundle of the sources as they stand where it is absent. */
  readonly program?: string;
  readonly workspaceFolder?: string;
  /** On top of this process's own. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the program with arguments of its own, for what happens before any connection. */
export function spawnServer(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): ChildProcess {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
}

export class LspClient {
  readonly #process: ChildProcess;
  readonly #connection: ProtocolConnection;
  readonly #texts = new Map<string, TextDocument>();
  readonly #waiting: {
    readonly accepts: (params: PublishDiagnosticsParams) => boolean;
    readonly resolve: (params: PublishDiagnosticsParams) => void;
  }[] = [];
  /** Everything the server pushed, in order. */
  readonly published: PublishDiagnosticsParams[] = [];
  /** All that the server wrote, as it came over the wire. */
  wire = "";
  /** Errors and warnings it logged. */
  readonly complaints: string[] = [];
  /** What it asked to be told of. */
  readonly registered: string[] = [];
  /** How often it asked for diagnostics to be pulled anew. */
  refreshes = 0;

  private constructor(child: ChildProcess, connection: ProtocolConnection) {
    this.#process = child;
    this.#connection = connection;
  }

  /** Starts a server and shakes hands. */
  static async start(start: ServerStart = {}): Promise<LspClient & AsyncDisposable> {
    const child = spawnServer(start.program ?? (await freshServer()), ["--stdio"], start.environment);
    const { stdin, stdout, stderr } = child;
    if (!stdin || !stdout || !stderr) throw new Error("The server has no standard streams.");
    const connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    const client = new LspClient(child, connection);
    stdout.on("data", chunk => (client.wire += String(chunk)));
    client.#listen(start);
    let complaint = "";
    stderr.on("data", chunk => (complaint += String(chunk)));
    const ended = client.exitCode.then(code =>
      Promise.reject(new Error(`The server ended with ${code} before it could start. ${complaint}`)),
    );
    await Promise.race([client.#initialize(start), ended]);
    ended.catch(() => {});
    return client;
  }

  initializeResult: InitializeResult = { capabilities: {} };

  #listen({ configuration }: ServerStart): void {
    this.#connection.onNotification(PublishDiagnosticsNotification.type, params => {
      this.published.push(params);
      for (const waiter of this.#waiting.filter(({ accepts }) => accepts(params))) {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        waiter.resolve(params);
      }
    });
    this.#connection.onNotification(LogMessageNotification.type, ({ type, message }) => {
      if (type <= 2) this.complaints.push(message);
    });
    this.#connection.onRequest(RegistrationRequest.type, ({ registrations }) => {
      this.registered.push(...registrations.map(({ method }) => method));
    });
    this.#connection.onRequest(DiagnosticRefreshRequest.type, () => {
      this.refreshes += 1;
    });
    this.#connection.onRequest(ConfigurationRequest.type, ({ items }) =>
      items.map(({ section }) => configuration?.(section) ?? null),
    );
    this.#connection.listen();
  }

  async #initialize({ options, capabilities, pulls, configuration, workspaceFolder }: ServerStart): Promise<void> {
    this.initializeResult = await this.#connection.sendRequest(InitializeRequest.type, {
      processId: process.pid,
      ...LEGACY,
      workspaceFolders: workspaceFolder === undefined ? null : [{ uri: workspaceFolder, name: "workspace" }],
      initializationOptions: { debounce: 0, packageRoot: projectRoot, ...options },
      capabilities: capabilities ?? fullCapabilities(pulls === true, configuration !== undefined),
    });
    await this.#connection.sendNotification(InitializedNotification.type, {});
  }

  /** Of the server. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  get exitCode(): Promise<number | null> {
    return this.#process.exitCode === null
      ? new Promise(resolve => this.#process.once("exit", resolve))
      : Promise.resolve(this.#process.exitCode);
  }

  async open(uri: string, text: string, languageId = "yaml"): Promise<void> {
    this.#texts.set(uri, TextDocument.create(uri, languageId, 1, text));
    await this.#connection.sendNotification(DidOpenTextDocumentNotification.type, {
      textDocument: { uri, languageId, version: 1, text },
    });
  }

  /** Replaces a range, or all of the text where none is given, and counts the version up. */
  async change(uri: string, text: string, range?: Range): Promise<number> {
    const before = this.document(uri);
    const version = before.version + 1;
    const contentChanges = [range ? { range, text } : { text }];
    this.#texts.set(uri, TextDocument.update(before, contentChanges, version));
    await this.#connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version },
      contentChanges,
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    this.#texts.delete(uri);
    await this.#connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } });
  }

  text(uri: string): string {
    return this.document(uri).getText();
  }

  document(uri: string): TextDocument {
    const document = this.#texts.get(uri);
    if (!document) throw new Error(`${uri} is not open.`);
    return document;
  }

  /** The position of the first occurrence of a text, `into` characters into it. */
  positionOf(uri: string, part: string, into = 0): Position {
    const offset = this.text(uri).indexOf(part);
    if (offset === -1) throw new Error(`The document has no ${JSON.stringify(part)}.`);
    return this.document(uri).positionAt(offset + into);
  }

  /** The next diagnostics pushed for a document at a version or a later one, those already here included. */
  async diagnostics(uri: string, version = this.document(uri).version): Promise<Diagnostic[]> {
    const accepts = (params: PublishDiagnosticsParams): boolean =>
      params.uri === uri && (params.version ?? 0) >= version;
    const known = this.published.findLast(accepts);
    const params =
      known ?? (await new Promise<PublishDiagnosticsParams>(resolve => this.#waiting.push({ accepts, resolve })));
    return params.diagnostics;
  }

  pull(uri: string, previousResultId?: string, token?: CancellationToken): Promise<DocumentDiagnosticReport> {
    const params = {
      textDocument: { uri },
      identifier: "seldon",
      ...(previousResultId !== undefined && { previousResultId }),
    };
    return this.#connection.sendRequest(DocumentDiagnosticRequest.type, params, token);
  }

  /** The code actions for a range; all kinds where none is named. */
  async codeActions(uri: string, range: Range, diagnostics: Diagnostic[] = [], only?: string[]): Promise<CodeAction[]> {
    const context = { diagnostics, ...(only && { only }) };
    const answer = await this.#connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri },
      range,
      context,
    });
    return (answer ?? []).flatMap(action => (Command.is(action) ? [] : [action]));
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.#connection.sendRequest(CodeActionResolveRequest.type, action);
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.#connection.sendRequest(HoverRequest.type, { textDocument: { uri }, position });
  }

  async complete(uri: string, position: Position): Promise<CompletionList> {
    const answer = await this.#connection.sendRequest(CompletionRequest.type, { textDocument: { uri }, position });
    return Array.isArray(answer) || answer === null ? { isIncomplete: false, items: answer ?? [] } : answer;
  }

  async outline(uri: string): Promise<DocumentSymbol[]> {
    const answer = await this.#connection.sendRequest(DocumentSymbolRequest.type, { textDocument: { uri } });
    return (answer ?? []).flatMap(symbol => ("range" in symbol ? [symbol] : []));
  }

  /** Our own request: what Kubernetes objects a text holds. */
  async objects(params: ObjectsParams): Promise<ObjectsResult> {
    return await this.#connection.sendRequest(OBJECTS_METHOD, params);
  }

  /** Our own request: where the fields of an object stand. */
  async locate(params: LocateParams): Promise<LocateResult> {
    return await this.#connection.sendRequest(LOCATE_METHOD, params);
  }

  /** Our own request: all findings of a text with their edits. */
  async lint(params: LintParams): Promise<LintResult> {
    return await this.#connection.sendRequest(LINT_METHOD, params);
  }

  /** Tells that files changed on the disk. */
  async filesChanged(...uris: string[]): Promise<void> {
    const changes = uris.map((uri): FileEvent => ({ uri, type: FileChangeType.Changed }));
    await this.#connection.sendNotification(DidChangeWatchedFilesNotification.type, { changes });
  }

  async save(uri: string): Promise<void> {
    await this.#connection.sendNotification(DidSaveTextDocumentNotification.type, { textDocument: { uri } });
  }

  async configure(settings: unknown): Promise<void> {
    await this.#connection.sendNotification(DidChangeConfigurationNotification.type, { settings });
  }

  /** Any request, for those no editor sends. */
  request(method: string, params: unknown): Promise<unknown> {
    return this.#connection.sendRequest(method, params);
  }

  async inlayHints(uri: string, range: Range): Promise<InlayHint[]> {
    return (await this.#connection.sendRequest(InlayHintRequest.type, { textDocument: { uri }, range })) ?? [];
  }

  async codeLenses(uri: string): Promise<CodeLens[]> {
    return (await this.#connection.sendRequest(CodeLensRequest.type, { textDocument: { uri } })) ?? [];
  }

  folds(uri: string): Promise<FoldingRange[] | null> {
    return this.#connection.sendRequest(FoldingRangeRequest.type, { textDocument: { uri } });
  }

  selections(uri: string, positions: Position[]): Promise<SelectionRange[] | null> {
    return this.#connection.sendRequest(SelectionRangeRequest.type, { textDocument: { uri }, positions });
  }

  async links(uri: string): Promise<DocumentLink[]> {
    return (await this.#connection.sendRequest(DocumentLinkRequest.type, { textDocument: { uri } })) ?? [];
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.#connection.sendNotification(method, params);
  }

  /**
   * Applies an edit as editors do: it is refused where it names another version than the document has.
   * Returns false then, and leaves the text alone.
   */
  async apply(edit: WorkspaceEdit): Promise<boolean> {
    for (const change of edit.documentChanges ?? []) {
      if (!TextDocumentEdit.is(change)) throw new Error("Only edits of text are expected.");
      const { uri, version } = change.textDocument;
      if (version !== this.document(uri).version) return false;
      await this.change(uri, TextDocument.applyEdits(this.document(uri), change.edits.flatMap(toTextEdit)));
    }
    for (const [uri, edits] of Object.entries(edit.changes ?? {})) {
      await this.change(uri, TextDocument.applyEdits(this.document(uri), edits));
    }
    return true;
  }

  /** Ends the session politely and waits for the process. */
  async stop(): Promise<number | null> {
    const exit = this.exitCode;
    await this.#connection.sendRequest(ShutdownRequest.type);
    await this.#connection.sendNotification(ExitNotification.type);
    const code = await exit;
    this.#connection.dispose();
    return code;
  }

  /** Goes away without a word, as a crashed editor does. */
  vanish(): void {
    this.#process.stdin?.end();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode === null && !this.#process.killed) await this.stop();
  }
}

/** Deprecated, yet required. */
const LEGACY = { rootUri: null };

function toTextEdit(edit: TextEdit | { range: Range }): TextEdit[] {
  return "newText" in edit ? [edit] : [];
}
