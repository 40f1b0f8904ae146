// The remotes that a Secret sets up for rclone, each with its options; and how a value of a Secret is written anew.
import { setValue, type Edits, type YamlDocument } from "../yaml/index.ts";
import { encodeBase64 } from "./base64.ts";
import { RCLONE_PREFIX } from "./model-uri.ts";
import { nearest } from "./nearest.ts";
import { MISTAKEN_RCLONE_OPTIONS, RCLONE_S3_OPTIONS } from "./seldon-facts.ts";
import type { Resource } from "./resource.ts";
import { secretEntries, type SecretEntry } from "./secret.ts";

export interface RcloneOption {
  /** In upper case, such as `ENDPOINT`, whatever the key's own case is. */
  readonly name: string;
  readonly entry: SecretEntry;
}

export interface RcloneRemote {
  /** In upper case, as in the keys. */
  readonly name: string;
  readonly options: readonly RcloneOption[];
}

/** Of a remote without a TYPE the name is taken to end at the first underscore. */
export function rcloneRemotes(secret: Resource): readonly RcloneRemote[] {
  const entries = secretEntries(secret).filter(({ key }) => key.toUpperCase().startsWith(RCLONE_PREFIX));
  const rests = entries.map(entry => ({ entry, rest: entry.key.toUpperCase().slice(RCLONE_PREFIX.length) }));
  const typed = rests.flatMap(({ rest }) => /^(.+)_TYPE$/.exec(rest)?.[1] ?? []).sort((a, b) => b.length - a.length);
  const remotes = new Map<string, RcloneOption[]>();
  for (const { entry, rest } of rests) {
    const name = typed.find(candidate => rest.startsWith(`${candidate}_`)) ?? /^[^_]+(?=_.)/.exec(rest)?.[0];
    if (name === undefined) continue;
    const options = remotes.get(name) ?? [];
    options.push({ name: rest.slice(name.length + 1), entry });
    remotes.set(name, options);
  }
  return Array.from(remotes, ([name, options]) => ({ name, options }));
}

/** The option that counts: `stringData` wins, and a value without text is none. */
export function remoteOption({ options }: RcloneRemote, name: string): RcloneOption | undefined {
  return options.findLast(option => option.name === name && option.entry.value !== undefined);
}

/** The option of an S3 remote that a name was meant as; undefined for names that are nothing like one. */
export function meantOption(name: string): string | undefined {
  if (RCLONE_S3_OPTIONS.includes(name)) return name;
  return MISTAKEN_RCLONE_OPTIONS.get(name) ?? nearest(name, RCLONE_S3_OPTIONS);
}

/** Writes a value that is no secret itself, in base64 where the entry is. */
export function setEntry(document: YamlDocument, { at, encoded }: SecretEntry, value: string): Edits | undefined {
  return setValue(document, at, encoded ? encodeBase64(value) : value);
}

/**
 * Changes a part of a value, and names nothing of the rest, which may be a secret. Undefined where it is base64, or where the
 * part does not stand in the text as it is.
 */
export function editEntry(
  document: YamlDocument,
  { at, encoded, value = "" }: SecretEntry,
  part: { readonly start: number; readonly end: number; readonly newText: string },
): Edits | undefined {
  const scalar = at.scalar;
  if (!scalar || encoded || at.shared || document.problems.length > 0) return undefined;
  const inside = document.text.slice(scalar.start, scalar.end).indexOf(value);
  if (inside === -1 || value.includes("\n")) return undefined;
  const from = scalar.start + inside;
  return [{ start: from + part.start, end: from + part.end, newText: part.newText }];
}
