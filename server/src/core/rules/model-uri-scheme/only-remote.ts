// The one remote that a Secret defines: what a store's address begins with.
import type { Sibling } from "../../lint/rule.ts";
import { RCLONE_PREFIX, type StoreSecret } from "../../model/index.ts";

/** The remote that the Secret defines, if it stands in this file and defines one only. */
export function onlyRemote(secret: StoreSecret<Sibling>): string | undefined {
  if (secret.kind !== "seen") return undefined;
  const remotes = [...secret.keys].flatMap(key =>
    key.startsWith(RCLONE_PREFIX) && key.endsWith("_TYPE") ? key.slice(RCLONE_PREFIX.length, -"_TYPE".length) : [],
  );
  return remotes.length === 1 ? remotes[0]?.toLowerCase() : undefined;
}
