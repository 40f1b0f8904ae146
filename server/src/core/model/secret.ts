// What a Secret's manifest says: its keys, their values decoded, and which Secrets of a file make up the one with a name.
import type { Cursor } from "../yaml/index.ts";
import { decodeBase64 } from "./base64.ts";
import { mayShareNamespace } from "./namespace.ts";
import type { Resource } from "./resource.ts";

export interface SecretEntry {
  readonly key: string;
  /** The value as written. */
  readonly at: Cursor;
  /** True under `data`, where values are base64. */
  readonly encoded: boolean;
  /** Decoded; undefined where it is no base64 or no scalar. Never to be shown to anybody. */
  readonly value: string | undefined;
}

/** The entries of a Secret, those of `stringData` last: where a key is in both, they win. */
export function secretEntries(secret: Resource): readonly SecretEntry[] {
  return [...fieldEntries(secret, "data"), ...fieldEntries(secret, "stringData")];
}

function fieldEntries(secret: Resource, field: "data" | "stringData"): SecretEntry[] {
  const encoded = field === "data";
  return secret.at
    .key(field)
    .entries()
    .map(at => {
      const text = at.scalar?.text;
      return { key: at.name, at, encoded, value: encoded && text !== undefined ? decodeBase64(text) : text };
    });
}

/**
 * The manifests that make up the Secret with that name. One without a namespace may be meant for any, and so may the
 * reader be whose own namespace is not written.
 */
export function secretsNamed<S extends { readonly resource: Resource }>(
  secrets: readonly S[],
  name: string,
  namespace: string | undefined,
): readonly S[] {
  return secrets.filter(({ resource }) => {
    const own = resource.at.at("metadata", "namespace").string();
    return mayShareNamespace(own, namespace) && resource.at.at("metadata", "name").string() === name;
  });
}

/** Annotations by which controllers copy another Secret's values into one, whatever their group: `replicator.v1.mittwald.de/replicate-from`. */
const COPIES_FROM = /(^|\/)(replicate-from|reflects)$/;

/** True where the manifest does not tell all that the Secret will hold: SOPS fills it in, or something in the cluster. */
export function isFilledLater(secret: Resource): boolean {
  const annotations = secret.at.at("metadata", "annotations").entries();
  if (secret.at.key("sops").exists || annotations.some(({ name }) => COPIES_FROM.test(name))) return true;
  const fields = [secret.at.key("data"), secret.at.key("stringData")];
  return fields.every(field => field.entries().length === 0) || fields.some(field => !field.isEmpty && !field.map);
}
