// Keeps values of Secrets out of previews, questions and messages (design §8, invariant 3).
import { isMap, isSame, valueAt, type PlainMap } from "./plain.ts";

/** The object with words for the values of a Secret; other kinds as they are. @param before to tell which values change */
export function hideSecrets(object: PlainMap, before?: PlainMap): PlainMap {
  if (object["kind"] !== "Secret" || object["apiVersion"] !== "v1") return object;
  const hidden = Object.entries(object).map(([key, item]): [string, unknown] => {
    if ((key !== "data" && key !== "stringData") || !isMap(item)) return [key, item];
    const was = valueAt(before, key);
    return [key, Object.fromEntries(Object.keys(item).map(name => [name, hiddenWord(item[name], was, name)]))];
  });
  return Object.fromEntries(hidden);
}

function hiddenWord(value: unknown, was: unknown, name: string): string {
  const old = valueAt(was, name);
  return old === undefined || isSame(old, value) ? "(hidden)" : "(hidden, changes)";
}
