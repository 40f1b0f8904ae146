// Where kubeconfig files are looked for.
import path from "node:path";
import type { KubeconfigSources } from "../port.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Absolute paths, in groups that are merged. The first group is the setting's files, else those of `KUBECONFIG`, else
 * `~/.kube/config`, as kubectl has it; each separate file is a group of its own.
 */
export function locateKubeconfigs(sources: KubeconfigSources, env: Environment, home: string): readonly string[][] {
  const named = (env["KUBECONFIG"] ?? "").split(path.delimiter).filter(Boolean);
  const standard = [path.join(home, ".kube", "config")];
  const main = [sources.kubeconfig, named, standard].find(files => files.length > 0) ?? [];
  const absolute = (file: string): string => path.resolve(expandHome(file, home));
  return [main.map(absolute), ...sources.separateFiles.map(file => [absolute(file)])];
}

/**
 * The user's home folder as Kubernetes finds it; on Windows `HOME` comes before `USERPROFILE` and `HOMEDRIVE` + `HOMEPATH`.
 * `hasConfig` tells whether a folder holds `.kube/config`; a folder that does is preferred.
 */
export function findHome(
  env: Environment,
  platform: string,
  hasConfig: (folder: string) => boolean,
  fallback: string,
): string {
  if (platform !== "win32") return env["HOME"] ?? fallback;
  const drivePath =
    env["HOMEDRIVE"] !== undefined && env["HOMEPATH"] !== undefined ? env["HOMEDRIVE"] + env["HOMEPATH"] : "";
  const candidates = [env["HOME"] ?? "", drivePath, env["USERPROFILE"] ?? ""].filter(Boolean);
  return candidates.find(hasConfig) ?? env["HOME"] ?? env["USERPROFILE"] ?? (drivePath === "" ? fallback : drivePath);
}

function expandHome(file: string, home: string): string {
  return file === "~" || file.startsWith("~/") || file.startsWith("~\\") ? path.join(home, file.slice(1)) : file;
}
