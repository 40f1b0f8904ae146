// What the kubeconfig files say, merged as kubectl merges them.
import * as l10n from "@vscode/l10n";
import type { ContextListing, KubeconfigProblem, KubeContext } from "../port.ts";
import { stringAt, valueAt } from "../json.ts";
import type { KubeconfigEntry, KubeconfigFile } from "./kubeconfig-file.ts";

/** A context with the entries of its cluster and user, each with the file that paths in it are relative to. */
export interface ResolvedContext {
  readonly context: KubeContext;
  readonly cluster: KubeconfigEntry;
  /** `undefined` for contexts without a user. */
  readonly user: KubeconfigEntry | undefined;
}

/** Files that are merged with each other. Entries of different groups never mix: a user stays with its own clusters. */
export type KubeconfigGroup = readonly KubeconfigFile[];

/**
 * All contexts. Within a group the first entry of a name wins, and the first current context, as kubectl has it; it is the
 * first group's current context that counts. A name taken by an earlier group is left out and reported.
 */
export function resolveContexts(groups: readonly KubeconfigGroup[]): {
  resolved: ReadonlyMap<string, ResolvedContext>;
  listing: ContextListing;
} {
  const resolved = new Map<string, ResolvedContext>();
  const problems: KubeconfigProblem[] = groups.flat().flatMap(file => file.problems);
  const current = groups.map(currentContextOf).find(name => name !== undefined);
  for (const group of groups) {
    for (const entry of firstOfEachName(group.flatMap(file => file.contexts)).values()) {
      const found = resolveContext(entry, group, entry.name === current);
      if (typeof found === "string") problems.push({ file: entry.file, message: found });
      else if (resolved.has(entry.name)) {
        problems.push({
          file: entry.file,
          message: l10n.t`The context "${entry.name}" is left out: another file has one of this name.`,
        });
      } else resolved.set(entry.name, found);
    }
  }
  const contexts = [...resolved.values()].map(one => one.context);
  return { resolved, listing: { contexts, files: [...new Set(groups.flat().map(file => file.path))], problems } };
}

function currentContextOf(group: KubeconfigGroup): string | undefined {
  return group.map(file => file.currentContext).find(name => name !== undefined);
}

function resolveContext(entry: KubeconfigEntry, group: KubeconfigGroup, isCurrent: boolean): ResolvedContext | string {
  const clusterName = stringAt(entry.value, "cluster");
  const userName = stringAt(entry.value, "user");
  const cluster = firstOfEachName(group.flatMap(file => file.clusters)).get(clusterName ?? "");
  const user = firstOfEachName(group.flatMap(file => file.users)).get(userName ?? "");
  const leftOut = l10n.t`The context "${entry.name}" is left out`;
  if (clusterName === undefined) return l10n.t`${leftOut}: it names no cluster.`;
  if (!cluster) return l10n.t`${leftOut}: no file has the cluster "${clusterName}" that it names.`;
  if (userName !== undefined && !user) return l10n.t`${leftOut}: no file has the user "${userName}" that it names.`;
  const server = stringAt(cluster.value, "server");
  if (server === undefined || !URL.canParse(server))
    return l10n.t`${leftOut}: its cluster "${clusterName}" has no usable address.`;
  const context: KubeContext = {
    name: entry.name,
    file: entry.file,
    cluster: clusterName,
    user: userName,
    namespace: stringAt(entry.value, "namespace") ?? "default",
    server: server.replace(/\/+$/u, ""),
    isCurrent,
    execPlugin: stringAt(valueAt(user?.value, "exec"), "command"),
  };
  return { context, cluster, user };
}

function firstOfEachName(entries: readonly KubeconfigEntry[]): Map<string, KubeconfigEntry> {
  const byName = new Map<string, KubeconfigEntry>();
  for (const entry of entries) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return byName;
}
