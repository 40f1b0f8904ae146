// Where to look beside a model URI: the folders above it, and the names that say that a folder holds a model.
import type { StoredObject } from "../store/index.ts";

export interface FolderAbove {
  /** As a model URI would name it. */
  readonly uri: string;
  /** Within the bucket, without slashes at its ends; empty for the whole bucket. */
  readonly prefix: string;
}

/** The folders above a path, the nearest first; none above the bucket itself. */
export function foldersAbove(modelUri: string, prefix: string): readonly FolderAbove[] {
  const parts = modelUri.replace(/\/+$/, "").split("/");
  const names = prefix === "" ? [] : prefix.split("/");
  return names.map((_, index) => ({
    uri: parts.slice(0, parts.length - index - 1).join("/"),
    prefix: names.slice(0, names.length - index - 1).join("/"),
  }));
}

/** What a prepackaged server opens in the top folder (seldon-facts §3.3, §3.6). */
const MODEL_FILES: ReadonlySet<string> = new Set([
  "MLmodel",
  "model.joblib",
  "model.pickle",
  "model.pkl",
  "model.bst",
  "model.json",
  "model.ubj",
  "model-settings.json",
]);

/** True where nothing tells of a model, so that the folder above is worth a look. */
export function lacksModel(files: readonly StoredObject[]): boolean {
  return !files.some(({ path }) => MODEL_FILES.has(path));
}

/** Files beside a model that say something about it. */
const TELLING_FILES: ReadonlySet<string> = new Set([
  "MLmodel",
  "conda.yaml",
  "requirements.txt",
  "python_env.yaml",
  "model-settings.json",
]);

/** Larger ones are no such files, in bytes. */
export const MOST_TEXT = 256 * 1024;

export function tellingFiles<T extends StoredObject>(files: readonly T[]): readonly T[] {
  return files.filter(({ path, size }) => TELLING_FILES.has(path) && size <= MOST_TEXT);
}
