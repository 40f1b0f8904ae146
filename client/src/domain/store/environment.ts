// The environment of the storage initializer, as far as a Secret makes it (`envFrom`, seldon-facts §4 "Secrets").
import { secretValue, type SecretValue } from "./secret-value.ts";

/** Variables by name. Every value counts as secret, since people put keys under wrong names. */
export type StoreEnvironment = ReadonlyMap<string, SecretValue>;

/** @param entries names and plain texts, such as a Secret's data after base64 */
export function storeEnvironment(entries: Iterable<readonly [string, string]>): StoreEnvironment {
  return new Map(Array.from(entries, ([name, text]) => [name, secretValue(text)]));
}
