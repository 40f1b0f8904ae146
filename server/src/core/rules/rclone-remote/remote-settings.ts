// What a Secret says about one rclone remote: defined, nearly so, or something else.
import type { Sibling } from "../../lint/rule.ts";
import {
  AWS_VARIABLES,
  isTemplated,
  RCLONE_BACKEND_OPTIONS,
  RCLONE_BACKENDS,
  RCLONE_PREFIX,
  remoteVariable,
  type SecretEntry,
  type StoreSecret,
} from "../../model/index.ts";

export type SeenSecret = Extract<StoreSecret<Sibling>, { kind: "seen" }>;

export type RemoteState =
  /** All that is needed is there. */
  | { readonly kind: "defined" }
  /** `RCLONE_CONFIG_s3_TYPE`: rclone looks for upper case only (S03 [ran]). */
  | { readonly kind: "wrongCase"; readonly written: string }
  /** Options of the remote without the TYPE that makes it one (S03 [ran]). */
  | { readonly kind: "missingType" }
  /** Variables for the AWS tools, which rclone does not read. */
  | { readonly kind: "awsKeys" }
  /** Other remotes are defined. Their names are in lower case, as in a URI. */
  | { readonly kind: "otherRemotes"; readonly remotes: readonly string[] }
  | { readonly kind: "undefined" };

/** Judges a remote by the keys of the Secret. */
export function remoteState(secret: { readonly keys: ReadonlySet<string> }, remote: string): RemoteState {
  const type = remoteVariable(remote, "TYPE");
  if (secret.keys.has(type)) return { kind: "defined" };
  const isOwn = keysOfRemote(secret.keys, remote);
  const keys = [...secret.keys].filter(isOwn);
  const written = keys.find(key => key.toUpperCase() === type);
  if (written !== undefined) return { kind: "wrongCase", written };
  if (keys.length > 0) return { kind: "missingType" };
  const isForRclone = [...secret.keys].some(key => key.toUpperCase().startsWith(RCLONE_PREFIX));
  if (!isForRclone && (secret.keys.has("AWS_ACCESS_KEY_ID") || secret.keys.has("AWS_SECRET_ACCESS_KEY")))
    return { kind: "awsKeys" };
  const remotes = definedRemotes(secret.keys);
  return remotes.length > 0 ? { kind: "otherRemotes", remotes } : { kind: "undefined" };
}

/** The remotes that have a TYPE, in lower case. */
function definedRemotes(keys: ReadonlySet<string>): readonly string[] {
  return [...keys].flatMap(key => /^RCLONE_CONFIG_([^a-z]+)_TYPE$/.exec(key)?.[1]?.toLowerCase() ?? []);
}

/** The entries that set options of a remote, in any case; those of a defined remote with a longer name are not its own. */
export function remoteEntries(secret: SeenSecret, remote: string): readonly SecretEntry[] {
  const isOwn = keysOfRemote(secret.keys, remote);
  return secret.parts.flatMap(({ entries }) => entries.filter(({ key }) => isOwn(key)));
}

function keysOfRemote(keys: ReadonlySet<string>, remote: string): (key: string) => boolean {
  const prefix = remoteVariable(remote, "");
  const longer = definedRemotes(keys)
    .map(name => remoteVariable(name, ""))
    .filter(other => other !== prefix && other.startsWith(prefix));
  return key => {
    const upper = key.toUpperCase();
    return upper.startsWith(prefix) && !longer.some(other => upper.startsWith(other));
  };
}

/** rclone's name of the store behind a remote, told by its options or by its own name; undefined where neither does. */
export function backendOf(secret: SeenSecret, remote: string): string | undefined {
  const prefix = remoteVariable(remote, "");
  const options = remoteEntries(secret, remote).map(({ key }) =>
    RCLONE_BACKEND_OPTIONS.get(key.toUpperCase().slice(prefix.length)),
  );
  return options.find(backend => backend !== undefined) ?? RCLONE_BACKENDS.get(remote.toLowerCase());
}

/** The TYPE of a defined remote, decoded. */
export function typeOf(secret: SeenSecret, remote: string): string | undefined {
  return optionValue(secret, remote, "TYPE");
}

/**
 * What is wrong with the keys of an S3 remote, as rclone sees it (S35 [ran]): one of the pair is missing, or both are, so that
 * it asks anonymously. The variables count in any case, for a remote that is to be put right.
 */
export function credentialProblem(
  secret: SeenSecret,
  remote: string,
): "onlySecretKey" | "onlyKeyId" | "anonymous" | undefined {
  const environment = optionValue(secret, remote, "ENV_AUTH") ?? "";
  if (/^(1|t|true)$/i.test(environment) || isTemplated(environment)) return undefined;
  const hasId = hasOption(secret, remote, "ACCESS_KEY_ID");
  const hasSecret = hasOption(secret, remote, "SECRET_ACCESS_KEY");
  if (hasId && hasSecret) return undefined;
  if (hasId) return "onlyKeyId";
  return hasSecret ? "onlySecretKey" : "anonymous";
}

function hasOption(secret: SeenSecret, remote: string, option: string): boolean {
  const entry = optionEntry(secret, remote, option);
  return entry !== undefined && entry.value !== "";
}

function optionValue(secret: SeenSecret, remote: string, option: string): string | undefined {
  return optionEntry(secret, remote, option)?.value;
}

function optionEntry(secret: SeenSecret, remote: string, option: string): SecretEntry | undefined {
  return remoteEntries(secret, remote).findLast(({ key }) => key.toUpperCase() === remoteVariable(remote, option));
}

/** An entry for the AWS tools, and the option of an S3 remote that takes its value. */
export interface AwsEntry {
  readonly entry: SecretEntry;
  readonly option: string;
}

/** One entry for each option that the Secret's AWS variables have a value for. */
export function awsEntries(entries: readonly SecretEntry[]): readonly AwsEntry[] {
  const found = AWS_VARIABLES.flatMap(([variable, option]): AwsEntry[] => {
    const entry = entries.findLast(({ key }) => key === variable);
    return entry ? [{ entry, option }] : [];
  });
  return found.filter(({ option }, index) => found.findIndex(other => other.option === option) === index);
}
