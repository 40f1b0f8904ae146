// Finds the files that the paths on the command line stand for.
import { readdirSync, statSync } from "node:fs";
import path from "node:path";
import { isDocumentationName, isIndexed, isOwnFileName } from "../core/index.ts";

export interface FoundFile {
  readonly absolutePath: string;
  /** From the working folder on, with forward slashes, as reports show it. */
  readonly reportPath: string;
}

export interface FoundFiles {
  /** In the order of their report paths, each once. */
  readonly files: readonly FoundFile[];
  /** Files that are not checked themselves but tell what manifests refer to, such as `MLmodel`. */
  readonly beside: readonly FoundFile[];
  /** Paths and patterns that stand for nothing, and folders that cannot be read: sentences for people. */
  readonly problems: readonly string[];
  /** Folders without a single file that could be a manifest. */
  readonly emptyFolders: readonly string[];
}

/** What a folder is searched for. Files that are named one by one may be called anything. */
const MANIFEST_FILE = /\.(ya?ml|json)$/i;
const IGNORED_FOLDERS: readonly string[] = ["node_modules", ".git"];
const GLOB_CHARACTERS = /[*?[\]{}!]/;

export interface FindOptions {
  /** Whether folders are searched for pages, scripts and Dockerfiles, too. */
  readonly includeDocs?: boolean;
}

/** Resolves files, folders (recursively) and globs. `-` is not for here. */
export async function findFiles(
  paths: readonly string[],
  cwd: string,
  { includeDocs = false }: FindOptions = {},
): Promise<FoundFiles> {
  const search = new Search(cwd, includeDocs);
  for (const given of paths) await search.add(given);
  return search.result();
}

/** A path as reports show it. */
export function reportPath(absolutePath: string, cwd: string): string {
  const relative = path.relative(cwd, absolutePath);
  return relative.split(path.sep).join("/");
}

class Search {
  readonly #cwd: string;
  readonly #includesDocs: boolean;
  readonly #found = new Map<string, FoundFile>();
  readonly #beside: FoundFile[] = [];
  readonly #problems: string[] = [];
  readonly #emptyFolders: string[] = [];

  constructor(cwd: string, includesDocs: boolean) {
    this.#cwd = cwd;
    this.#includesDocs = includesDocs;
  }

  async add(given: string): Promise<void> {
    const absolutePath = path.resolve(this.#cwd, given);
    const kind = kindOf(absolutePath);
    if (kind === "folder") this.#addFolder(given, absolutePath);
    else if (kind !== undefined) this.#addFile(absolutePath);
    else if (GLOB_CHARACTERS.test(given)) await this.#addGlob(given);
    else this.#problems.push(`There is no file or folder "${given}".`);
  }

  result(): FoundFiles {
    const files = [...this.#found.values()].sort((a, b) => (a.reportPath < b.reportPath ? -1 : 1));
    return { files, beside: this.#beside, problems: this.#problems, emptyFolders: this.#emptyFolders };
  }

  #addFile(absolutePath: string): void {
    this.#found.set(absolutePath, this.#fileAt(absolutePath));
  }

  #fileAt(absolutePath: string): FoundFile {
    return { absolutePath, reportPath: reportPath(absolutePath, this.#cwd) };
  }

  #addFolder(given: string, absolutePath: string): void {
    const before = this.#found.size;
    const files = this.#manifestsBelow(absolutePath);
    for (const file of files) this.#addFile(file);
    if (files.length === 0 && this.#found.size === before) this.#emptyFolders.push(given);
  }

  #manifestsBelow(folder: string): string[] {
    const files: string[] = [];
    const pending = [folder];
    for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
      for (const entry of this.#entries(current)) {
        const child = path.join(current, entry.name);
        // Links to folders are not followed: they may lead back up.
        if (entry.isDirectory() && !IGNORED_FOLDERS.includes(entry.name)) pending.push(child);
        else if (this.#isWanted(entry.name) && (entry.isFile() || kindOf(child) === "file")) files.push(child);
        else if (isIndexed(entry.name) && entry.isFile()) this.#beside.push(this.#fileAt(child));
      }
    }
    return files;
  }

  #isWanted(name: string): boolean {
    return MANIFEST_FILE.test(name) || isOwnFileName(name) || (this.#includesDocs && isDocumentationName(name));
  }

  #entries(folder: string): ReturnType<typeof listFolder> {
    try {
      return listFolder(folder);
    } catch (error) {
      this.#problems.push(`The folder "${reportPath(folder, this.#cwd) || "."}" cannot be read (${reasonOf(error)}).`);
      return [];
    }
  }

  async #addGlob(pattern: string): Promise<void> {
    // Loaded only here, so that plain paths do not pay for it.
    const { globSync } = await import("tinyglobby");
    const files = globSync([path.sep === "\\" ? pattern.replaceAll("\\", "/") : pattern], {
      cwd: this.#cwd,
      absolute: true,
      dot: true,
      expandDirectories: false,
      followSymbolicLinks: false,
      ignore: IGNORED_FOLDERS.map(folder => `**/${folder}/**`),
    });
    for (const file of files) this.#addFile(path.resolve(file));
    if (files.length === 0) this.#problems.push(`No file matches "${pattern}".`);
  }
}

function listFolder(folder: string): { readonly name: string; isDirectory(): boolean; isFile(): boolean }[] {
  return readdirSync(folder, { withFileTypes: true });
}

/** `other` is what can be read but is not on a disk, such as a pipe; undefined where nothing can be found out. */
function kindOf(file: string): "file" | "folder" | "other" | undefined {
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return undefined;
    return stats.isDirectory() ? "folder" : stats.isFile() ? "file" : "other";
  } catch {
    // Loops of links and folders that may not be entered: for the user there is no such file.
    return undefined;
  }
}

/** What the operating system said, without its path and call. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
  const known: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EPERM: "not permitted",
    ENOENT: "not found",
    EISDIR: "it is a folder",
    ENOSPC: "no space left on the device",
    EROFS: "the file system is read-only",
  };
  return (
    (code === undefined ? undefined : (known[code] ?? code)) ?? (error instanceof Error ? error.message : String(error))
  );
}
