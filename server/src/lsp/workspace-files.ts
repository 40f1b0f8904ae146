// Keeps what the files of the workspace hold, read in the background and anew when they change; open documents count as they stand.
import { readdir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  WatchKind,
  type ClientCapabilities,
  type Connection,
  type FileEvent,
} from "vscode-languageserver/node";
import type { WorkspaceResource } from "../../../schemas/src/index.ts";
import { compileGlob, isIndexed, readWorkspaceFile, WorkspaceIndex, type WorkspaceQuery } from "../core/index.ts";
import { filePath } from "./config-store.ts";
import { fileName } from "./file-name.ts";
import { attempt } from "./guard.ts";

/** Bytes of a file that may be worth reading; larger ones hold data. */
const MAX_BYTES = 1_000_000;

/** Files that are looked at in all; what lies beyond is left out, and the log says so. */
const MAX_FILES = 50_000;

/** Milliseconds of work in one go, so that a key press never waits long. */
const SLICE = 8;

/** Milliseconds for which changes are gathered. */
const GATHER = 250;

const NEVER: readonly string[] = [".git", "node_modules"];

const WATCHED = ["**/*.{yaml,yml,json}", "**/requirements*.txt", "**/MLmodel", "**/Kustomization"];

/** Of folders that come and go, by a rename too, editors name the folder alone. */
const FOLDERS = { globPattern: "**", kind: WatchKind.Create | WatchKind.Delete };

export interface WorkspaceFilesOptions {
  readonly connection: Connection;
  /** The text of an open document. */
  readonly openText: (uri: string) => string | undefined;
}

