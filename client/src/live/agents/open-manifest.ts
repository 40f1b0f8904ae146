// Opens a manifest that an agent hands over or names: of files, only those inside the folder.
import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ManifestInput } from "../../../../schemas/src/index.ts";
import type { OpenedManifest } from "./means.ts";

/** In bytes: the engine reads no more (design §8.1). */
const LARGEST_FILE = 5_000_000;

/** @throws an Error for people where there is no such file inside the folder, whatever links lead out of it */
export async function openManifest(folder: string, { text, path: named }: ManifestInput): Promise<OpenedManifest> {
  if (text !== undefined) return { uri: pathToFileURL(path.join(folder, "from-agent.yaml")).href, text };
  const file = await fileInside(folder, named ?? "");
  const found = await stat(file);
  if (found.size > LARGEST_FILE) throw new Error(`The file is larger than ${LARGEST_FILE / 1e6} MB.`);
  return { uri: pathToFileURL(file).href, text: await readFile(file, "utf8") };
}

/** The real path of a file. @throws an Error for people where it is outside the folder, or no file */
export async function fileInside(folder: string, named: string): Promise<string> {
  const wanted = [realpath(folder), realpath(path.resolve(folder, named))] as const;
  const [root, file] = await Promise.all(wanted).catch(() => [undefined, undefined]);
  const inside = root === undefined || file === undefined ? ".." : path.relative(root, file);
  const isInside = inside !== "" && !/^\.\.(?:[/\\]|$)/.test(inside) && !path.isAbsolute(inside);
  if (file !== undefined && isInside && (await stat(file)).isFile()) return file;
  throw new Error(`There is no file ${JSON.stringify(named)} in the folder.`);
}
