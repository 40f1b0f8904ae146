// The environment that a Secret gives to the initializer, whose values nobody gets to see.
import { textOfBase64 } from "../deploy/base64.ts";
import { mapAt } from "../deploy/plain.ts";
import { storeEnvironment, type StoreEnvironment } from "../store/index.ts";

/** @param secret the object as a cluster or a manifest has it; `stringData` goes before `data`, as in the API server */
export function secretEnvironment(secret: unknown): StoreEnvironment {
  const encoded = Object.entries(mapAt(secret, "data")).flatMap(([name, value]): [string, string][] => {
    const text = typeof value === "string" ? textOfBase64(value) : undefined;
    return text === undefined ? [] : [[name, text]];
  });
  const plain = Object.entries(mapAt(secret, "stringData")).flatMap(([name, value]): [string, string][] =>
    typeof value === "string" ? [[name, value]] : [],
  );
  return storeEnvironment([...encoded, ...plain]);
}
