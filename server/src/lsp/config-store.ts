// The configuration files that hold for open documents, and what is said of those with something wrong in them.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import {
  DiagnosticSeverity,
  DidChangeWatchedFilesNotification,
  type ClientCapabilities,
  type Connection,
  type Diagnostic,
} from "vscode-languageserver/node";
import { CONFIG_FILE_NAME, ConfigLoader, type LoadedConfig } from "../config/index.ts";
import { LineIndex, readConfig, type ConfigProblem } from "../core/index.ts";
import { DIAGNOSTIC_SOURCE, toRange } from "./to-lsp.ts";

export interface ConfigStoreOptions {
  readonly connection: Connection;
  /** True for documents that the client has open: they have diagnostics of their own. */
  readonly isOpen: (file: string) => boolean;
}

export class ConfigStore {
  readonly #options: ConfigStoreOptions;
  #folders: readonly string[] = [];
  #loader = new ConfigLoader([]);
  /** Configurations whose problems were looked at since they were read. */
  readonly #seen = new WeakSet<LoadedConfig>();
  /** Files that the client shows diagnostics of which no open document has brought. */
  readonly #shown = new Set<string>();

  constructor(options: ConfigStoreOptions) {
    this.#options = options;
  }

  /** `folders` are the URIs of the workspace's folders. */
  initialize(folders: readonly string[]): void {
    this.#folders = folders.flatMap(folder => filePath(folder) ?? []);
    this.#loader = new ConfigLoader(this.#folders);
  }

  /** The configuration for a document. One that is not saved anywhere counts as lying in the workspace, where that is one folder. */
  of(uri: string): LoadedConfig | undefined {
    const file = filePath(uri) ?? this.#unsaved(uri);
    const config = file === undefined ? undefined : this.#loader.for(file);
    if (config && !this.#seen.has(config)) this.#tell(config);
    return config;
  }

  /** Reads everything anew when it is next asked for. */
  forget(): void {
    this.#loader.forget();
    for (const file of [...this.#shown]) this.#show(file, this.#loader.for(file));
  }

  /** An open document brings its own diagnostics, so that those from the disk have to go. */
  opened(uri: string): void {
    const file = filePath(uri);
    if (file !== undefined && this.#shown.has(file)) this.#show(file, undefined);
  }

  /** What stands on the disk counts again. */
  closed(uri: string): void {
    const file = filePath(uri);
    if (file === undefined || !isConfigFile(uri)) return;
    const config = this.#loader.for(file);
    if (config?.path === file) this.#show(file, config);
  }

  #unsaved(uri: string): string | undefined {
    const [folder, another] = this.#folders;
    return uri.startsWith("untitled:") && folder !== undefined && another === undefined
      ? path.join(folder, "untitled")
      : undefined;
  }

  #tell(config: LoadedConfig): void {
    this.#seen.add(config);
    if (config.problems.length === 0) return;
    const { connection, isOpen } = this.#options;
    const messages = config.problems.map(({ message }) => message).join(" ");
    connection.console.warn(`${config.path} has something wrong in it; the rest of it is used. ${messages}`);
    if (!isOpen(config.path)) this.#show(config.path, config);
  }

  /** Shows the problems of a file that is not open; without a configuration what was shown is taken back. */
  #show(file: string, config: LoadedConfig | undefined): void {
    const current = config?.path === file ? config : undefined;
    const diagnostics = current ? toDiagnostics(current.problems, new LineIndex(current.text)) : [];
    if (diagnostics.length === 0 && !this.#shown.delete(file)) return;
    if (diagnostics.length > 0) this.#shown.add(file);
    void this.#options.connection.sendDiagnostics({ uri: pathToFileURL(file).href, diagnostics });
  }
}

/** The problems of an open configuration, as it stands in the editor. */
export function configDiagnostics(text: string, lines: LineIndex): Diagnostic[] {
  return toDiagnostics(readConfig(text).problems, lines);
}

export function isConfigFile(uri: string): boolean {
  return uri.endsWith(`/${CONFIG_FILE_NAME}`);
}

/** Clients that cannot watch files tell when one is saved. */
export async function watchConfigFiles(connection: Connection, { workspace }: ClientCapabilities): Promise<void> {
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const watchers = [{ globPattern: `**/${CONFIG_FILE_NAME}` }];
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

function toDiagnostics(problems: readonly ConfigProblem[], lines: LineIndex): Diagnostic[] {
  return problems.map(({ message, range }) => ({
    range: toRange(lines, range),
    severity: DiagnosticSeverity.Error,
    source: DIAGNOSTIC_SOURCE,
    message,
  }));
}

/** Undefined for what does not lie on a disk. */
export function filePath(uri: string): string | undefined {
  if (!uri.startsWith("file:")) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // A URI of another machine, or one that is not well-formed, names no file here.
    return undefined;
  }
}
