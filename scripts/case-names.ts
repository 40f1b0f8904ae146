// The names of case files: manifests, and files that go by a name of their own, which may stand in a folder for it.
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

const KNOWN = /\.(yaml|json|md|rst|sh|Dockerfile|txt)$|\/MLmodel$/;
const RESULT = /\.(fixed|suggestion-\d+)(\.[A-Za-z]+|\/MLmodel)$/;

/** The case files of a folder and of the folders in it, with forward slashes, in order. */
export function caseNames(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).flatMap(name =>
    statSync(path.join(folder, name)).isDirectory()
      ? readdirSync(path.join(folder, name)).map(file => `${name}/${file}`)
      : name,
  );
  return names.filter(name => KNOWN.test(name)).sort();
}

/** False for the files that show what a fix or suggestion makes of another. */
export function isCaseInput(file: string): boolean {
  return !RESULT.test(file);
}

/** True for YAML and JSON, whatever the file is for. */
export function isManifestCase(file: string): boolean {
  return /\.(yaml|json)$|(^|\/)MLmodel/.test(file);
}

/** The name of the file with what a fix makes of a case: `x.fixed.yaml` for `x.yaml`, `x.fixed/MLmodel` for `x/MLmodel`. */
export function resultName(file: string, suffix: string): string {
  return /\.[A-Za-z]+$/.test(file) ? file.replace(/(\.[A-Za-z]+)$/, `.${suffix}$1`) : file.replace("/", `.${suffix}/`);
}
