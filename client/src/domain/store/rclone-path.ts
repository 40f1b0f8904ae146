// How rclone reads the address of a source: a remote with options of its own, or a folder of the machine (seldon-facts §4 "URI meaning").

export interface RclonePath {
  /** Without the colon. `undefined` for a folder of the container. */
  readonly remote: string | undefined;
  /** `:s3:bucket`: the remote is a backend's name, and no section is looked for. */
  readonly isOnTheFly: boolean;
  /** `s3,region=eu-1:bucket`: options by their name in lower case. */
  readonly options: ReadonlyMap<string, string>;
  readonly path: string;
}

export type RclonePathProblem = "empty" | "not-a-name" | "bad-options";

/** Letters, digits and a few marks ([ran] on rclone 1.60: `é` is none of them). */
const REMOTE_NAME = /^[\w. -]+$/;

/** Reads `remote:path`, `:backend:path`, `remote,option=value:path` or a path. */
export function readRclonePath(address: string): RclonePath | RclonePathProblem {
  if (address === "") return "empty";
  const isOnTheFly = address.startsWith(":");
  const rest = isOnTheFly ? address.slice(1) : address;
  const head = /^[^,:/]*(?=[,:])/.exec(rest)?.[0];
  if (head === undefined) return { remote: undefined, isOnTheFly: false, options: new Map(), path: address };
  if (!REMOTE_NAME.test(head)) return "not-a-name";
  const settings = readOptions(rest.slice(head.length));
  return settings === undefined ? "bad-options" : { remote: head, isOnTheFly, ...settings };
}

/** From the first comma or colon on. Values may be quoted, a quote in them is doubled, and a name alone means true. */
function readOptions(text: string): Pick<RclonePath, "options" | "path"> | undefined {
  const options = new Map<string, string>();
  let rest = text;
  while (rest.startsWith(",")) {
    const [all, name = "", quoted, apostrophed, bare] =
      /^,([\w-]+)(?:="((?:[^"]|"")*)"|='((?:[^']|'')*)'|=([^,:]*))?/.exec(rest) ?? [];
    if (all === undefined) return undefined;
    const value = quoted?.replaceAll('""', '"') ?? apostrophed?.replaceAll("''", "'") ?? bare ?? "true";
    options.set(name.toLowerCase().replaceAll("-", "_"), value);
    rest = rest.slice(all.length);
  }
  return rest.startsWith(":") ? { options, path: rest.slice(1) } : undefined;
}

export interface BucketPath {
  readonly bucket: string;
  /** As it is asked for: without dots, double slashes and slashes at its ends. */
  readonly prefix: string;
  readonly isFolderOnly: boolean;
  readonly hasOddSlashes: boolean;
}

/** Takes the bucket from a remote's path. Slashes at its ends do no harm; dots and double slashes are cleaned for the request only. */
export function readBucketPath(path: string): BucketPath {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  const [bucket = "", ...folders] = parts;
  const hasOddSlashes = parts.join("/") !== path.replace(/^\/+|\/+$/g, "");
  return { bucket, prefix: folders.join("/"), isFolderOnly: path.endsWith("/"), hasOddSlashes };
}
