// Scalars of a mapping by dotted path.
import type { Cursor } from "../yaml/index.ts";

/** Numbers, flags and texts below a place, such as `istio.enabled`; lists and nulls are left out. */
export function scalarsBelow(at: Cursor, prefix = ""): Record<string, string | number | boolean> {
  const found: Record<string, string | number | boolean> = {};
  for (const entry of at.entries()) {
    const name = prefix === "" ? entry.name : `${prefix}.${entry.name}`;
    const value = entry.scalar?.value;
    if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") found[name] = value;
    else if (entry.map && isWrittenThere(entry, at)) Object.assign(found, scalarsBelow(entry, name));
  }
  return found;
}

/** False for what an alias or a merge key repeats: to follow all of them could take forever. */
function isWrittenThere({ entry }: Cursor, { map }: Cursor): boolean {
  return entry?.value?.kind !== "alias" && map?.entries.some(written => written === entry) === true;
}
