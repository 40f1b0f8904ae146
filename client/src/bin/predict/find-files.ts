// Finds the request files that are meant: named ones, and all below named folders.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";

const ENDING = /\.predict\.ya?ml$/;
/** What holds no tests of one's own. */
const SKIPPED = /^(?:\.|node_modules$|__pycache__$|venv$)/;

/** Absolute paths, sorted, each once. @throws an Error for people where a path is not there */
export async function findFiles(paths: readonly string[], cwd: string): Promise<string[]> {
  const found = new Set<string>();
  for (const written of paths.length === 0 ? ["."] : paths) {
    const wanted = path.resolve(cwd, written);
    const kind = await stat(wanted).catch(() => undefined);
    if (!kind) throw new Error(`There is no file or folder "${written}".`);
    // A file that is named counts whatever its name.
    for (const file of kind.isDirectory() ? await below(wanted) : [wanted]) found.add(file);
  }
  return [...found].toSorted();
}

async function below(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = await Promise.all(
    entries.map(async entry => {
      const inside = path.join(folder, entry.name);
      // Links to folders are not followed: they may lead around in a circle.
      if (entry.isDirectory()) return SKIPPED.test(entry.name) ? [] : below(inside);
      return ENDING.test(entry.name) ? [inside] : [];
    }),
  );
  return files.flat();
}
