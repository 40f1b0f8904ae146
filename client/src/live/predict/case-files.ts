// Reads the files that requests name: only below the folder that is open, whatever links lie there.
import { readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import * as l10n from "@vscode/l10n";
import { parse as parseCsv } from "csv-parse/sync";
import { filesOf, type CaseFiles, type CaseProblem, type FileWanted } from "../../domain/predict/index.ts";

export interface CaseFilesRead {
  readonly files: CaseFiles;
  /** Files that cannot be read, at the place that names them. */
  readonly problems: readonly CaseProblem[];
}

/** Bytes; its base64 has to fit into one JSON text. */
const LARGEST = 128 * 1024 * 1024;

/**
 * Reads every file that a request file names.
 *
 * @param test the plain object of the request file
 * @param file path of the request file, which the names are relative to
 * @param folder nothing outside is read
 */
export async function readCaseFiles(test: unknown, file: string, folder: string): Promise<CaseFilesRead> {
  const kept = { text: new Map<string, string>(), base64: new Map<string, string>() };
  const problems: CaseProblem[] = [];
  for (const wanted of filesOf(test)) {
    const read = await readWanted(wanted, file, folder);
    if (typeof read === "string") problems.push({ path: wanted.path, message: read });
    else kept[wanted.as].set(wanted.file, read.toString(wanted.as === "text" ? "utf8" : "base64"));
  }
  return {
    files: {
      text: name => kept.text.get(name),
      base64: name => kept.base64.get(name),
      readCsv: text => parseCsv(text, { relax_column_count: true, skip_empty_lines: true }),
    },
    problems,
  };
}

/** Its bytes, or why not, in words for people. */
async function readWanted({ file: name }: FileWanted, file: string, folder: string): Promise<Buffer | string> {
  const wanted = path.resolve(path.dirname(file), name);
  try {
    const [real, root] = await Promise.all([realpath(wanted), realpath(folder)]);
    const inside = path.relative(root, real);
    if (path.isAbsolute(inside) || inside === ".." || inside.startsWith(`..${path.sep}`)) {
      return l10n.t`${name} lies outside the folder that is open, so it is not read.`;
    }
    const { size } = await stat(real);
    if (size > LARGEST) return l10n.t`${name} is larger than ${LARGEST / 1024 / 1024} MB.`;
    return await readFile(real);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return code === "ENOENT" ? l10n.t`There is no file ${name}.` : l10n.t`${name} cannot be read (${code}).`;
  }
}
