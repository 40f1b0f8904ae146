// A new version of plain data, made of the parts of the version before that have stayed as they were.

/**
 * Changes `after` in place. Of a change nearly everything is as it was: what is kept instead of its like need not be moved among the
 * objects that live long, and what it would have replaced there is no garbage.
 *
 * @param met an empty map, where parts of `after` stand in several places of it: each is one part in all of them afterwards, too
 */
export function withKnownParts<T>(before: T | undefined, after: T, met?: Map<object, unknown>): T;
export function withKnownParts(before: unknown, after: unknown, met?: Map<object, unknown>): unknown {
  // Equal strings, too, may stand in two places of memory.
  if (before === after) return before;
  if (!isPlain(after)) return after;
  if (met?.has(after)) return met.get(after);
  const part = mergedWithKnown(before, after, met);
  met?.set(after, part);
  return part;
}

function mergedWithKnown(before: unknown, after: object, met: Map<object, unknown> | undefined): unknown {
  if (!isPlain(before) || Array.isArray(before) !== Array.isArray(after)) {
    // What is new here may have its like elsewhere: it stays one part in both places.
    if (met) for (const part of Object.values(after)) withKnownParts(undefined, part, met);
    return after;
  }
  const keys = Object.keys(after);
  let isSame = keys.length === Object.keys(before).length;
  for (const key of keys) {
    const old: unknown = Reflect.get(before, key);
    const now: unknown = Reflect.get(after, key);
    const part = withKnownParts(old, now, met);
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
