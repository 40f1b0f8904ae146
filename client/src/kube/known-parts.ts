// A new version of plain data, made of the parts of the version before that have stayed as they were.

/**
 * Changes `after` in place. Of a change nearly everything is as it was: what is kept instead of its like need not be moved among the
 * objects that live long, and what it would have replaced there is no garbage.
 */
export function withKnownParts<T>(before: T | undefined, after: T): T;
export function withKnownParts(before: unknown, after: unknown): unknown {
  if (before === after || !isPlain(before) || !isPlain(after)) return before === after ? before : after;
  if (Array.isArray(before) !== Array.isArray(after)) return after;
  const keys = Object.keys(after);
  let isSame = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const old: unknown = Reflect.get(before, key);
    const now: unknown = Reflect.get(after, key);
    const part = withKnownParts(old, now);
    // Equal strings too may stand in two places of memory.
    Reflect.set(after, key, part);
    isSame &&= part === old && old !== undefined;
  }
  return isSame ? before : after;
}

/** Lists and records: of others, such as maps, nobody knows what they consist of. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
