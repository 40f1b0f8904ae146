// How rclone reads a source address and finds its remote in the environment (seldon-facts §4, "Env keys").

/** rclone's backends of 1.59 that a model may lie in; others are "didn't find backend". */
const BACKENDS: ReadonlySet<string> = new Set([
  "s3",
  "google cloud storage",
  "gcs",
  "azureblob",
  "http",
  "local",
  "sftp",
  "webdav",
  "swift",
  "drive",
  "b2",
  "hdfs",
  "alias",
]);

export interface Remote {
  readonly name: string;
  /** rclone's backend. */
  readonly type: string;
  /** An option by its name in lower case: `access_key_id`. */
  option(name: string): string | undefined;
}

export interface Source {
  /** `undefined` for a path of the container itself. */
  readonly remote: Remote | undefined;
  readonly bucket: string;
  readonly path: string;
}

/** What the image itself sets: the public remote `gs` (seldon-facts §4, "Image content"). */
const IMAGE_ENVIRONMENT: ReadonlyMap<string, string> = new Map([
  ["RCLONE_CONFIG_GS_TYPE", "google cloud storage"],
  ["RCLONE_CONFIG_GS_ANONYMOUS", "true"],
]);

/** Reads an address; a text is rclone's reason why it has no such remote. */
export function readSource(address: string, env: ReadonlyMap<string, string>): Source | string {
  const colon = address.indexOf(":", address.startsWith(":") ? 1 : 0);
  const name = address.slice(0, Math.max(colon, 0));
  // rclone takes a text for a remote only where it could be a name: letters, digits and a few marks before the colon.
  if (colon < 0 || !/^:?[\w. +@-]+$/.test(name)) return { remote: undefined, bucket: "", path: localPath(address) };
  const remote = name.startsWith(":") ? inlineRemote(name.slice(1), env) : configuredRemote(name, env);
  if (typeof remote === "string") return remote;
  const [bucket = "", ...path] = address
    .slice(colon + 1)
    .replace(/^\/+/, "")
    .split("/");
  return { remote, bucket, path: path.join("/").replace(/\/+$/, "") };
}

function configuredRemote(name: string, env: ReadonlyMap<string, string>): Remote | string {
  const variable = (option: string): string => `RCLONE_CONFIG_${name.toUpperCase()}_${option.toUpperCase()}`;
  const option = (key: string): string | undefined => env.get(variable(key)) ?? IMAGE_ENVIRONMENT.get(variable(key));
  const type = option("type") ?? "";
  if (type === "") return "didn't find section in config file";
  if (!BACKENDS.has(type)) return `didn't find backend called ${JSON.stringify(type)}`;
  return { name, type, option };
}

/** `:s3:bucket` needs no section: its options come from `RCLONE_S3_*`. */
function inlineRemote(type: string, env: ReadonlyMap<string, string>): Remote | string {
  if (!BACKENDS.has(type)) return `didn't find backend called ${JSON.stringify(type)}`;
  return { name: `:${type}`, type, option: key => env.get(`RCLONE_${type.toUpperCase()}_${key.toUpperCase()}`) };
}

function localPath(address: string): string {
  return address.startsWith("/") ? address : `/${address}`;
}
