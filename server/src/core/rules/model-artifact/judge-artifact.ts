// What a server looks for in the folder that it is given, and where the store has that.
import * as l10n from "@vscode/l10n";
import type { ArtifactFact, StoredFile } from "../../../../../schemas/src/index.ts";
import { MODEL_MOUNT_PATH, stockServer, type SeldonFacts, type Unit } from "../../model/index.ts";

/** What a unit's server opens in the top folder of its model. */
export interface SoughtModel {
  readonly server: string;
  /** For people. */
  readonly words: string;
  /** Whether a path in the folder is that. */
  readonly isFoundAt: (path: string) => boolean;
}

/** Undefined where nobody knows what the unit looks for: a container of the user's, another image. */
export function soughtModel(unit: Unit, seldon: SeldonFacts): SoughtModel | undefined {
  const { implementation: server = "" } = unit;
  const { protocol } = unit.deployment;
  const stock = stockServer(unit, seldon);
  if (!stock || stock.isOfCluster || protocol === undefined) return undefined;
  const folders = FOLDERS[server];
  if (folders) return { server, words: folders.words, isFoundAt: path => folders.path.test(path) };
  const names = stock.artifacts[protocol] ?? [];
  if (names.length === 0) return undefined;
  // MLServer is told of other names by that file.
  const known = protocol === "v2" ? [...names, "model-settings.json"] : names;
  return { server, words: names.join(l10n.t(" or ")), isFoundAt: path => known.includes(path) };
}

/** Servers that look for folders: the numbered versions, the models of a repository (seldon-facts §3.4, §3.5). */
const FOLDERS: Readonly<Record<string, { readonly words: string; readonly path: RegExp }>> = {
  TENSORFLOW_SERVER: { words: "<version>/saved_model.pb", path: /^\d+\/saved_model\.pb(txt)?$/ },
  TRITON_SERVER: { words: "<model>/<version>/", path: /^[^/]+\/\d+\/./ },
};

/** The folders among files that hold what is sought, the empty text for the top one; the uppermost first. */
export function foldersWith({ isFoundAt }: SoughtModel, files: readonly StoredFile[]): readonly string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    for (let start = 0; start !== -1; start = nextPart(path, start))
      if (isFoundAt(path.slice(start))) found.add(path.slice(0, Math.max(start - 1, 0)));
  }
  const depth = (folder: string): number => (folder === "" ? 0 : folder.split("/").length);
  return [...found].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
}

function nextPart(path: string, start: number): number {
  const slash = path.indexOf("/", start);
  return slash === -1 ? -1 : slash + 1;
}

/** True where the top folder holds what is sought, or may do so beyond what was listed. */
export function mayHold(sought: SoughtModel, { files, isPartial }: ArtifactFact): boolean {
  return isPartial === true || files.some(({ path }) => sought.isFoundAt(path));
}

/** The servers between which a model saved by training is mixed up (S12). */
const LOADERS = ["MLFLOW_SERVER", "SKLEARN_SERVER", "XGBOOST_SERVER"] as const;

/** Another server that loads the folder as it is. */
export function otherServerFor(unit: Unit, seldon: SeldonFacts, stored: ArtifactFact): string | undefined {
  const { protocol } = unit.deployment;
  if (protocol === undefined || !LOADERS.some(server => server === unit.implementation)) return undefined;
  const fits = (server: string): boolean =>
    (seldon.servers[server]?.artifacts[protocol] ?? []).some(name => stored.files.some(({ path }) => path === name));
  return LOADERS.find(server => server !== unit.implementation && fits(server));
}

/** What the log says where the server does not find its model; MLServer's line under v2 is seldon-facts §3.6. */
export function loadFailure(unit: Unit, file: string): string {
  const path = `${MODEL_MOUNT_PATH}/${file}`;
  if (unit.implementation === "TENSORFLOW_SERVER")
    return `No versions of servable … found under base path ${MODEL_MOUNT_PATH}`;
  if (unit.deployment.protocol === "v2")
    return `"Couldn't load model '${unit.name ?? ""}'. Model will be removed from registry."`;
  if (unit.implementation === "XGBOOST_SERVER")
    return `XGBoostError: … LocalFileSystem::Open "${path}": No such file or directory`;
  return `FileNotFoundError: [Errno 2] No such file or directory: '${path}'`;
}
