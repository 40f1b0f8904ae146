// Edits that make a Secret define a remote. No value of a Secret is written into an edit: values stay where they stand.
import type { Sibling } from "../../lint/rule.ts";
import { encodeBase64, isTemplated, remoteVariable, type SecretEntry } from "../../model/index.ts";
import { insertEntry, renameKey, type Edits, type YamlDocument } from "../../yaml/index.ts";
import { awsEntries, backendOf, remoteEntries, type AwsEntry, type SeenSecret } from "./remote-settings.ts";

/** Edits of one document of the file, counted from the finding's own. */
export interface SecretEdits {
  readonly edits: Edits;
  readonly distance: number;
}

/** Raises the case of the remote's keys and adds the TYPE where there is none. */
export function completeRemote(secret: SeenSecret, remote: string): SecretEdits | undefined {
  const entries = remoteEntries(secret, remote);
  const manifest = onlyManifest(secret, entries);
  if (!manifest) return undefined;
  const type = remoteVariable(remote, "TYPE");
  const wrong = entries.filter(({ key }) => key !== key.toUpperCase());
  if (wrong.some(({ key }) => secret.keys.has(key.toUpperCase()))) return undefined;
  const edits = wrong.map(({ at, key }) => renameKey(manifest.document, at, key.toUpperCase()));
  if (!entries.some(({ key }) => key.toUpperCase() === type)) {
    const backend = backendOf(secret, remote);
    edits.push(backend === undefined ? undefined : addSettings(manifest.document, entries, [[type, backend]]));
  }
  return together(edits, manifest);
}

/** Gives the keys for the AWS tools the names that rclone reads. Whatever else reads the old names has to follow. */
export function renameAwsKeys(secret: SeenSecret, remote: string): SecretEdits | undefined {
  const conversion = planConversion(secret, remote);
  if (!conversion) return undefined;
  const { manifest, pairs, settings } = conversion;
  const renamed = pairs.map(({ entry, option }) =>
    renameKey(manifest.document, entry.at, remoteVariable(remote, option)),
  );
  const added = addSettings(
    manifest.document,
    pairs.map(({ entry }) => entry),
    settings,
  );
  return together([...renamed, added], manifest);
}

/**
 * Adds the names that rclone reads beside those for the AWS tools. They share their values through YAML anchors, so that a
 * credential stays written once; JSON, which has none, gets no such edit.
 */
export function shareAwsKeys(secret: SeenSecret, remote: string): SecretEdits | undefined {
  const conversion = planConversion(secret, remote);
  if (!conversion || conversion.manifest.document.layout.json) return undefined;
  const { manifest, pairs, settings } = conversion;
  const entries = pairs.map(({ entry }) => entry);
  const shared = pairs.map(({ entry, option }) =>
    shareValue(manifest.document, entry, entries, remoteVariable(remote, option)),
  );
  return together([addSettings(manifest.document, entries, settings), ...shared], manifest);
}

/** True where the AWS keys say which store is meant. Without an endpoint it may be Amazon's or one that is named elsewhere. */
export function namesItsStore(secret: SeenSecret): boolean {
  return awsEntries(secret.parts.flatMap(({ entries }) => entries)).some(({ option }) => option === "ENDPOINT");
}

interface Conversion {
  readonly manifest: Sibling;
  readonly pairs: readonly AwsEntry[];
  /** Variables that the AWS tools have no word for. */
  readonly settings: readonly (readonly [key: string, value: string])[];
}

function planConversion(secret: SeenSecret, remote: string): Conversion | undefined {
  const pairs = awsEntries(secret.parts.flatMap(({ entries }) => entries));
  const manifest = onlyManifest(
    secret,
    pairs.map(({ entry }) => entry),
  );
  const backend = backendOf(secret, remote) ?? "s3";
  const endpoint = pairs.find(({ option }) => option === "ENDPOINT");
  if (!manifest || backend !== "s3" || !isWholeAddress(endpoint)) return undefined;
  const settings = [
    [remoteVariable(remote, "TYPE"), backend],
    [remoteVariable(remote, "PROVIDER"), provider(endpoint)],
    [remoteVariable(remote, "ENV_AUTH"), "false"],
  ] as const;
  return { manifest, pairs, settings };
}

/** rclone takes an address without a scheme as https (F11), which other tools do not. */
function isWholeAddress(endpoint: AwsEntry | undefined): boolean {
  const value = endpoint?.entry.value;
  return endpoint === undefined || (value !== undefined && (isTemplated(value) || /^https?:\/\//.test(value)));
}

/** The provider decides whether the bucket goes before the host: for AWS it does, for MinIO and unknown stores it must not (F10). */
function provider(endpoint: AwsEntry | undefined): string {
  const host = endpoint?.entry.value?.toLowerCase();
  if (host === undefined || host.includes(".amazonaws.com")) return "AWS";
  return host.includes("minio") ? "Minio" : "Other";
}

/** The manifest that holds all of the entries, in one field. */
function onlyManifest(secret: SeenSecret, entries: readonly SecretEntry[]): Sibling | undefined {
  const [first] = entries;
  const holding = secret.parts.find(part => entries.every(entry => part.entries.includes(entry)));
  return first && entries.every(({ encoded }) => encoded === first.encoded) ? holding?.manifest : undefined;
}

function addSettings(
  document: YamlDocument,
  beside: readonly SecretEntry[],
  settings: readonly (readonly [string, string])[],
): Edits | undefined {
  const last = lastInText(beside);
  const map = last?.at.parent;
  if (!last || !map) return undefined;
  const edits = settings.map(([key, value]) =>
    insertEntry(document, map, key, last.encoded ? encodeBase64(value) : value, { after: last.key }),
  );
  return edits.every(edit => edit !== undefined) ? edits.flat() : undefined;
}

/** Adds a key with the value of another entry: an anchor there, an alias here. */
function shareValue(
  document: YamlDocument,
  source: SecretEntry,
  beside: readonly SecretEntry[],
  key: string,
): Edits | undefined {
  const { at } = source;
  const last = lastInText(beside);
  const map = at.parent;
  const scalar = at.scalar;
  const anchor = source.key.toLowerCase().replaceAll("_", "-");
  if (!last || !map || !scalar || !at.entry || at.shared || scalar.end === scalar.start) return undefined;
  const isAnchored = document.text.slice(at.entry.key.end, scalar.start).includes("&");
  if (isAnchored || new RegExp(`&${anchor}\\s`).test(document.text)) return undefined;
  const inserted = insertEntry(document, map, key, ALIAS_MARK, { after: last.key });
  const aliases = inserted?.map(edit => ({ ...edit, newText: edit.newText.replace(ALIAS_MARK, `*${anchor}`) }));
  return aliases && [{ start: scalar.start, end: scalar.start, newText: `&${anchor} ` }, ...aliases];
}

const ALIAS_MARK = "ALIAS";

function lastInText(entries: readonly SecretEntry[]): SecretEntry | undefined {
  const start = (entry: SecretEntry): number => entry.at.entry?.key.start ?? 0;
  return entries.toSorted((a, b) => start(a) - start(b)).at(-1);
}

function together(edits: readonly (Edits | undefined)[], { distance }: Sibling): SecretEdits | undefined {
  return edits.every(edit => edit !== undefined) ? { edits: edits.flat(), distance } : undefined;
}