export class WorkspaceFiles {
  readonly #options: WorkspaceFilesOptions;
  readonly #index = new WorkspaceIndex();
  /** All files that are looked at, whatever they hold. */
  readonly #files = new Set<string>();
  readonly #changed = new Set<string>();
  /** What has come and may be a folder. */
  readonly #come = new Set<string>();
  #folders: readonly string[] = [];
  #isExcluded: (file: string) => boolean = () => false;
  #timer: NodeJS.Timeout | undefined;
  #onChange: () => Promise<void> = () => Promise.resolve();
  #isComplete = false;
  #revision = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(options: WorkspaceFilesOptions) {
    this.#options = options;
  }

  /** Undefined until all files have been read once, and where no folder is open: half an answer would be a wrong one. */
  get index(): WorkspaceIndex | undefined {
    return this.#isComplete ? this.#index : undefined;
  }

  /** Another number whenever the index may answer otherwise than before. */
  get revision(): number {
    return this.#revision;
  }

  /** True once all files have been read, and where there are none to read. */
  get isReady(): boolean {
    return this.#isComplete || this.#folders.length === 0;
  }

  /** Resolves once all files have been read, and at once where there are none to read. */
  async whenReady(): Promise<void> {
    if (!this.isReady) await new Promise<void>(resolve => this.#waiting.push(resolve));
  }

  /** What other files hold; nothing until that is known. */
  find(query: WorkspaceQuery): readonly WorkspaceResource[] {
    return this.index?.find(query) ?? [];
  }

  /** How people call a document: its path from the workspace folder on. */
  nameOf(uri: string): string {
    return fileName(uri, this.#folders) ?? uri;
  }

  /** Every file as it stands, one after the other: their texts together may be more than fits. */
  async *texts(): AsyncGenerator<{ readonly uri: string; readonly text: string }> {
    for (const file of [...this.#files]) {
      const uri = pathToFileURL(file).href;
      const text = this.#options.openText(uri) ?? (await textOf(file));
      if (text !== undefined) yield { uri, text };
    }
  }

  /**
   * Begins to read.
   * @param folders URIs of the workspace's folders, the innermost first
   * @param onChange called when answers may be others than before
   */
  start(folders: readonly string[], capabilities: ClientCapabilities, onChange: () => Promise<void>): void {
    this.#folders = folders;
    this.#onChange = onChange;
    const { connection } = this.#options;
    if (folders.length === 0) return;
    attempt(connection, "workspace index", async () => {
      await this.#watch(capabilities);
      this.#isExcluded = await this.#readExcludes(capabilities);
      const started = performance.now();
      await this.#readFolders(this.#folders.flatMap(folder => filePath(folder) ?? []));
      this.#isComplete = true;
      await this.#readChanged();
      for (const resolve of this.#waiting.splice(0)) resolve();
      const took = Math.round(performance.now() - started);
      connection.console.info(
        `Read the workspace in ${took} ms: ${this.#index.fileCount} files hold something to refer to.`,
      );
      await this.#told();
    });
  }

  /** Files on the disk have changed. */
  filesChanged(changes: readonly FileEvent[]): void {
    for (const { uri, type } of changes) {
      if (type === FileChangeType.Deleted) this.#forgetBelow(uri);
      this.#gather(uri, type === FileChangeType.Created);
    }
  }

  /** An open document has changed, or has been opened or closed. */
  documentChanged(uri: string): void {
    this.#gather(uri);
  }

  /** A folder that goes takes its files with it. */
  #forgetBelow(uri: string): void {
    const folder = filePath(uri);
    if (folder === undefined) return;
    for (const file of this.#files) if (file.startsWith(folder + path.sep)) this.#gather(pathToFileURL(file).href);
  }

  #gather(uri: string, hasCome = false): void {
    if (this.#folders.length === 0) return;
    const file = filePath(uri);
    if (file === undefined) return;
    if (isIndexed(file.replaceAll("\\", "/"))) this.#changed.add(file);
    else if (hasCome && !this.#isOutside(file, this.nameOf(uri))) this.#come.add(file);
    else return;
    // What changes while the folders are still being read is read again once they are.
    if (!this.#isComplete) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => attempt(this.#options.connection, "workspace index", () => this.#readChanged()),
      GATHER,
    );
  }

  async #readChanged(): Promise<void> {
    const files = [...this.#changed];
    this.#changed.clear();
    const come = [...this.#come];
    this.#come.clear();
    let hasChanged = await this.#readFolders(come);
    for (const file of files) if (await this.#read(file)) hasChanged = true;
    if (hasChanged) await this.#told();
  }

  async #told(): Promise<void> {
    this.#revision += 1;
    await this.#onChange();
  }

  /** True where something is there that was not before. What is no folder holds no files. */
  async #readFolders(roots: readonly string[]): Promise<boolean> {
    const pending = [...roots];
    let hasChanged = false;
    let sliceEnd = performance.now() + SLICE;
    for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
      const { files, folders } = await this.#list(folder);
      pending.push(...folders);
      for (const file of files) {
        if (this.#files.size >= MAX_FILES) {
          this.#options.connection.console.warn(`Only the first ${MAX_FILES} files of the workspace were looked at.`);
          return hasChanged;
        }
        if (await this.#read(file)) hasChanged = true;
        if (performance.now() < sliceEnd) continue;
        await setImmediate();
        sliceEnd = performance.now() + SLICE;
      }
    }
    return hasChanged;
  }

  async #list(folder: string): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
    const files: string[] = [];
    const folders: string[] = [];
    for (const entry of await entriesOf(folder)) {
      const child = path.join(folder, entry.name);
      if (NEVER.includes(entry.name) || this.#isExcluded(this.nameOf(pathToFileURL(child).href))) continue;
      if (entry.isDirectory()) folders.push(child);
      else if (entry.isFile() && isIndexed(entry.name)) files.push(child);
    }
    return { files, folders };
  }

  /** True where the file holds something else than before. */
  async #read(file: string): Promise<boolean> {
    const uri = pathToFileURL(file).href;
    const name = this.nameOf(uri);
    const text = this.#isOutside(file, name) ? undefined : (this.#options.openText(uri) ?? (await textOf(file)));
    // A copy, since what is cut out of a text keeps all of it in memory.
    const found = text === undefined ? [] : structuredClone(readWorkspaceFile(text, name));
    if (text === undefined) this.#files.delete(file);
    else this.#files.add(file);
    return this.#index.replace(file, found);
  }

  /** Files that are watched or open without being part of the workspace. */
  #isOutside(file: string, name: string): boolean {
    const isBelow = this.#folders.some(folder => {
      const base = filePath(folder);
      return base !== undefined && !path.relative(base, file).startsWith("..");
    });
    return !isBelow || name.split("/").some(step => NEVER.includes(step)) || this.#isExcluded(name);
  }

  async #watch({ workspace }: ClientCapabilities): Promise<void> {
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
    const watchers = [...WATCHED.map(globPattern => ({ globPattern })), FOLDERS];
    await this.#options.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  /** VS Code's `files.exclude`; other editors have no such section. */
  async #readExcludes({ workspace }: ClientCapabilities): Promise<(file: string) => boolean> {
    if (workspace?.configuration !== true) return () => false;
    try {
      const answer: unknown = await this.#options.connection.workspace.getConfiguration("files.exclude");
      const globs = typeof answer === "object" && answer !== null ? Object.entries(answer) : [];
      const compiled = globs.flatMap(([glob, isOn]) => (isOn === true ? [compileGlob(glob)] : []));
      return file => compiled.some(glob => "matches" in glob && glob.matches(file));
    } catch {
      // A client that does not know the section refuses: then nothing is excluded.
      return () => false;
    }
  }
}

async function entriesOf(
  folder: string,
): Promise<{ readonly name: string; isDirectory(): boolean; isFile(): boolean }[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    // Folders that may not be entered, or are gone by now, hold nothing for us.
    return [];
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    if ((await stat(file)).size > MAX_BYTES) return undefined;
    return await readFile(file, "utf8");
  } catch {
    // Gone, or not to be read: the same as a file that holds nothing.
    return undefined;
  }
}
