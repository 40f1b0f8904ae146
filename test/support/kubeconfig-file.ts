// Kubeconfig files that name several clusters and users, made of the files that clusters write for one.
import { readFileSync, writeFileSync } from "node:fs";
import { parse, stringify } from "yaml";

export interface ContextEntry {
  readonly context: string;
  /** A kubeconfig file whose first cluster and first user this context has. */
  readonly from: string;
  /** In the place of the file's own. */
  readonly cluster?: object;
  readonly user?: object;
  /** `default` unless said otherwise. */
  readonly namespace?: string;
}

/** Writes a file whose current context is the first. */
export function writeKubeconfig(file: string, entries: readonly ContextEntry[]): void {
  const named = entries.map(({ context, from, cluster, user, namespace = "default" }) => {
    const document: unknown = parse(readFileSync(from, "utf8"));
    return {
      cluster: { name: context, cluster: { ...objectAt(document, "clusters", 0, "cluster"), ...cluster } },
      user: { name: context, user: user ?? objectAt(document, "users", 0, "user") },
      context: { name: context, context: { cluster: context, user: context, namespace } },
    };
  });
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: named.map(({ cluster }) => cluster),
    users: named.map(({ user }) => user),
    contexts: named.map(({ context }) => context),
    "current-context": entries[0]?.context ?? "",
  };
  writeFileSync(file, stringify(config), { mode: 0o600 });
}

function objectAt(value: unknown, ...keys: readonly (string | number)[]): object {
  const found = keys.reduce<unknown>(
    (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
  if (typeof found !== "object" || found === null) throw new Error(`The kubeconfig has nothing at ${keys.join(".")}.`);
  return found;
}
