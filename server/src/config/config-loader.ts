// Finds and reads the `.seldonlint.yaml` that holds for a file: the nearest one upwards to the root of its repository or workspace.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { EMPTY_CONFIG, readConfig, type ConfigProblem, type LintConfig } from "../core/index.ts";

export const CONFIG_FILE_NAME = ".seldonlint.yaml";

export interface LoadedConfig {
  /** Absolute. */
  readonly path: string;
  /** Absolute path of the folder that its globs count from. */
  readonly base: string;
  /** Empty where the file cannot be read. */
  readonly text: string;
  readonly config: LintConfig;
  /** Nobody may use the config without showing these. */
  readonly problems: readonly ConfigProblem[];
}

/** Reads one file, which is there. Never throws: what cannot be read is a problem. */
export function loadConfig(file: string, base: string = path.dirname(file)): LoadedConfig {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
    return { path: file, base, text, ...readConfig(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem = { message: l10n.t`The file cannot be read: ${reason}`, range: { start: 0, end: 0 } };
    return { path: file, base, text: "", config: EMPTY_CONFIG, problems: [problem] };
  }
}

export class ConfigLoader {
  readonly #roots: ReadonlySet<string>;
  readonly #byFolder = new Map<string, LoadedConfig | undefined>();
  readonly #byPath = new Map<string, LoadedConfig>();
  readonly #repositories = new Map<string, boolean>();

  /** `roots` are absolute folders up to which is searched at least: those of the workspace, or the working folder. */
  constructor(roots: readonly string[]) {
    this.#roots = new Set(roots.map(root => path.resolve(root)));
  }

  /** The configuration for a file by its absolute path, whether the file exists or not. */
  for(file: string): LoadedConfig | undefined {
    const folder = path.dirname(path.resolve(file));
    if (!this.#byFolder.has(folder)) this.#byFolder.set(folder, this.#nearest(folder));
    return this.#byFolder.get(folder);
  }

  /** Forgets what was found and read, so that changes on the disk are seen. */
  forget(): void {
    this.#byFolder.clear();
    this.#byPath.clear();
    this.#repositories.clear();
  }

  #nearest(folder: string): LoadedConfig | undefined {
    for (const candidate of this.#searched(folder)) {
      const file = path.join(candidate, CONFIG_FILE_NAME);
      const known = this.#byPath.get(file) ?? (existsSync(file) ? loadConfig(file) : undefined);
      if (!known) continue;
      this.#byPath.set(file, known);
      return known;
    }
    return undefined;
  }

  /**
   * The folders to look in, from the file's own upwards: to the root of its repository, to the outermost root that holds it, or both.
   * Where there is neither, its own folder only: what lies above belongs to somebody else.
   */
  #searched(folder: string): readonly string[] {
    const chain = ancestors(folder);
    const repository = chain.findIndex(candidate => this.#isRepository(candidate));
    const root = chain.findLastIndex(candidate => this.#roots.has(candidate));
    return chain.slice(0, Math.max(repository, root, 0) + 1);
  }

  #isRepository(folder: string): boolean {
    const known = this.#repositories.get(folder) ?? existsSync(path.join(folder, ".git"));
    this.#repositories.set(folder, known);
    return known;
  }
}

function ancestors(folder: string): readonly string[] {
  const chain = [folder];
  for (let parent = path.dirname(folder); parent !== chain.at(-1); parent = path.dirname(parent)) chain.push(parent);
  return chain;
}
