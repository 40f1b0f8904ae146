// Reads a model URI the way the storage initializer does: for rclone, what stands before the first colon is a remote's name.
import { PVC_SOURCE } from "./seldon-facts.ts";

export type ModelUri =
  /** `pvc://claim/path`, which the operator mounts and rclone then copies from (seldon-facts §4). */
  | { readonly kind: "claim"; readonly claim: string; readonly path: string }
  /** `s3://bucket/path`, `minio:bucket`: a remote that has to be configured, under its name as written. */
  | { readonly kind: "remote"; readonly remote: string; readonly path: string }
  /** `:s3,env_auth=true:bucket`: a remote described in the URI itself, which needs no configuration (S03 [ran]). */
  | { readonly kind: "inline" }
  /** A path in the file system of the init container. */
  | { readonly kind: "path"; readonly path: string };

/** What the initializer makes of a model URI. Nothing is checked; the empty text is a path. */
export function parseModelUri(text: string): ModelUri {
  if (text.startsWith(PVC_SOURCE.scheme)) {
    const [claim = "", ...path] = text.slice(PVC_SOURCE.scheme.length).split("/");
    return { kind: "claim", claim, path: path.join("/") };
  }
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0));
  if (colon === -1 || name.includes("/")) return { kind: "path", path: text };
  if (colon === 0 || name.includes(",")) return { kind: "inline" };
  return { kind: "remote", remote: name, path: text.slice(colon + 1).replace(/^\/+/, "") };
}

/**
 * The environment variable that sets an option of a remote. The remote is upper case there whatever the URI says, and a
 * hyphen in it stays a hyphen (seldon-facts §4, S03 [ran]).
 */
export function remoteVariable(remote: string, option: string): string {
  return `${RCLONE_PREFIX}${remote.toUpperCase()}_${option}`;
}

/** How the variables begin by which rclone is told of remotes. */
export const RCLONE_PREFIX = "RCLONE_CONFIG_";
